import type { CountSeries } from '../series.ts';
import type { EssenceOptions } from './baseline-days.ts';

/** Mean and standard deviation of the days of a baseline that may be learnt from, and their number. */
export interface BaselineMoments {
  readonly days: number;
  readonly mean: number;
  readonly deviation: number;
}

/**
 * The moments of the baseline of one day after the other, each asked for in ascending order: what enters the window is added, what leaves it taken off. Counts
 * are whole, so the sums are exact however long it slides. Null with fewer than `least` days.
 */
export function slideBaseline(
  { counts, excluded }: CountSeries,
  first: number,
  { baseline, guard }: EssenceOptions,
  least: number,
): (at: number) => BaselineMoments | null {
  let from = Math.max(0, first - guard - baseline);
  let until = from;
  let [days, sum, squares] = [0, 0, 0];
  const change = (day: number, by: 1 | -1): void => {
    if (excluded?.has(day)) return;
    const count = counts[day] ?? 0;
    days += by;
    sum += by * count;
    squares += by * count * count;
  };
  return (at) => {
    for (; until < at - guard; until += 1) change(until, 1);
    for (; from < at - guard - baseline; from += 1) change(from, -1);
    if (days < least) return null;
    const deviation = Math.sqrt((days * squares - sum * sum) / (days * (days - 1)));
    return { days, mean: sum / days, deviation };
  };
}
