import type { Hasher } from './hash.ts';

/** What can be wrong with a log. */
export type FaultKind = 'altered' | 'dropped' | 'inserted' | 'reordered' | 'truncated' | 'rewritten' | 'forged';

/** One link of the chain as it is stored; `line` is null where its entry is gone. */
export interface Link {
  readonly number: number;
  readonly entry: number;
  readonly hash: Buffer;
  readonly line: string | null;
}

/** Whether a stored hash is that of this line under this number, after that hash. */
const fits = (hasher: Hasher, before: Buffer, number: number, line: string | null, hash: Buffer): boolean =>
  line !== null && hasher.chain(before, hasher.leaf(number, line)).equals(hash);

/** Whether the link at `from` was moved to a place further on, or another in its place. */
function isReordered(hasher: Hasher, before: Buffer, links: readonly Link[]): boolean {
  const [first, ...later] = links;
  if (!first) return false;
  return later.some(
    (link) =>
      // The entries were exchanged and the hashes left, or both were.
      fits(hasher, before, first.number, link.line, first.hash) || fits(hasher, before, first.number, link.line, link.hash),
  );
}

/** How many places the links after a break were moved: more than 0, some are missing before them; less, some were put in. */
function shiftOf(hasher: Hasher, links: readonly Link[], most: number): number {
  for (let shift = 1; shift <= most; shift += 1)
    for (const moved of [shift, -shift])
      for (let at = 1; at < links.length; at += 1) {
        const [before, link] = [links[at - 1], links[at]];
        if (before && link && link.number + moved > 0 && fits(hasher, before.hash, link.number + moved, link.line, link.hash))
          return moved;
      }
  return 0;
}

/** Places by which links may have been moved and still be recognised. */
const farthest = 16;

/**
 * What was done where the chain first does not hold: `links` begins with the link that does not fit after the hash `before`, and goes on
 * with those behind it. What cannot be told apart is called altered.
 */
export function judgeBreak(hasher: Hasher, before: Buffer, links: readonly Link[]): FaultKind {
  const [first] = links;
  if (!first || first.line === null) return 'dropped';
  const shift = shiftOf(hasher, links, farthest);
  if (shift !== 0) return shift > 0 ? 'dropped' : 'inserted';
  return isReordered(hasher, before, links) ? 'reordered' : 'altered';
}
