import { recentSteps } from '../baseline/recent-steps.ts';
import { normalQuantile } from '../glm/normal.ts';
import { studentTail } from '../glm/student.ts';
import type { CountSeries, Judged } from '../series.ts';

export interface EarsOptions {
  /** C1 compares with the steps right before, C2 leaves two out between, C3 adds up what C2 found on the days before. */
  readonly method: 'C1' | 'C2' | 'C3';
  /** Chance of a false alarm in one step, one-sided: .001 for C1 and C2, .025 for C3 as CDC runs them. */
  readonly alpha: number;
  /** Steps of the baseline. */
  readonly baseline: number;
  /** The standard deviation is at least this. With 0, steps without any spread cannot be judged by C3, and C1 and C2 alarm at any rise. */
  readonly minSigma: number;
  /**
   * What C3 sums. `hutwagner`: the excesses of C2 over 1 today and on the two days before, as in the paper. `surveillance`: the two days before alone,
   * as R's `surveillance` 1.20.3 reckons its bound (y + s(z - sum), never below 0); it can only alarm a step late.
   */
  readonly sum: 'hutwagner' | 'surveillance';
}

export const usualEars: Readonly<Record<EarsOptions['method'], EarsOptions>> = {
  C1: { method: 'C1', alpha: 0.001, baseline: 7, minSigma: 0.5, sum: 'surveillance' },
  C2: { method: 'C2', alpha: 0.001, baseline: 7, minSigma: 0.5, sum: 'surveillance' },
  C3: { method: 'C3', alpha: 0.025, baseline: 7, minSigma: 0.5, sum: 'surveillance' },
};

interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

function spreadOf({ counts }: CountSeries, steps: readonly number[], minSigma: number): Spread {
  let sum = 0;
  for (const step of steps) sum += counts[step] ?? 0;
  const mean = sum / steps.length;
  let squares = 0;
  for (const step of steps) squares += ((counts[step] ?? 0) - mean) ** 2;
  return { mean, deviation: Math.max(minSigma, Math.sqrt(squares / (steps.length - 1))) };
}

const unknown = (at: number): Judged => ({ at, expected: null, upper: null, alarm: false, p: null });

/**
 * The early aberration reporting system's charts C1, C2 and C3 (Hutwagner et al. 2003, J Urban Health 80 suppl 1; Fricker, Hegler and Dunfee 2008,
 * Stat Med 27:3407): how many standard deviations a count lies above the mean of the days before. Needs `baseline` steps that may be learnt from (and
 * the lag); says nothing of earlier ones. The bound is that of the paper, from the normal distribution; of C1 and C2 `p` is how likely a new count so far from the
 * mean of so few steps is, by Student's t with one degree of freedom fewer than steps: with seven, a count at the bound of α = .001 has a p of .01. C3 has none.
 */
export function judgeByEars(series: CountSeries, range: readonly number[], options: EarsOptions): Judged[] {
  const { method, alpha, baseline, minSigma } = options;
  const z = normalQuantile(alpha);
  const lag = method === 'C1' ? 0 : 2;
  const known = new Map<number, Spread | null>();
  const spread = (at: number): Spread | null => {
    let found = known.get(at);
    if (found === undefined) {
      const steps = at < 0 ? [] : recentSteps(series, at, { length: baseline, lag });
      found = steps.length < baseline ? null : spreadOf(series, steps, minSigma);
      known.set(at, found);
    }
    return found;
  };
  const count = (at: number): number => series.counts[at] ?? 0;
  const excess = (at: number): number => {
    const of = spread(at);
    return of === null ? Number.NaN : Math.max(0, (count(at) - of.mean) / of.deviation - 1);
  };
  const boundOfC3 = (at: number, { mean, deviation }: Spread): number => {
    const steps = recentSteps(series, at, { length: 2, lag: 0 });
    const before = steps.length < 2 ? Number.NaN : steps.reduce((sum, step) => sum + excess(step), 0);
    const start = options.sum === 'surveillance' ? count(at) : mean + deviation;
    // Excesses of the days before that are enough alone are an alarm whatever today brings.
    if (options.sum === 'hutwagner' && before > z) return -1;
    return Math.max(0, start + deviation * (z - before));
  };
  return range.map((at) => {
    const of = spread(at);
    if (of === null) return unknown(at);
    const upper = method === 'C3' ? boundOfC3(at, of) : of.mean + z * of.deviation;
    if (!Number.isFinite(upper)) return { ...unknown(at), expected: of.mean };
    const off = (count(at) - of.mean) / (of.deviation * Math.sqrt(1 + 1 / baseline));
    const p = method === 'C3' || of.deviation === 0 ? null : studentTail(off, baseline - 1);
    return { at, expected: of.mean, upper, alarm: count(at) > upper, p };
  });
}
