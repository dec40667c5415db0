import type { CountSeries } from '../series.ts';
import type { Anchor } from './baseline.ts';
import { type FarringtonJudged, farringtonFlexible } from './farrington-flexible.ts';

export interface FarringtonOptions {
  readonly years: number;
  readonly halfWindow: number;
  readonly reweight: boolean;
  readonly trend: boolean;
  /** Chance of a count outside both bounds, of which only the upper is used: half of it is the chance of a false alarm. */
  readonly alpha: number;
  readonly fewest: { readonly cases: number; readonly steps: number };
  readonly anchor?: Anchor;
}

export const usualFarrington: FarringtonOptions = {
  years: 3,
  halfWindow: 3,
  reweight: true,
  trend: true,
  alpha: 0.05,
  fewest: { cases: 5, steps: 4 },
};

/**
 * More cases than the same weeks of earlier years, a significant trend allowed for, explain (Farrington et al. 1996, JRSS A 159:547). Throws a
 * RangeError for an option out of range.
 */
export function farrington(
  series: CountSeries,
  range: readonly number[],
  options: FarringtonOptions,
): readonly FarringtonJudged[] {
  return farringtonFlexible(series, range, {
    ...options,
    alpha: options.alpha / 2,
    periods: 1,
    leaveOut: 0,
    weightsThreshold: 1,
    trendThreshold: 0.05,
    method: 'delta',
    errorsBy: 'pearson',
  });
}
