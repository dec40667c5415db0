import type { ChartTable } from '@songhua/ui/chart-file.ts';
import type { ChartOption } from '@songhua/ui/echarts.ts';
import type { Palette } from '@songhua/ui/palette.ts';
import type { Report } from '../contract.ts';
import { toField } from './when.ts';

interface CountWords {
  readonly asOf: string;
  readonly cases: string;
  readonly deaths: string;
  readonly exposed: string;
  readonly moment: (iso: string) => string;
}

/** Cases and deaths as each report counted them, over time, from zero; the newest is labelled. */
export function countsOption(reports: readonly Report[], palette: Palette, words: CountWords): ChartOption {
  const last = reports.length - 1;
  const line = (name: string, colour: string, symbol: string, of: (report: Report) => number) => ({
    ...{ name, type: 'line', symbol, symbolSize: 8, lineStyle: { color: colour, width: 2 }, itemStyle: { color: colour } },
    data: reports.map((report, at) => ({
      // Without a zone: the axis shows Beijing's days wherever it is looked at.
      value: [toField(report.asOf), of(report)],
      ...(at === last && {
        label: { show: true, position: 'right', formatter: `${name} ${of(report)}`, color: palette.text },
      }),
    })),
  });
  return {
    grid: { left: 8, right: 90, top: 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { trigger: 'axis', renderMode: 'richText', backgroundColor: palette.ground, textStyle: { color: palette.text } },
    xAxis: {
      type: 'time',
      axisLabel: { color: palette.quiet, hideOverlap: true },
      axisLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      axisLabel: { color: palette.quiet },
      splitLine: { lineStyle: { color: palette.line, type: 'dashed' } },
    },
    series: [
      line(words.cases, palette.accent, 'circle', ({ cases }) => cases),
      line(words.deaths, palette['off-track'], 'rect', ({ deaths }) => deaths),
    ],
  };
}

/** The same as a table, the newest first. */
export const countsTable = (reports: readonly Report[], words: CountWords): ChartTable => ({
  columns: [
    { title: words.asOf },
    { title: words.cases, numeric: true },
    { title: words.deaths, numeric: true },
    { title: words.exposed, numeric: true },
  ],
  rows: reports.toReversed().map(({ asOf, cases, deaths, exposed }) => [words.moment(asOf), cases, deaths, exposed]),
});
