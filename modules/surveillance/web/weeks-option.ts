import type { ChartTable } from '@songhua/ui/chart-file.ts';
import type { ChartOption } from '@songhua/ui/echarts.ts';
import type { Palette } from '@songhua/ui/palette.ts';
import type { Figures } from '../contract.ts';

interface WeekWords {
  readonly week: string;
  readonly late: string;
  readonly inTime: string;
  readonly day: (iso: string) => string;
}

type Week = Figures['byWeek'][number];
const inTime = ({ signals, within24Hours }: Week): number => Math.round(signals * (within24Hours ?? 0));

/** Signals a week from zero: those answered within 24 hours, and the rest on top of them. */
export function weeksOption(weeks: readonly Week[], palette: Palette, words: WeekWords): ChartOption {
  const bar = (name: string, colour: string, of: (week: Week) => number) => ({
    ...{ name, type: 'bar', stack: 'all', barMaxWidth: 48, itemStyle: { color: colour }, data: weeks.map(of) },
  });
  return {
    legend: { top: 0, textStyle: { color: palette.text } },
    grid: { left: 8, right: 12, top: 34, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { trigger: 'axis', renderMode: 'richText', backgroundColor: palette.ground, textStyle: { color: palette.text } },
    xAxis: {
      type: 'category',
      data: weeks.map(({ week }) => words.day(week)),
      axisLabel: { color: palette.quiet, hideOverlap: true },
      axisLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      ...{ type: 'value', min: 0, minInterval: 1, axisLabel: { color: palette.quiet } },
      splitLine: { lineStyle: { color: palette.line, type: 'dashed' } },
    },
    series: [
      bar(words.inTime, palette['on-track'], inTime),
      bar(words.late, palette.behind, (week) => week.signals - inTime(week)),
    ],
  };
}

/** The same as a table, the newest week first. */
export const weeksTable = (weeks: readonly Week[], words: WeekWords): ChartTable => ({
  columns: [{ title: words.week }, { title: words.inTime, numeric: true }, { title: words.late, numeric: true }],
  rows: weeks.toReversed().map((week) => [words.day(week.week), inTime(week), week.signals - inTime(week)]),
});
