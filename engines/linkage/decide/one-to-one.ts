import type { LinkedPair } from '../run/link-table.ts';

/**
 * Of pairs across two files in which nobody is twice: those that are each other's best. Asked in order of weight, each record once; a pair is kept only if no
 * other of either record comes within `margin` bits, unless it is above `sure` by itself.
 */
export function oneToOne(
  pairs: readonly LinkedPair[],
  { margin, sure }: { readonly margin: number; readonly sure: number },
): LinkedPair[] {
  const sorted = pairs.toSorted((a, b) => b.weight - a.weight || a.one - b.one || a.other - b.other);
  const second = new Map<number, number>();
  const best = new Map<number, number>();
  for (const { one, other, weight } of sorted) {
    for (const record of [one, other]) {
      if (!best.has(record)) best.set(record, weight);
      else if (!second.has(record)) second.set(record, weight);
    }
  }
  const taken = new Set<number>();
  return sorted.filter(({ one, other, weight }) => {
    if (taken.has(one) || taken.has(other)) return false;
    const rival = Math.max(second.get(one) ?? Number.NEGATIVE_INFINITY, second.get(other) ?? Number.NEGATIVE_INFINITY);
    if (weight < sure && weight - rival < margin) return false;
    taken.add(one);
    taken.add(other);
    return true;
  });
}
