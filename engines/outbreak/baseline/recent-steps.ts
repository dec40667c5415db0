import type { CountSeries } from '../series.ts';

export interface RecentWindow {
  /** How many steps are learnt from. */
  readonly length: number;
  /** Steps left out between the last one learnt from and the one judged. */
  readonly lag: number;
}

/**
 * The steps right before step `at` that may be learnt from, the latest first. Excluded steps are passed over, but the window never reaches back over
 * more than three times its length: older counts say little of now. Fewer than `length` steps come back where there are no more.
 */
export function recentSteps({ excluded }: CountSeries, at: number, { length, lag }: RecentWindow): number[] {
  const steps: number[] = [];
  const last = Math.max(0, at - lag - 3 * length);
  for (let step = at - lag - 1; step >= last && steps.length < length; step -= 1) if (!excluded?.has(step)) steps.push(step);
  return steps;
}
