import { formatNumber } from '@songhua/ui/format.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { IndicatorDetail } from '../contract.ts';

/** How the figure is worked out, with today's parts when it was worked out here. */
export function IndicatorDefinition({ detail: { definition, item } }: { readonly detail: IndicatorDetail }) {
  const { t } = useTranslation('plan');
  const language = useLanguage();
  const { numerator, denominator, publishedRate, factor, rollUp } = definition;
  const part = (value: number | undefined) => (value === undefined ? '' : ` = ${formatNumber(value, 0, language)}`);
  const terms: readonly (readonly [string, string])[] = [
    ...(publishedRate ? [[t('definition.published-rate'), publishedRate[language]] as const] : []),
    ...(numerator ? [[t('definition.numerator'), numerator[language] + part(item.current.numerator)] as const] : []),
    ...(denominator ? [[t('definition.denominator'), denominator[language] + part(item.current.denominator)] as const] : []),
    ...(factor === 1 ? [] : [[t('definition.factor'), `× ${formatNumber(factor, 0, language)}`] as const]),
    [t('definition.roll-up'), rollUp[language]],
    [t('definition.polarity'), t(`polarity.${item.polarity}`)],
  ];
  return (
    <section className="plan-section">
      <h2>{t('definition.title')}</h2>
      <dl className="plan-terms">
        {terms.map(([term, meaning]) => (
          <div key={term} style={{ display: 'contents' }}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
