import type { ChartTable } from '@songhua/ui/chart-file.ts';
import type { ChartOption } from '@songhua/ui/echarts.ts';
import type { Palette } from '@songhua/ui/palette.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { LatestResult, ResidentRecord, Series } from '../contract.ts';
import { valueSpan } from './result-option.ts';
import { sayDay } from './when.ts';

/** LOINC: weight, body height, body length lying, head circumference. */
const growing: ReadonlySet<string> = new Set(['29463-7', '8302-2', '8306-3', '9843-4']);
/** Until this birthday somebody grows, years. */
const grownUp = 18;
const msOfMonth = (365.25 / 12) * 86_400_000;

/** What of a child's record is drawn by age; of somebody grown up, or born nobody knows when, nothing. */
export const growthOf = ({ head, results }: Pick<ResidentRecord, 'head' | 'results'>): readonly LatestResult[] =>
  head.birthDate === null || head.age === null || (head.age.years ?? 0) >= grownUp
    ? []
    : results.filter(({ code, system, points }) => system === 'http://loinc.org' && growing.has(code ?? '') && points.length > 0);

export interface GrowthWords {
  readonly months: string;
  readonly years: string;
  readonly age: string;
  readonly at: string;
  readonly source: string;
}

export interface GrowthPoint {
  /** Age, months with their fractions. */
  readonly months: number;
  readonly value: number;
  readonly at: string;
  readonly institution: string;
}

/** Values by age, the youngest first; what was measured before birth or on no known day is on no chart. */
export const byAge = ({ points }: Pick<Series, 'points'>, birthDate: string): readonly GrowthPoint[] =>
  points
    .map(({ at, value, source }) => ({
      months: (Date.parse(at) - Date.parse(birthDate)) / msOfMonth,
      value,
      at,
      institution: source.institution.name,
    }))
    .filter(({ months }) => months >= -0.1)
    .toSorted((a, b) => a.months - b.months);

/** Infants are told in months, from the third birthday on children in years. */
const inYears = (points: readonly GrowthPoint[]): boolean => (points.at(-1)?.months ?? 0) >= 36;
const ageOf = (months: number, years: boolean): number => Number(Math.max(0, years ? months / 12 : months).toFixed(1));

/** Weight, length or height by age, without any curve of reference: the newest value is labelled. */
export function growthOption(series: Series, points: readonly GrowthPoint[], palette: Palette, words: GrowthWords): ChartOption {
  const years = inYears(points);
  const [bottom, top] = valueSpan({ points: series.points, bands: [] });
  const last = points.length - 1;
  return {
    grid: { left: 8, right: 56, top: 18, bottom: 22, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      min: 0,
      name: years ? words.years : words.months,
      nameLocation: 'middle',
      nameGap: 24,
      nameTextStyle: { color: palette.quiet },
      axisLabel: { color: palette.quiet, hideOverlap: true },
      axisLine: { lineStyle: { color: palette.line } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: Math.floor(bottom),
      max: Math.ceil(top),
      axisLabel: { color: palette.quiet },
      splitLine: { lineStyle: { color: palette.line, type: 'dashed' } },
      splitNumber: 4,
    },
    series: [
      {
        name: series.name,
        type: 'line',
        symbol: 'circle',
        symbolSize: 7,
        lineStyle: { color: palette.accent, width: 2 },
        itemStyle: { color: palette.accent },
        data: points.map(({ months, value }, index) => ({
          value: [ageOf(months, years), value],
          ...(index === last && {
            label: {
              show: true,
              position: 'right',
              formatter: String(Number(value.toFixed(2))),
              color: palette.text,
              fontWeight: 600,
            },
          }),
        })),
      },
    ],
  };
}

/** The same as a table, newest first. */
export function growthTable(series: Series, points: readonly GrowthPoint[], language: Language, words: GrowthWords): ChartTable {
  const years = inYears(points);
  return {
    columns: [
      { title: `${words.age} (${years ? words.years : words.months})`, numeric: true },
      { title: series.unit ? `${series.name} (${series.unit})` : series.name, numeric: true },
      { title: words.at },
      { title: words.source },
    ],
    rows: points
      .toReversed()
      .map(({ months, value, at, institution }) => [ageOf(months, years), value, sayDay(at, language), institution]),
  };
}
