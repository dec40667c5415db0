import type { Sample, SampleList } from '@songhua/health/contract.ts';
import { useAddress } from '@songhua/ui/address.ts';
import { Chart } from '@songhua/ui/chart.tsx';
import type { ChartOption } from '@songhua/ui/echarts.ts';
import { formatNumber, formatTime } from '@songhua/ui/format.ts';
import type { Palette } from '@songhua/ui/palette.ts';
import { Loaded } from '@songhua/ui/problem-notice.tsx';
import { useApi } from '@songhua/ui/query.ts';
import { type Language, useLanguage } from '@songhua/ui/text.ts';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';

/** What is drawn, and by what it is divided so that its unit is short. */
const drawn: readonly {
  readonly key: Exclude<keyof Sample, 'at'>;
  readonly unit: string;
  readonly by: number;
  readonly decimals: number;
}[] = [
  { key: 'requests', unit: '', by: 1, decimals: 0 },
  { key: 'loopMs', unit: 'ms', by: 1, decimals: 1 },
  { key: 'backlog', unit: '', by: 1, decimals: 0 },
  { key: 'connections', unit: '', by: 1, decimals: 0 },
  { key: 'rssBytes', unit: 'MB', by: 1e6, decimals: 0 },
  { key: 'databaseBytes', unit: 'MB', by: 1e6, decimals: 1 },
];

const days = [1, 3, 7] as const;

/** A line from zero over time; a gap where no server was running. */
function lineOption(
  points: readonly (readonly [at: string, value: number | null])[],
  palette: Palette,
  language: Language,
  { unit, decimals }: { readonly unit: string; readonly decimals: number },
): ChartOption {
  return {
    grid: { left: 8, right: 12, top: 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      valueFormatter: (value: unknown) =>
        typeof value === 'number' ? `${formatNumber(value, decimals, language)} ${unit}` : '—',
    },
    xAxis: {
      type: 'time',
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: { color: palette.quiet, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      min: 0,
      splitNumber: 3,
      axisLabel: { color: palette.quiet },
      splitLine: { lineStyle: { color: palette.line } },
    },
    series: [
      {
        type: 'line',
        showSymbol: points.length < 3,
        connectNulls: false,
        lineStyle: { width: 1.6, color: palette.accent },
        itemStyle: { color: palette.accent },
        data: points,
      },
    ],
  };
}

/** The samples as points; between two that lie further apart than two steps stands a gap. */
function pointsOf({ items, stepMinutes }: SampleList, key: Exclude<keyof Sample, 'at'>, by: number): [string, number | null][] {
  return items.flatMap((item, at) => {
    const before = items[at - 1];
    const gap = before && Date.parse(item.at) - Date.parse(before.at) > 2 * stepMinutes * 60_000;
    const point: [string, number | null] = [item.at, item[key] / by];
    return gap ? [[before.at, null] as [string, number | null], point] : [point];
  });
}

/** A day or a week of a few numbers, the highest of each step. */
export function HealthCharts() {
  const { t } = useTranslation('administration');
  const language = useLanguage();
  const { get, set } = useAddress();
  const span = days.find((one) => String(one) === get('days')) ?? 1;
  const samples = useApi<SampleList>('/api/administration/health/history', { days: span });
  return (
    <section className="administration-section">
      <h2>{t('health.history')}</h2>
      <Segmented
        size="small"
        aria-label={t('health.span')}
        value={span}
        options={days.map((value) => ({ value, label: t('health.days', { count: value }) }))}
        onChange={(value) => set({ days: value === 1 ? null : String(value) })}
      />
      <Loaded query={samples} rows={4}>
        {(list) =>
          list.items.length === 0 ? (
            <p className="sh-quiet">{t('health.no-history')}</p>
          ) : (
            <div className="administration-health-charts">
              {drawn.map(({ key, unit, by, decimals }) => {
                const points = pointsOf(list, key, by);
                const title = `${t(`health.number.${key}`)}${unit && ` (${unit})`}`;
                return (
                  <div key={key}>
                    <h3>{title}</h3>
                    <Chart
                      name={t(`health.number.${key}`)}
                      height={130}
                      option={(palette) => lineOption(points, palette, language, { unit, decimals })}
                      table={{
                        columns: [{ title: t('health.time') }, { title, numeric: true }],
                        rows: points.map(([at, value]) => [formatTime(at, language), value]),
                      }}
                    />
                  </div>
                );
              })}
            </div>
          )
        }
      </Loaded>
    </section>
  );
}
