import { Chart } from '@songhua/ui/chart.tsx';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { Board } from '../contract.ts';
import { countsOption, countsTable } from './counts-option.ts';
import { sayMoment } from './when.ts';

/** Counts over time, and every report as it was sent. */
export function BoardReports({ board: { reports } }: { readonly board: Board }) {
  const { t } = useTranslation('emergency');
  const language = useLanguage();
  const words = {
    ...{ asOf: t('report.as-of'), cases: t('count.cases'), deaths: t('count.deaths'), exposed: t('count.exposed') },
    moment: (iso: string) => sayMoment(iso, language),
  };
  return (
    <section className="em-section" aria-labelledby="em-reports">
      <h2 id="em-reports">{t('report.title')}</h2>
      {reports.length === 0 && <p className="sh-quiet">{t('empty.reports')}</p>}
      {reports.length > 0 && (
        <Chart
          name={t('report.chart')}
          height={200}
          option={(palette) => countsOption(reports, palette, words)}
          table={countsTable(reports, words)}
        />
      )}
      {reports.toReversed().map((one) => (
        <article key={one.id} className="em-report">
          <p className="sh-quiet">
            {[`${t(`report.${one.kind}`)} ${one.number}`, t('report.true-at', { at: sayMoment(one.asOf, language) }), one.by]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <p>
            {t('report.counts', { cases: one.cases, deaths: one.deaths })} {one.situation}
          </p>
          {one.measures && (
            <p>
              <strong>{t('report.measures')}</strong> {one.measures}
            </p>
          )}
          {one.needs && (
            <p>
              <strong>{t('report.needs')}</strong> {one.needs}
            </p>
          )}
        </article>
      ))}
    </section>
  );
}
