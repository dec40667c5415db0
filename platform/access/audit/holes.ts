/** A number that was drawn and under which nothing is seen yet: its transaction still goes on, or was rolled back. */
export interface Hole {
  readonly entry: number;
  /** When every transaction before this one has ended, nothing comes under it any more. */
  readonly until: string;
}

/** Holes kept at most; whatever comes late into one that was let go is found by the sweep. */
const mostHoles = 2_000;

/**
 * Which numbers to look at again. `found`: the entries that were seen just now. `finished`: every transaction before it had ended
 * before they were looked for.
 */
export function holesAfter(
  { seen, holes }: { readonly seen: number; readonly holes: readonly Hole[] },
  found: readonly number[],
  finished: bigint,
): { readonly seen: number; readonly kept: readonly Hole[]; readonly fresh: readonly number[] } {
  const here = new Set(found);
  const kept = holes.filter(({ entry, until }) => !here.has(entry) && finished < BigInt(until));
  const last = found.reduce((most, entry) => Math.max(most, entry), seen);
  const fresh: number[] = [];
  for (let entry = last - 1; entry > seen && fresh.length + kept.length < mostHoles; entry -= 1)
    if (!here.has(entry)) fresh.push(entry);
  return { seen: last, kept, fresh: fresh.reverse() };
}
