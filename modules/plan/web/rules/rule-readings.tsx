import { formatNumber } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { RuleItem } from '../../contract.ts';
import { Verdict, verdicts } from './verdict.tsx';

/** Each way of reading an ambiguous wording beside the others, with what it gives; the first decides. */
export function RuleReadings({ item }: { readonly item: RuleItem }) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  if (item.readings.length === 0) return null;
  return (
    <section className="plan-section">
      <h2>{t('rules.readings')}</h2>
      <div className="plan-readings">
        {item.readings.map((reading, i) => (
          <article key={reading.id}>
            <h3>{i === 0 ? t('rules.reading-first') : t('rules.reading', { number: i + 1 })}</h3>
            <p>{reading.text[language]}</p>
            <p className="sh-row">
              <Verdict status={reading.status} />
              <span className="sh-quiet">
                {verdicts
                  .filter((one) => reading.counts[one])
                  .map((one) => `${t(`verdict.${one}`)} ${formatNumber(reading.counts[one] ?? 0, 0, language)}`)
                  .join(' · ')}
              </span>
            </p>
          </article>
        ))}
      </div>
    </section>
  );
}
