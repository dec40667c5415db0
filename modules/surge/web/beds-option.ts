import type { ChartTable } from '@songhua/ui/chart-file.ts';
import type { ChartOption } from '@songhua/ui/echarts.ts';
import type { Palette } from '@songhua/ui/palette.ts';

/** One kind of bed by day, from today on. */
export interface BedsByDay {
  readonly days: readonly string[];
  /** 5, 25, 50, 75, 95 % of the runs. */
  readonly bands: readonly (readonly number[])[];
  readonly beds: readonly number[];
  readonly withConversions: readonly number[];
}

export interface BedsWords {
  readonly day: string;
  readonly need: string;
  readonly wide: string;
  readonly narrow: string;
  readonly beds: string;
  readonly withConversions: string;
}

const at = (bands: BedsByDay['bands'], share: number): number[] => bands.map((band) => band[share] ?? 0);

/** Need as bands around its median, with the beds there are as steps, as they stand and with the conversions; from zero. */
export function bedsOption({ days, bands, beds, withConversions }: BedsByDay, palette: Palette, words: BedsWords): ChartOption {
  const [low, lower, middle, upper, high] = [0, 1, 2, 3, 4].map((share) => at(bands, share)) as [
    number[],
    number[],
    number[],
    number[],
    number[],
  ];
  const less = (a: number[], b: number[]) => a.map((value, day) => value - (b[day] ?? 0));
  const area = (name: string, stack: string, data: number[], opacity: number) => ({
    ...{ name, type: 'line', stack, data, symbol: 'none', silent: true, lineStyle: { opacity: 0 } },
    areaStyle: { color: palette.accent, opacity },
    tooltip: { show: false },
  });
  const end = (text: string, color: string) => ({ show: true, color, formatter: text, width: 100, overflow: 'break' });
  const steps = (name: string, data: readonly number[], color: string, type: string) => ({
    ...{ name, type: 'line', step: 'end', data, symbol: 'none', lineStyle: { color, width: 2, type }, itemStyle: { color } },
    endLabel: end(name, color),
    labelLayout: { moveOverlap: 'shiftY' },
  });
  const same = beds.every((count, day) => count === withConversions[day]);
  return {
    grid: { left: 8, right: 116, top: 14, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { trigger: 'axis', renderMode: 'richText', backgroundColor: palette.ground, textStyle: { color: palette.text } },
    xAxis: {
      type: 'category',
      data: days,
      boundaryGap: false,
      axisLabel: { color: palette.quiet },
      axisLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { color: palette.quiet },
      splitLine: { lineStyle: { color: palette.line, type: 'dashed' } },
    },
    series: [
      area('', 'wide', low, 0),
      area(words.wide, 'wide', less(high, low), 0.14),
      area('', 'narrow', lower, 0),
      area(words.narrow, 'narrow', less(upper, lower), 0.24),
      {
        ...{ name: words.need, type: 'line', data: middle, symbol: 'none', lineStyle: { color: palette.accent, width: 2 } },
        ...{
          itemStyle: { color: palette.accent },
          endLabel: end(words.need, palette.accent),
          labelLayout: { moveOverlap: 'shiftY' },
        },
      },
      steps(words.beds, beds, palette.target, 'solid'),
      ...(same ? [] : [steps(words.withConversions, withConversions, palette.met, 'dashed')]),
    ],
  };
}

/** The same as a table. */
export const bedsTable = ({ days, bands, beds, withConversions }: BedsByDay, words: BedsWords): ChartTable => ({
  columns: [
    { title: words.day },
    ...['5%', '25%', '50%', '75%', '95%'].map((share) => ({ title: `${words.need} ${share}`, numeric: true })),
    { title: words.beds, numeric: true },
    { title: words.withConversions, numeric: true },
  ],
  rows: days.map((day, n) => [
    day,
    ...[0, 1, 2, 3, 4].map((share) => bands[n]?.[share] ?? null),
    beds[n] ?? null,
    withConversions[n] ?? null,
  ]),
});
