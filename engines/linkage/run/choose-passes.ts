import { countPairs } from '../blocking/group-records.ts';
import { both, type Key } from '../blocking/key.ts';
import { makePass, type Pass, type Wanted, walkPairs } from '../blocking/walk-pairs.ts';

/** A way of blocking that was looked at, and what it would cost. */
export interface Candidate {
  readonly pass: Pass;
  readonly pairs: number;
}

export interface Bounds {
  /** Blocks above this many records are left out of a pass. */
  readonly largest: number;
  /** Pairs that all passes together may give, for each record. */
  readonly pairsEach: number;
  readonly passes: number;
}

/**
 * All single keys and all pairs of keys of different fields whose blocks hold few enough pairs. What is blocked by one key alone and fits is not also
 * tried with a second one: that would only find less.
 */
export function findCandidates(keys: readonly Key[], { largest, pairsEach }: Bounds): Candidate[] {
  const records = keys[0]?.hashes.length ?? 0;
  const fits = (pass: Pass, share: number): Candidate[] => {
    const pairs = countPairs(pass.blocks, largest);
    return pairs > 0 && pairs <= records * pairsEach * share ? [{ pass, pairs }] : [];
  };
  /** Records that lie in blocks too large to be looked at: a key that loses many of them needs a second one. */
  const lost = ({ blocks: { starts } }: Pass): number => {
    let sum = 0;
    for (let at = 0; at + 1 < starts.length; at += 1) {
      const count = (starts[at + 1] ?? 0) - (starts[at] ?? 0);
      if (count > largest) sum += count;
    }
    return sum / Math.max(1, records);
  };
  const alone = keys.map((key) => ({ key, pass: makePass(key, largest) }));
  const narrow = new Set<Key>();
  const candidates = alone.flatMap(({ key, pass }) => {
    const found = fits(pass, 0.5);
    if (found.length > 0 && lost(pass) < 0.02) narrow.add(key);
    return found;
  });
  for (const [at, one] of keys.entries()) {
    for (const other of keys.slice(at + 1)) {
      if (narrow.has(one) || narrow.has(other) || one.about.some((name) => other.about.includes(name))) continue;
      candidates.push(...fits(makePass(both(one, other), largest), 0.5));
    }
  }
  return candidates;
}

/** Pairs that choosing looks at. */
const looked = 20_000_000;

/**
 * Of the candidates those that find the pairs likely to be one person, cheapest first: at each step the one that adds most of them for its pairs, until what
 * another would add is less than one in `worth`, or the pairs are used up. `isLikely` is judged on everything any candidate finds.
 */
export function choosePasses(
  candidates: readonly Candidate[],
  wanted: Wanted | null,
  isLikely: (one: number, other: number) => boolean,
  bounds: Bounds,
  worth = 10_000,
): Pass[] {
  const records = candidates[0]?.pass.key.hashes.length ?? 0;
  const likely: [number, number][] = [];
  const all = candidates.reduce((sum, { pairs }) => sum + pairs, 0);
  walkPairs(
    candidates.map(({ pass }) => pass),
    wanted,
    (one, other) => {
      if (isLikely(one, other)) likely.push([one, other]);
    },
    // A share of the blocks of many pairs tells as well which passes find what.
    [0, Math.max(1, Math.ceil(all / looked))],
  );
  const sizes = candidates.map(({ pass }) => blockSizes(pass));
  const finds = candidates.map(({ pass }, at) =>
    likely.flatMap(([one, other], pair) => {
      const { hashes } = pass.key;
      const together = hashes[one] !== 0 && hashes[one] === hashes[other];
      return together && (sizes[at]?.get(hashes[one] ?? 0) ?? 0) <= pass.largest ? [pair] : [];
    }),
  );
  const found = new Uint8Array(likely.length);
  const chosen: Pass[] = [];
  const left = new Set(candidates.keys());
  let budget = records * bounds.pairsEach;
  while (chosen.length < bounds.passes) {
    let best: { readonly at: number; readonly gain: number; readonly value: number } | undefined;
    for (const at of left) {
      const pairs = candidates[at]?.pairs ?? 0;
      if (pairs > budget) continue;
      let gain = 0;
      for (const pair of finds[at] ?? []) if (found[pair] === 0) gain += 1;
      // What a pass finds matters more than what it costs: its price is softened.
      const value = gain / Math.sqrt(pairs + records);
      if (gain * worth > likely.length && (!best || value > best.value)) best = { at, gain, value };
    }
    if (!best) break;
    left.delete(best.at);
    const candidate = candidates[best.at];
    if (!candidate) break;
    chosen.push(candidate.pass);
    budget -= candidate.pairs;
    for (const pair of finds[best.at] ?? []) found[pair] = 1;
  }
  return chosen;
}

function blockSizes({ key, blocks: { records, starts } }: Pass): ReadonlyMap<number, number> {
  const sizes = new Map<number, number>();
  for (let at = 0; at + 1 < starts.length; at += 1)
    sizes.set(key.hashes[records[starts[at] ?? 0] ?? 0] ?? 0, (starts[at + 1] ?? 0) - (starts[at] ?? 0));
  return sizes;
}
