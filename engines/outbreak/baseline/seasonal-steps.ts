import type { CountSeries } from '../series.ts';

export interface SeasonalWindow {
  /** Years back that are looked at, one window in each. */
  readonly years: number;
  /** Steps to either side of the same step of an earlier year. */
  readonly halfWidth: number;
  /** The steps right before the one judged are looked at too, so many; 0 for none. */
  readonly thisYear: number;
}

/** Steps of the same season that may be learnt from: of this year right before `at`, and around the same step of each earlier year. Null where the series does not reach so far back. */
export function seasonalSteps({ frequency, excluded }: CountSeries, at: number, window: SeasonalWindow): number[] | null {
  const steps: number[] = [];
  const add = (from: number, until: number): boolean => {
    for (let step = from; step <= until; step += 1) if (!excluded?.has(step)) steps.push(step);
    return from >= 0;
  };
  if (!add(at - window.thisYear, at - 1)) return null;
  for (let back = 1; back <= window.years; back += 1) {
    const centre = at - back * frequency;
    if (!add(centre - window.halfWidth, centre + window.halfWidth)) return null;
  }
  return steps.length === 0 ? null : steps;
}
