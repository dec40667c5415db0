import type { CountSeries, Judged } from '../series.ts';

export interface CusumOptions {
  /** Reference value: deviations below it are forgotten; in standard deviations. */
  readonly k: number;
  /** Decision interval: the sum at which there is an alarm. */
  readonly h: number;
  /** `standard`: (y - m)/√m. `rossi`: (y - 3m + 2√(ym))/(2√m), nearer to normal where counts are small (Rossi, Lampugnani and Marchi 1999). */
  readonly transform: 'standard' | 'rossi';
  /** What is to be expected in a step; null takes the mean of all steps before the first judged. */
  readonly mean: number | null;
}

export const usualCusum: CusumOptions = { k: 1.04, h: 2.26, transform: 'standard', mean: null };

export interface CusumJudged extends Judged {
  /** The sum after this step. */
  readonly sum: number | null;
  /** The fewest cases that would have brought the sum to h: what R's `surveillance` prints as its bound. `upper` is one less. */
  readonly needed: number | null;
}

function meanBefore({ counts, excluded }: CountSeries, first: number): number {
  let [sum, steps] = [0, 0];
  for (let at = 0; at < first; at += 1) {
    if (excluded?.has(at)) continue;
    sum += counts[at] ?? 0;
    steps += 1;
  }
  return sum / steps;
}

/**
 * The one-sided cumulative sum of Page (1954, Biometrika 41:100) over standardised counts: S = max(0, S + z - k), an alarm where S reaches h. S begins at
 * 0 at the first step of `range`, whose steps follow one another, and is not set back after an alarm. Excluded steps are judged, but the sum goes on from before them.
 * Nothing is said where nothing was expected.
 */
export function judgeByCusum(series: CountSeries, range: readonly number[], options: CusumOptions): CusumJudged[] {
  const { k, h, transform } = options;
  const mean = options.mean ?? meanBefore(series, range[0] ?? 0);
  const root = Math.sqrt(mean);
  const standardised = (count: number): number =>
    transform === 'standard' ? (count - mean) / root : (count - 3 * mean + 2 * Math.sqrt(count * mean)) / (2 * root);
  /** The count whose standardised value is z, not rounded. */
  const countOf = (z: number): number => {
    if (transform === 'standard') return mean + z * root;
    const inner = 4 * mean + 2 * z * root;
    return inner <= 0 ? 0 : Math.max(0, Math.sqrt(inner) - root) ** 2;
  };
  let sum = 0;
  return range.map((at) => {
    if (!(mean > 0)) return { at, expected: null, upper: null, alarm: false, p: null, sum: null, needed: null };
    const reaches = (count: number): boolean => sum + standardised(count) - k >= h;
    let needed = Math.max(0, Math.ceil(countOf(h + k - sum)) - 2);
    while (!reaches(needed)) needed += 1;
    const before = sum;
    const now = Math.max(0, before + standardised(series.counts[at] ?? 0) - k);
    if (!series.excluded?.has(at)) sum = now;
    return { at, expected: mean, upper: needed - 1, alarm: now >= h, p: null, sum: now, needed };
  });
}
