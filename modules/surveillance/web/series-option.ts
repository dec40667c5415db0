import type { ChartOption } from '@songhua/ui/echarts.ts';
import type { Palette } from '@songhua/ui/palette.ts';

export interface SeriesPoint {
  readonly date: string;
  readonly count: number;
  readonly expected: number | null;
  readonly upper: number | null;
  readonly alarm: boolean;
  /** Whether a night gave an alarm on it. */
  readonly night?: boolean;
}

interface Names {
  readonly count: string;
  readonly expected: string;
  readonly upper: string;
  readonly alarm: string;
  /** Not named: nights are not drawn. */
  readonly night?: string;
}

const round = (value: unknown): string => (typeof value === 'number' ? String(Math.round(value * 10) / 10) : '—');

/** Counts as bars, those that are an alarm in another colour; expected and bound as lines, alarms of nights as diamonds above. */
export function seriesOption(points: readonly SeriesPoint[], palette: Palette, names: Names): ChartOption {
  const axis = { axisLabel: { color: palette.quiet, hideOverlap: true }, axisLine: { lineStyle: { color: palette.line } } };
  const line = (name: string, key: 'expected' | 'upper', colour: string, dash: 'solid' | 'dashed') => ({
    ...{ name, type: 'line' as const, showSymbol: false, connectNulls: false, data: points.map((one) => one[key]) },
    lineStyle: { width: 1.5, color: colour, type: dash },
    itemStyle: { color: colour },
  });
  const bar = (name: string, colour: string, isMine: (point: SeriesPoint) => boolean) => ({
    ...{ name, type: 'bar' as const, stack: 'count', barCategoryGap: '10%', itemStyle: { color: colour } },
    data: points.map((one) => (isMine(one) ? one.count : null)),
  });
  const judged = points.some(({ upper }) => upper !== null);
  return {
    grid: { left: 8, right: 12, top: 34, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: {
      type: 'scroll',
      top: 0,
      left: 0,
      right: 0,
      textStyle: { color: palette.text },
      pageTextStyle: { color: palette.text },
    },
    tooltip: {
      ...{ trigger: 'axis', renderMode: 'richText', backgroundColor: palette.ground, textStyle: { color: palette.text } },
      valueFormatter: round,
    },
    xAxis: { type: 'category', data: points.map(({ date }) => date), ...axis },
    yAxis: { type: 'value', min: 0, splitLine: { lineStyle: { color: palette.line } }, axisLabel: { color: palette.quiet } },
    series: [
      bar(names.count, palette.soft, ({ alarm }) => !alarm),
      bar(names.alarm, palette['off-track'], ({ alarm }) => alarm),
      ...(judged
        ? [line(names.expected, 'expected', palette.accent, 'solid'), line(names.upper, 'upper', palette.target, 'dashed')]
        : []),
      ...(names.night !== undefined && points.some(({ night }) => night)
        ? [
            {
              ...{
                name: names.night,
                type: 'scatter' as const,
                symbol: 'diamond',
                symbolSize: 10,
                itemStyle: { color: palette.text },
              },
              data: points.map(({ night, count }) => (night ? count : null)),
            },
          ]
        : []),
    ],
  };
}
