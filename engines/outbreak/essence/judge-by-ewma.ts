import { studentTail } from '../glm/student.ts';
import type { CountSeries } from '../series.ts';
import { baselineDays, colourOf, type EssenceJudged, type EssenceOptions, greyDay } from './baseline-days.ts';
import { studentQuantile } from './student-quantile.ts';

export interface EwmaOptions extends EssenceOptions {
  /** Weights of today in the two smoothed series: the small one sees slow rises, the large one sudden ones. */
  readonly weights: readonly [number, number];
}

export const usualEwmaWeights: readonly [number, number] = [0.4, 0.9];

/** Days of baseline that must be there. */
const leastDays = 7;

interface Smoothing {
  readonly weight: number;
  /** Added to the error so that small counts do not alarm too easily, before division by the t quantile of .05. */
  readonly small: number;
}

const smoothingOf = (weight: number): Smoothing => ({
  weight,
  small: weight * (0.1289 - (0.2414 - 0.1826 * (1 - weight) ** 4) * Math.log(10 * 0.05)),
});

/** Variance of smoothed count minus baseline mean, in units of one day's: the smoothed days that lie in the baseline are in both. */
function varianceOf(weight: number, days: number, guard: number): number {
  const rest = 1 - weight;
  return weight / (2 - weight) + 1 / days - (2 * rest ** (guard + 1) * (1 - rest ** days)) / days;
}

/**
 * Exponentially weighted moving averages of ESSENCE (Elbert and Burkom 2009, Stat Med 28:3226; defaults and outputs of CDC NSSP's package Rnssp): the mean
 * of the last 28 days, two left out, against counts smoothed with two weights; the less likely one judges the day, by Student's t. A smoothed count beyond
 * the 1 % limits goes on from the limit. The term for small counts is Rnssp's; it was found in its outputs, not in the paper. Needs seven days of baseline.
 * The smoothed counts begin with the series, so the whole series is gone through whatever the range.
 */
export function judgeByEwma(series: CountSeries, range: readonly number[], options: EwmaOptions): EssenceJudged[] {
  const { guard, alpha } = options;
  const asked = new Set(range);
  const judged = new Map<number, EssenceJudged>();
  const last = range.reduce((latest, at) => Math.max(latest, at), -1);
  const smoothings = options.weights.map(smoothingOf);
  const smoothed = smoothings.map(() => Number.NaN);
  for (let at = 0; at <= last; at += 1) {
    const count = series.counts[at] ?? 0;
    smoothings.forEach(({ weight }, which) => {
      const before = smoothed[which] ?? Number.NaN;
      smoothed[which] = Number.isNaN(before) ? count : weight * count + (1 - weight) * before;
    });
    const days = baselineDays(series, at, options);
    if (days.length < leastDays) continue;
    let mean = 0;
    for (const day of days) mean += series.counts[day] ?? 0;
    mean /= days.length;
    let squares = 0;
    for (const day of days) squares += ((series.counts[day] ?? 0) - mean) ** 2;
    const deviation = Math.sqrt(squares / (days.length - 1));
    const freedom = days.length - 1;
    const limit = studentQuantile(0.01, freedom);
    let best: EssenceJudged | null = null;
    smoothings.forEach(({ weight, small }, which) => {
      const error = deviation * Math.sqrt(varianceOf(weight, days.length, guard)) + small / studentQuantile(0.05, freedom);
      const now = smoothed[which] ?? 0;
      const statistic = (now - mean) / error;
      smoothed[which] = Math.max(mean - limit * error, Math.min(mean + limit * error, now));
      const p = studentTail(statistic, freedom);
      // The count that would just have brought this smoothed series to its limit.
      const upper = count + (mean + studentQuantile(alpha, freedom) * error - now) / weight;
      if (best === null || p < (best.p ?? 1))
        best = {
          at,
          expected: mean,
          upper: Math.min(upper, best?.upper ?? upper),
          alarm: p < alpha,
          p,
          colour: colourOf(p, options),
          statistic,
        };
      else best = { ...best, upper: Math.min(upper, best.upper ?? upper) };
    });
    if (best !== null && asked.has(at)) judged.set(at, best);
  }
  return range.map((at) => judged.get(at) ?? greyDay(at));
}
