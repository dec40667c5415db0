import type { ChartOption } from '@songhua/ui/echarts.ts';
import type { Palette } from '@songhua/ui/palette.ts';

export interface SeriesPoint {
  readonly date: string;
  readonly count: number;
  readonly expected: number | null;
  readonly upper: number | null;
  readonly alarm: boolean;
}

/** Counts as bars, those that are an alarm in another colour and with a mark above; expected and bound as lines. */
export function seriesOption(
  points: readonly SeriesPoint[],
  palette: Palette,
  names: { readonly count: string; readonly expected: string; readonly upper: string; readonly alarm: string },
): ChartOption {
  const axis = { axisLabel: { color: palette.quiet, hideOverlap: true }, axisLine: { lineStyle: { color: palette.line } } };
  const line = (name: string, key: 'expected' | 'upper', colour: string, dash: 'solid' | 'dashed') => ({
    ...{ name, type: 'line' as const, showSymbol: false, connectNulls: false, data: points.map((one) => one[key]) },
    lineStyle: { width: 1.5, color: colour, type: dash },
    itemStyle: { color: colour },
  });
  return {
    grid: { left: 8, right: 12, top: 34, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { top: 0, textStyle: { color: palette.text } },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: points.map(({ date }) => date), ...axis },
    yAxis: { type: 'value', min: 0, splitLine: { lineStyle: { color: palette.line } }, axisLabel: { color: palette.quiet } },
    series: [
      {
        name: names.count,
        type: 'bar',
        barCategoryGap: '10%',
        itemStyle: { color: palette.soft },
        data: points.map(({ count, alarm }) => (alarm ? { value: count, itemStyle: { color: palette['off-track'] } } : count)),
      },
      line(names.expected, 'expected', palette.accent, 'solid'),
      line(names.upper, 'upper', palette.target, 'dashed'),
    ],
  };
}
