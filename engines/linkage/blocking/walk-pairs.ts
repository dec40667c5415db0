import { type Blocks, groupRecords } from './group-records.ts';
import type { Key } from './key.ts';

/** One pass: the pairs of its blocks that no pass before it gave. */
export interface Pass {
  readonly key: Key;
  readonly blocks: Blocks;
  /** Blocks with more records than this are left out: what so many share says little. */
  readonly largest: number;
}

export const makePass = (key: Key, largest: number): Pass => ({ key, blocks: groupRecords(key.hashes), largest });

/** Whether two records lie in one block of a pass. */
const together = ({ key: { hashes } }: Pass, one: number, other: number): boolean =>
  hashes[one] !== 0 && hashes[one] === hashes[other];

/** Which pairs are wanted at all: of two files only those across them. */
export type Wanted = (one: number, other: number) => boolean;

/**
 * Calls `visit` once for each pair that the passes put together: never twice, and nothing is kept of the pairs. A pair belongs to the first pass whose
 * block it lies in; a later one leaves it out by looking at the earlier keys. `share` of `shares` walks a part of the blocks, for workers.
 */
export function walkPairs(
  passes: readonly Pass[],
  wanted: Wanted | null,
  visit: (one: number, other: number, pass: number) => void,
  [share, shares]: readonly [number, number] = [0, 1],
): void {
  for (const [at, { blocks, largest }] of passes.entries()) {
    const earlier = passes.slice(0, at);
    // A block that an earlier pass left out as too large is one whose pairs it did not give.
    const given = earlier.map((pass) => ({ pass, large: largeHashes(pass) }));
    for (let block = share; block + 1 < blocks.starts.length; block += shares) {
      const [from, to] = [blocks.starts[block] ?? 0, blocks.starts[block + 1] ?? 0];
      if (to - from > largest) continue;
      for (let i = from; i < to; i += 1) {
        const one = blocks.records[i] ?? 0;
        for (let j = i + 1; j < to; j += 1) {
          const other = blocks.records[j] ?? 0;
          if (wanted && !wanted(one, other)) continue;
          let before = false;
          for (const { pass, large } of given) {
            if (together(pass, one, other) && !large.has(pass.key.hashes[one] ?? 0)) {
              before = true;
              break;
            }
          }
          if (!before) visit(one, other, at);
        }
      }
    }
  }
}

function largeHashes({ key, blocks: { records, starts }, largest }: Pass): ReadonlySet<number> {
  const found = new Set<number>();
  for (let block = 0; block + 1 < starts.length; block += 1)
    if ((starts[block + 1] ?? 0) - (starts[block] ?? 0) > largest) found.add(key.hashes[records[starts[block] ?? 0] ?? 0] ?? 0);
  return found;
}
