import type { ChartTable } from '@songhua/ui/chart-file.ts';
import type { ChartOption } from '@songhua/ui/echarts.ts';
import { formatDate } from '@songhua/ui/format.ts';
import type { Palette } from '@songhua/ui/palette.ts';
import type { Language } from '@songhua/ui/text.ts';
import type { Curve } from '../contract.ts';

const oneDay = 86_400_000;

/** Every day or Monday from the first to the last point, so that days without cases stand in the curve. */
export function stepsOf({ points }: Curve, step: 'day' | 'week'): readonly string[] {
  const days = points.map(({ at }) => Date.parse(at)).sort((one, other) => one - other);
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return [];
  const width = step === 'week' ? 7 * oneDay : oneDay;
  // A slip of the pen decades away must not draw tens of thousands of bars.
  const begins = Math.max(from, to - 730 * width);
  return Array.from({ length: Math.floor((to - begins) / width) + 1 }, (_, at) =>
    new Date(begins + at * width).toISOString().slice(0, 10),
  );
}

interface Words {
  readonly language: Language;
  readonly cases: string;
  readonly at: string;
  readonly nameOf: (group: Curve['groups'][number]) => string;
}

/** On an axis a day stands without its year, which stands where it is pointed at and in the table. */
const withoutYear = (day: string): string => day.replace(/^\d+年| \d{4}$/g, '');

const patterns = ['rect', 'circle', 'triangle', 'diamond'] as const;

/** Bars of cases stacked by group, from zero. Groups differ by lightness and, where there are few, by pattern. */
export function curveOption(curve: Curve, steps: readonly string[], palette: Palette, words: Words): ChartOption {
  const colours = [
    palette.accent,
    palette['off-track'],
    palette.soft,
    palette.target,
    palette.quiet,
    palette.behind,
    palette.met,
  ];
  const index = new Map(curve.points.map(({ at, group, count }) => [`${at} ${group}`, count]));
  return {
    aria: { enabled: true, decal: { show: curve.groups.length > 1, decals: patterns.map((symbol) => ({ symbol })) } },
    grid: { left: 8, right: 12, top: 34, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { show: curve.groups.length > 1, top: 0, textStyle: { color: palette.text } },
    tooltip: { trigger: 'axis', renderMode: 'richText', backgroundColor: palette.ground, textStyle: { color: palette.text } },
    xAxis: {
      type: 'category',
      data: steps.map((step) => formatDate(step, words.language)),
      axisLabel: { color: palette.quiet, hideOverlap: true, formatter: withoutYear },
      axisLine: { lineStyle: { color: palette.line } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      axisLabel: { color: palette.quiet },
      splitLine: { lineStyle: { color: palette.line, type: 'dashed' } },
    },
    series: curve.groups.map((group, at) => ({
      ...{ name: words.nameOf(group), type: 'bar', stack: 'cases', barCategoryGap: '6%' },
      itemStyle: { color: colours[at % colours.length] ?? palette.accent },
      data: steps.map((step) => index.get(`${step} ${group.key}`) ?? 0),
    })),
  };
}

/** The same as a table, days without cases left out. */
export function curveTable(curve: Curve, words: Words): ChartTable {
  const days = [...new Set(curve.points.map(({ at }) => at))];
  const index = new Map(curve.points.map(({ at, group, count }) => [`${at} ${group}`, count]));
  return {
    columns: [{ title: words.at }, ...curve.groups.map((group) => ({ title: words.nameOf(group), numeric: true }))],
    rows: days.map((day) => [formatDate(day, words.language), ...curve.groups.map(({ key }) => index.get(`${day} ${key}`) ?? 0)]),
  };
}
