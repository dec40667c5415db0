import type { CountSeries, Judged } from '@songhua/engine-outbreak';
import { judgeByBayes } from '@songhua/engine-outbreak/charts/bayes.ts';
import { judgeByCusum, usualCusum } from '@songhua/engine-outbreak/charts/cusum.ts';
import { judgeByEars, usualEars } from '@songhua/engine-outbreak/charts/ears.ts';
import { judgeByRki } from '@songhua/engine-outbreak/charts/rki.ts';
import { usualEssence } from '@songhua/engine-outbreak/essence/baseline-days.ts';
import { judgeByEwma, usualEwmaWeights } from '@songhua/engine-outbreak/essence/judge-by-ewma.ts';
import { judgeByRegression } from '@songhua/engine-outbreak/essence/judge-by-regression.ts';
import { judgeBySwitch } from '@songhua/engine-outbreak/essence/judge-by-switch.ts';
import { farrington, usualFarrington } from '@songhua/engine-outbreak/farrington/farrington.ts';
import { farringtonFlexible } from '@songhua/engine-outbreak/farrington/farrington-flexible.ts';
import { usualFlexible } from '@songhua/engine-outbreak/farrington/options.ts';
import { glrChart, usualGlr } from '@songhua/engine-outbreak/glr/glr-chart.ts';
import { judgeByPercentile } from '@songhua/engine-outbreak/percentile/judge-by-percentile.ts';
import { usualPercentile } from '@songhua/engine-outbreak/percentile/options.ts';

/** A method as a night runs it: one series, its last step. */
export interface Detector {
  readonly name: string;
  /** Steps that must be judged for the last one to be right: charts remember. */
  readonly steps: number;
  readonly judge: (series: CountSeries, range: readonly number[]) => readonly Judged[];
  /** For days alone. */
  readonly daily?: true;
}

const essence = { ...usualEssence, weights: usualEwmaWeights, leastR2: 0.6 };

/** The last 120 days: all that ESSENCE's averages still remember (.6 of a count is forgotten each day) and its baseline. */
function lastDays({ counts, frequency }: CountSeries, range: readonly number[]): [CountSeries, number[]] {
  const from = Math.max(0, (range[0] ?? 0) - 120);
  return [{ counts: Array.from(counts).slice(from), frequency }, range.map((at) => at - from)];
}

const systems = [1, 2, 3] as const;

/** Every method that the engine has by name. What is measured; another method is another line. */
export const detectors: readonly Detector[] = [
  { name: 'farringtonFlexible', steps: 1, judge: (series, range) => farringtonFlexible(series, range, usualFlexible) },
  { name: 'farrington', steps: 1, judge: (series, range) => farrington(series, range, usualFarrington) },
  { name: 'glrnb', steps: 26, judge: (series, range) => glrChart(series, range, usualGlr) },
  { name: 'EARS C1', steps: 1, judge: (series, range) => judgeByEars(series, range, usualEars.C1) },
  { name: 'EARS C2', steps: 1, judge: (series, range) => judgeByEars(series, range, usualEars.C2) },
  { name: 'EARS C3', steps: 1, judge: (series, range) => judgeByEars(series, range, usualEars.C3) },
  { name: 'cusum', steps: 26, judge: (series, range) => judgeByCusum(series, range, usualCusum) },
  ...systems.map(
    (system): Detector => ({ name: `rki ${system}`, steps: 1, judge: (series, range) => judgeByRki(series, range, { system }) }),
  ),
  ...systems.map(
    (system): Detector => ({
      name: `bayes ${system}`,
      steps: 1,
      judge: (series, range) => judgeByBayes(series, range, { system, alpha: 0.05 }),
    }),
  ),
  {
    name: 'moving percentile',
    steps: 1,
    judge: (series, range) => judgeByPercentile(series, range, { ...usualPercentile, period: series.frequency > 53 ? 7 : 1 }),
  },
  {
    name: 'ESSENCE regression',
    steps: 1,
    judge: (series, range) => judgeByRegression(...lastDays(series, range), essence),
    daily: true,
  },
  { name: 'ESSENCE averages', steps: 1, judge: (series, range) => judgeByEwma(...lastDays(series, range), essence), daily: true },
  { name: 'ESSENCE switch', steps: 1, judge: (series, range) => judgeBySwitch(...lastDays(series, range), essence), daily: true },
];
