import type { FarringtonOptions } from '../farrington/farrington.ts';
import type { FlexibleOptions } from '../farrington/options.ts';
import type { GlrOptions } from '../glr/glr-chart.ts';
import type { CountSeries } from '../series.ts';

/** A method of R's package `surveillance` with our options for it. */
export type ExportedMethod =
  | { readonly method: 'farringtonFlexible'; readonly options: FlexibleOptions }
  | { readonly method: 'farrington'; readonly options: FarringtonOptions }
  | { readonly method: 'glrnb'; readonly options: GlrOptions };

export interface ExportedRun {
  readonly series: CountSeries;
  /** Judged steps, counted from 0, one after the other without gaps. */
  readonly range: readonly number[];
  /** First day of the first step, in days from 1970-01-01, and days in a step: where years are found by date (`anchorByDate`). */
  readonly dated: { readonly firstDay: number; readonly daysPerStep: number } | null;
  readonly asked: ExportedMethod;
}

type Value = number | boolean | string | readonly number[];

const number = (value: number): string => (Number.isFinite(value) ? String(value) : 'Inf');
function written(value: Value): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return number(value);
  return typeof value === 'string' ? value : `c(${value.map(number).join(', ')})`;
}
const list = (values: Readonly<Record<string, Value>>): string =>
  `list(${Object.entries(values)
    .map(([name, value]) => `${name} = ${written(value)}`)
    .join(', ')})`;

/** Control parameters by R's names, and what R does otherwise than we were asked to. */
function controlOf(asked: ExportedMethod, range: readonly number[]): { control: Record<string, Value>; differs: string[] } {
  const { method, options } = asked;
  if (method === 'farringtonFlexible') {
    const control = {
      b: options.years,
      w: options.halfWindow,
      noPeriods: options.periods,
      pastWeeksNotIncluded: options.leaveOut,
      reweight: options.reweight,
      weightsThreshold: options.weightsThreshold,
      trend: options.trend,
      pThresholdTrend: options.trendThreshold,
      thresholdMethod: `"${options.method}"`,
      alpha: options.alpha,
      limit54: [options.fewest.cases, options.fewest.steps],
      glmWarnings: false,
    };
    const other = options.errorsBy === 'pearson' && (options.method !== 'nbPlugin' || options.trendThreshold < 1);
    return { control, differs: other ? ['standard errors are scaled by other residuals'] : [] };
  }
  if (method === 'farrington') {
    const { years, halfWindow, reweight, trend, alpha, fewest } = options;
    return { control: { b: years, w: halfWindow, reweight, trend, alpha, limit54: [fewest.cases, fewest.steps] }, differs: [] };
  }
  const { inControl, threshold, shortest, longest, bounds } = options;
  const mu0: Value =
    'meanAt' in inControl ? range.map(inControl.meanAt) : list({ S: inControl.harmonics, trend: inControl.trend });
  const control: Record<string, Value> = {
    'c.ARL': threshold,
    mu0,
    Mtilde: shortest,
    M: Number.isFinite(longest) ? longest : -1,
    ret: bounds ? '"cases"' : '"value"',
  };
  if (inControl.spread !== undefined) control.alpha = inControl.spread;
  return { control, differs: [] };
}

const perLine = 20;

/** Counts as R reads them; a step that is left out is missing there, and nothing can be learnt from it. */
function countsOf({ counts }: CountSeries, leftOut: (at: number) => boolean): string {
  const values = Array.from(counts, (count, at) => (leftOut(at) ? 'NA' : String(count)));
  const lines: string[] = [];
  for (let at = 0; at < values.length; at += perLine) lines.push(`  ${values.slice(at, at + perLine).join(', ')}`);
  return `c(\n${lines.join(',\n')}\n)`;
}

/**
 * An R script that runs the same method with the same parameters over the same counts and prints a table of steps (from 1), counts, bounds and alarms.
 * It needs the package `surveillance`. Bounds of `glrnb` are the least cases that are an alarm, or the statistic. Throws a RangeError for a range that has gaps, which R has no word for.
 */
export function exportToR({ series, range, dated, asked }: ExportedRun): string {
  const [first = 0] = range;
  if (range.length === 0 || range.some((at, place) => at !== first + place))
    throw new RangeError('range is one step after another');
  const { control, differs } = controlOf(asked, range);
  const judged = new Set(range);
  const leaves = asked.method !== 'farrington';
  if (!leaves && (series.excluded?.size ?? 0) > 0) differs.push('this method of R learns from excluded periods too');
  const leftOut = (at: number): boolean => leaves && series.excluded?.has(at) === true && !judged.has(at);
  const from = dated && new Date(dated.firstDay * 86_400_000).toISOString().slice(0, 10);
  const epoch = dated
    ? `epoch = as.numeric(as.Date("${from}")) + ${dated.daysPerStep} * (seq_along(counts) - 1), epochAsDate = TRUE`
    : 'start = c(2000, 1)';
  return [
    'library(surveillance)',
    ...differs.map((text) => `# Not the same here: ${text}.`),
    `counts <- ${countsOf(series, leftOut)}`,
    `series <- sts(counts, ${epoch}, freq = ${series.frequency})`,
    `range <- ${first + 1}:${first + range.length}`,
    `result <- ${asked.method}(series, control = c(list(range = range), ${list(control)}))`,
    'print(data.frame(step = range, observed = counts[range], upperbound = upperbound(result)[, 1], alarm = alarms(result)[, 1]), row.names = FALSE)',
    '',
  ].join('\n');
}
