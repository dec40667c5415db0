import type { ChainForest } from './transmission.ts';

/** Chains on an axis of time: `x` in days, `row` from the top (-1: left away by `foldChains`); beside the cases of the forest. */
export interface ChainLayout {
  readonly x: Float64Array;
  readonly row: Int32Array;
  /** 1 where the onset is not known and x was put where it may be. */
  readonly guessed: Uint8Array;
  readonly rows: number;
  /** From the top. */
  readonly chains: readonly LaidOutChain[];
}

export interface LaidOutChain {
  /** Index of the first case. */
  readonly root: number;
  readonly cases: number;
  readonly generations: number;
  readonly firstRow: number;
  readonly lastRow: number;
  /** First and last day. */
  readonly from: number;
  readonly to: number;
}

/**
 * Places for all cases. A chain is a band of rows. The first infectee goes on in its infector's row if it comes later, each other one opens a row below, with its own before its
 * next sibling: drawn as a line down at the infector's day and then along the infectee's row, no two edges cross unless somebody fell ill before the infector. Order depends on
 * onsets and ids alone: a new case moves others apart, but never one above another that it was below.
 *
 * `step` is how many days after its infector a case without an onset is put; a first case without one stands as long before those it infected, or on day `start`.
 */
export function layOutChains(
  forest: ChainForest,
  { step, start }: { readonly step: number; readonly start: number },
): ChainLayout {
  const { cases, roots, infected, infector, generation } = forest;
  const x = new Float64Array(cases.length);
  const row = new Int32Array(cases.length).fill(-1);
  const guessed = new Uint8Array(cases.length);
  const chains: LaidOutChain[] = [];
  const guess = (at: number): number => {
    const from = infector[at] ?? -1;
    if (from >= 0) return (x[from] ?? 0) + step;
    const onsets = (infected[at] ?? []).flatMap((next) => cases[next]?.onset ?? []);
    return onsets.length === 0 ? start : onsets.reduce((least, one) => Math.min(least, one)) - step;
  };
  let next = 0;
  for (const root of roots) {
    const firstRow = next;
    let [count, deepest, from, to] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    const open = [root];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const onset = cases[at]?.onset ?? null;
      const day = onset ?? guess(at);
      x[at] = day;
      if (onset === null) guessed[at] = 1;
      const before = infector[at] ?? -1;
      const goesOn = before >= 0 && infected[before]?.[0] === at && day > (x[before] ?? 0);
      row[at] = goesOn ? (row[before] ?? 0) : next;
      if (!goesOn) next += 1;
      count += 1;
      deepest = Math.max(deepest, generation[at] ?? 0);
      from = Math.min(from, day);
      to = Math.max(to, day);
      for (const own of infected[at]?.toReversed() ?? []) open.push(own);
    }
    chains.push({ root, cases: count, generations: deepest + 1, firstRow, lastRow: next - 1, from, to });
  }
  return { x, row, guessed, rows: next, chains };
}
