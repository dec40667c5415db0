import type { Wanted } from '../blocking/walk-pairs.ts';
import type { Comparison } from '../compare/comparison.ts';

/** Chances of each level, by comparison. */
export type Chances = readonly (readonly number[])[];

/** A number from 0 up to, not including, 1. Handed in, seeded. */
export type Chance = () => number;

/**
 * How two records of different people compare (u): from pairs drawn at random, almost none of which are one person. The first level is counted
 * exactly where it can be, since no sample is large enough to meet a rare agreement. Half a pair is added to every level: nothing is impossible.
 */
export function estimateU(
  comparisons: readonly Comparison[],
  records: number,
  random: Chance,
  wanted: Wanted | null = null,
  pairs = 200_000,
): Chances {
  const counts = comparisons.map(({ levels }) => new Float64Array(levels.length).fill(0.5));
  for (let tries = 0, drawn = 0; drawn < pairs && tries < pairs * 4; tries += 1) {
    const one = Math.floor(random() * records);
    const other = Math.floor(random() * records);
    if (one === other || (wanted && !wanted(one, other))) continue;
    drawn += 1;
    for (const [at, { compare }] of comparisons.entries()) {
      const level = compare(one, other);
      const tally = counts[at];
      if (level >= 0 && tally) tally[level] = (tally[level] ?? 0) + 1;
    }
  }
  return comparisons.map(({ exactly }, at) => {
    const tally = [...(counts[at] ?? [])];
    const total = tally.reduce((sum, one) => sum + one, 0);
    const chances = tally.map((one) => one / total);
    if (exactly === undefined || exactly === 0) return chances;
    const rest = chances.slice(1).reduce((sum, one) => sum + one, 0);
    return chances.map((one, level) => (level === 0 ? exactly : rest > 0 ? (one / rest) * (1 - exactly) : one));
  });
}
