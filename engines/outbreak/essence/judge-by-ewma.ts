import { studentTail } from '../glm/student.ts';
import type { CountSeries } from '../series.ts';
import { colourOf, type EssenceJudged, type EssenceOptions, greyDay } from './baseline-days.ts';
import { type BaselineMoments, slideBaseline } from './sliding-baseline.ts';
import { studentQuantile } from './student-quantile.ts';

export interface EwmaOptions extends EssenceOptions {
  /** Weights of today in the two smoothed series: the small one sees slow rises, the large one sudden ones. */
  readonly weights: readonly [number, number];
}

export const usualEwmaWeights: readonly [number, number] = [0.4, 0.9];

/** Days of baseline that must be there. */
const leastDays = 7;

/** One smoothed series: its weight, its count as of now, and what is added to its error so that small counts do not alarm too easily. */
interface Smoothed {
  readonly weight: number;
  readonly small: number;
  now: number;
}

const smoothedBy = (weight: number): Smoothed => ({
  weight,
  small: weight * (0.1289 - (0.2414 - 0.1826 * (1 - weight) ** 4) * Math.log(10 * 0.05)),
  now: Number.NaN,
});

/** Error of smoothed count minus baseline mean: the smoothed days that lie in the baseline are in both. */
function errorOf({ weight, small }: Smoothed, { days, deviation }: BaselineMoments, guard: number): number {
  const rest = 1 - weight;
  const variance = weight / (2 - weight) + 1 / days - (2 * rest ** (guard + 1) * (1 - rest ** days)) / days;
  return deviation * Math.sqrt(variance) + small / studentQuantile(0.05, days - 1);
}

/** The less likely of the two judges the day; the bound is the count that would just have brought one of them to its limit. */
function judgeDay(
  at: number,
  count: number,
  both: readonly Smoothed[],
  past: BaselineMoments,
  options: EwmaOptions,
): EssenceJudged {
  let [p, statistic, upper] = [2, 0, Number.POSITIVE_INFINITY];
  const limit = studentQuantile(options.alpha, past.days - 1);
  for (const one of both) {
    const error = errorOf(one, past, options.guard);
    const off = (one.now - past.mean) / error;
    const chance = studentTail(off, past.days - 1);
    upper = Math.min(upper, count + (past.mean + limit * error - one.now) / one.weight);
    if (chance < p) [p, statistic] = [chance, off];
  }
  return { at, expected: past.mean, upper, alarm: p < options.alpha, p, colour: colourOf(p, options), statistic };
}

/** The day from which as many days up to `first` may be learnt from. */
function beginBefore({ excluded }: CountSeries, first: number, days: number): number {
  let begin = first;
  for (let left = days; left > 0 && begin > 0; begin -= 1) if (!excluded?.has(begin - 1)) left -= 1;
  return begin;
}

/** Days after which nothing is left of a smoothed count that a double could hold. */
const memoryOf = (weights: readonly number[]): number =>
  Math.max(...weights.map((weight) => (weight >= 1 ? 1 : Math.ceil(Math.log(1e-18) / Math.log(1 - weight)))));

/**
 * Exponentially weighted moving averages of ESSENCE (Elbert and Burkom 2009, Stat Med 28:3226; defaults and outputs of CDC NSSP's package Rnssp): the mean
 * of the last 28 days, two left out, against counts smoothed with two weights; the less likely one judges the day, by Student's t. A smoothed count beyond
 * the 1 % limits goes on from the limit, and what an excluded day did to it is forgotten. The term for small counts is Rnssp's; it was found in its outputs, not in the paper. Needs seven days of baseline.
 * `range` goes upwards. Smoothing begins so long before its first day that an earlier begin would change nothing.
 */
export function judgeByEwma(series: CountSeries, range: readonly number[], options: EwmaOptions): EssenceJudged[] {
  const judged: EssenceJudged[] = [];
  const begin = beginBefore(series, range[0] ?? 0, memoryOf(options.weights));
  const pastOf = slideBaseline(series, begin, options, leastDays);
  const both = options.weights.map(smoothedBy);
  let at = begin;
  for (const asked of range) {
    for (; at <= asked; at += 1) {
      const count = series.counts[at] ?? 0;
      const before = both.map(({ now }) => now);
      for (const one of both) one.now = Number.isNaN(one.now) ? count : one.weight * count + (1 - one.weight) * one.now;
      const past = pastOf(at);
      if (at === asked) judged.push(past ? judgeDay(at, count, both, past, options) : greyDay(at));
      if (series.excluded?.has(at)) {
        for (const [place, one] of both.entries()) one.now = before[place] ?? Number.NaN;
        continue;
      }
      if (!past) continue;
      const limit = studentQuantile(0.01, past.days - 1);
      for (const one of both) {
        const most = limit * errorOf(one, past, options.guard);
        one.now = Math.max(past.mean - most, Math.min(past.mean + most, one.now));
      }
    }
  }
  return judged;
}
