import type { ChartTable } from '@songhua/ui/chart-file.ts';
import type { ChartOption } from '@songhua/ui/echarts.ts';
import { cityDay } from '@songhua/ui/format.ts';
import type { Palette } from '@songhua/ui/palette.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { Interpretation, Point, Series } from '../contract.ts';
import { sayMoment, sayMonth } from './when.ts';

export interface ResultWords {
  readonly range: string;
  readonly columns: {
    readonly at: string;
    readonly value: string;
    readonly state: string;
    readonly range: string;
    readonly source: string;
  };
  readonly state: (one: Interpretation) => string;
  readonly sayRange: (range: Point['range']) => string;
}

/** First and last moment of all series, so that charts beside each other share one axis of time. Null: no point at all. */
export function timeSpan(all: readonly Series[]): readonly [number, number] | null {
  const times = all.flatMap(({ points }) => points.map(({ at }) => Date.parse(at))).filter((one) => !Number.isNaN(one));
  if (times.length === 0) return null;
  const [from, until] = [Math.min(...times), Math.max(...times)];
  // A single moment stands in the middle of a month.
  const room = Math.max((until - from) * 0.04, 15 * 86_400_000);
  return [from - room, until + room];
}

/** Bands reach to where the next one begins, the first and the last to the ends: a range holds until another one is told. */
export function drawBands(bands: Series['bands']): readonly (readonly [object, object])[] {
  return bands.map(({ low, high, from }, at) => {
    const next = bands[at + 1];
    return [
      { ...(at > 0 && { xAxis: from }), ...(low !== null && { yAxis: low }) },
      { ...(next && { xAxis: next.from }), ...(high !== null && { yAxis: high }) },
    ] as const;
  });
}

/** What the axis shows: all values and all ends of ranges, with a little room, from zero where zero is near. */
export function valueSpan({ points, bands }: Pick<Series, 'points' | 'bands'>): readonly [number, number] {
  const ends = bands.flatMap(({ low, high }) => [low, high]).filter((one) => one !== null);
  const all = [...points.map(({ value }) => value), ...ends];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const room = most > least ? (most - least) * 0.15 : Math.abs(most) * 0.1 || 1;
  const bottom = least - room;
  return [least >= 0 && bottom < room ? 0 : bottom, most + room];
}

const symbols: Readonly<Record<Interpretation, { readonly symbol: string; readonly symbolRotate?: number }>> = {
  normal: { symbol: 'circle' },
  abnormal: { symbol: 'diamond' },
  high: { symbol: 'triangle' },
  'critical-high': { symbol: 'triangle' },
  low: { symbol: 'triangle', symbolRotate: 180 },
  'critical-low': { symbol: 'triangle', symbolRotate: 180 },
};

const colourOf = (one: Interpretation | null, palette: Palette): string => {
  if (one === null || one === 'normal') return palette.accent;
  return one.startsWith('critical') ? palette['off-track'] : palette.behind;
};

/** At most three decimals, none that say nothing. */
const figure = (value: number): string => String(Number(value.toFixed(3)));

/** One measurement over time: the reference range as a band with its ends, values by shape and colour, the newest labelled. */
export function resultOption(
  series: Series,
  span: readonly [number, number] | null,
  palette: Palette,
  language: Language,
  words: ResultWords,
): ChartOption {
  const [bottom, top] = valueSpan(series);
  const last = series.points.length - 1;
  const lastBand = series.bands.at(-1);
  const ends = lastBand ? [lastBand.low, lastBand.high].filter((one) => one !== null) : [];
  return {
    grid: { left: 8, right: 56, top: 18, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      backgroundColor: palette.ground,
      borderColor: palette.line,
      textStyle: { color: palette.text },
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const point = series.points[dataIndex];
        if (!point) return '';
        const state = point.interpretation === null ? '' : ` ${words.state(point.interpretation)}`;
        return [
          sayMoment(point.at, language),
          `${point.reported.text}${state}`,
          words.sayRange(point.range),
          point.source.institution.name,
        ].join('\n');
      },
    },
    xAxis: {
      type: 'time',
      ...(span && { min: span[0], max: span[1] }),
      axisLine: { lineStyle: { color: palette.line } },
      axisLabel: {
        color: palette.quiet,
        hideOverlap: true,
        formatter: (value: number) => sayMonth((cityDay(value) ?? '').slice(0, 7), language),
      },
      splitNumber: 4,
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: bottom,
      max: top,
      axisLabel: { color: palette.quiet, showMinLabel: bottom === 0, showMaxLabel: false, formatter: figure },
      splitLine: { lineStyle: { color: palette.line, type: 'dashed' } },
      splitNumber: 3,
    },
    series: [
      {
        name: series.name,
        type: 'line',
        lineStyle: { color: palette.accent, width: 2 },
        data: series.points.map(({ at, value, interpretation }, index) => ({
          value: [at, value],
          ...symbols[interpretation ?? 'normal'],
          symbolSize: interpretation === null || interpretation === 'normal' ? 7 : 11,
          itemStyle: { color: colourOf(interpretation, palette) },
          ...(index === last && {
            label: { show: true, position: 'right', formatter: figure(value), color: palette.text, fontWeight: 600 },
          }),
        })),
        markArea: {
          silent: true,
          itemStyle: { color: palette.met, opacity: 0.1 },
          data: drawBands(series.bands),
        },
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: palette.met, type: 'dotted', width: 1 },
          label: {
            position: 'insideStartTop',
            color: palette.met,
            formatter: ({ value }: { value: number }) => `${words.range} ${figure(value)}`,
          },
          data: ends.map((yAxis) => ({ yAxis })),
        },
      },
    ],
  };
}

/** The same as a table, newest first. */
export const resultTable = (series: Series, language: Language, words: ResultWords): ChartTable => ({
  columns: [
    { title: words.columns.at },
    { title: series.unit ? `${words.columns.value} (${series.unit})` : words.columns.value, numeric: true },
    { title: words.columns.state },
    { title: words.columns.range },
    { title: words.columns.source },
  ],
  rows: series.points
    .toReversed()
    .map(({ at, value, interpretation, range, source }) => [
      sayMoment(at, language),
      value,
      interpretation === null ? null : words.state(interpretation),
      words.sayRange(range),
      source.institution.name,
    ]),
});
