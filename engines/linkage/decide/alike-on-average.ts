import type { LinkedPair } from '../run/link-table.ts';
import type { MayJoin } from './cluster-records.ts';

/** What a pair counts that was never found likely, in bits. */
const unlikely = -6;

/**
 * Lets two groups become one only if their records are one person on average, odds even or better: one likely pair does not outweigh many unlikely ones, as it would
 * along a chain.
 */
export function alikeOnAverage(pairs: readonly LinkedPair[]): MayJoin {
  const weights = new Map<number, number>();
  const key = (one: number, other: number): number => Math.min(one, other) * 2 ** 26 + Math.max(one, other);
  for (const { one, other, weight } of pairs) weights.set(key(one, other), weight);
  return (one, other) => {
    let sum = 0;
    // A single sure pair must not carry many doubtful ones.
    for (const a of one) for (const b of other) sum += Math.min(12, weights.get(key(a, b)) ?? unlikely);
    return sum >= 0;
  };
}
