import { formatSecond, formatTime } from '@songhua/ui/format.ts';
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
  const names = new Map<string, string>(
    (diseases.data?.items ?? []).flatMap(({ code, name, subtypes }) => [
      [`disease ${code}`, name[language]] as const,
      ...subtypes.map((one) => [`subtype ${one.code}`, one.name[language]] as const),
    ]),
  );
  /** As the card's own page says it: moments by the clock in Beijing, words of lists by their names. */
  const inWords = (field: string, value: string | null): string => {
    if (value === null) return '—';
    if (field === 'diagnosed' || field === 'due') return formatTime(value, language);
    const option = asked.find(({ key }) => `extra.${key}` === field)?.options?.find(({ code }) => code === value);
    return option?.name[language] ?? names.get(`${field} ${value}`) ?? t(`${field}.${value}`, { defaultValue: value });
  };
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
                {t('card.changed', { field: title(field), before: inWords(field, before), after: inWords(field, after) })}
              </span>
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}
