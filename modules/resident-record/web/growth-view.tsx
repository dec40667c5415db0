import { Chart } from '@songhua/ui/chart.tsx';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { useLanguage } from '@songhua/ui/text.ts';
import { useTranslation } from 'react-i18next';
import type { LatestResult, Results, Series } from '../contract.ts';
import { byAge, type GrowthWords, growthOption, growthTable } from './growth-option.ts';
import { Section } from './section.tsx';
import './results.css';

function GrowthChart({ series, birthDate }: { readonly series: Series; readonly birthDate: string }) {
  const { t } = useTranslation('resident-record');
  const language = useLanguage();
  const words: GrowthWords = {
    months: t('growth.months'),
    years: t('growth.years'),
    age: t('growth.age'),
    at: t('result.column.at'),
    source: t('result.column.source'),
  };
  const points = byAge(series, birthDate);
  const name = series.unit ? `${series.name} (${series.unit})` : series.name;
  if (points.length === 0) return null;
  return (
    <section className="record-chart" aria-label={name}>
      <h3>
        {series.name} {series.unit && <span className="sh-quiet">{series.unit}</span>}
      </h3>
      <Chart
        name={name}
        height={220}
        option={(palette) => growthOption(series, points, palette, words)}
        table={growthTable(series, points, language, words)}
      />
    </section>
  );
}

interface GrowthViewProps {
  readonly path: string;
  readonly fixed?: Readonly<Record<string, string>>;
  readonly growth: readonly LatestResult[];
  readonly birthDate: string;
}

/** How a child has grown: weight, length or height, and head by age, as they were measured. */
export default function GrowthView({ path, fixed = {}, growth, birthDate }: GrowthViewProps) {
  const { t } = useTranslation('resident-record');
  const results = useApi<Results>(path, { ...fixed, codes: growth.map(({ key }) => key).join(',') }, { stays: true });
  return (
    <Section title={t('growth.title')}>
      <Loaded query={results} rows={6}>
        {({ series }) => (
          <div className="record-growth">
            {series.map((one) => (
              <GrowthChart key={`${one.key} ${one.unit}`} series={one} birthDate={birthDate} />
            ))}
          </div>
        )}
      </Loaded>
      <p className="sh-quiet">{t('growth.no-curves')}</p>
    </Section>
  );
}
