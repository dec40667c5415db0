import { formatSecond } from '@songhua/ui/format.ts';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { CardDetail, DiseaseList } from '../contract.ts';

/** What was done with a card by whom or by which rule, with what was said before and since. */
export function CardHistory({ card }: { readonly card: CardDetail }) {
  const { t } = useTranslation('reporting');
  const language = useLanguage();
  const diseases = useApi<DiseaseList>('/api/reporting/diseases', { on: card.diagnosed.slice(0, 10) });
  const asked = diseases.data?.items.flatMap(({ supplements }) => supplements.flatMap(({ fields }) => fields)) ?? [];
  const title = (field: string): string =>
    asked.find(({ key }) => `extra.${key}` === field)?.title[language] ?? t(`field.${field}`, { defaultValue: field });
  return (
    <section aria-label={t('card.history')}>
      <h3>{t('card.history')}</h3>
      <ol className="reporting-history">
        {card.history.map(({ version, step, at, by, reason, changed }) => (
          <li key={version}>
            {formatSecond(at, language)} · {t(`step.${step}`)} ·{' '}
            {by.kind === 'rule' ? t('card.rule', { rule: t(`rule.${by.id}`, { defaultValue: by.id }) }) : by.name}
            {reason && ` · ${reason}`}
            {changed.map(({ field, before, after }) => (
              <span key={field} className="reporting-under">
                {title(field)}：{before ?? '—'} → {after ?? '—'}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
