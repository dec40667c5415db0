import type { Amount, IndexRows, Moment, Word } from './index-rows.ts';

/** Rows of the index with their place in the lists, to be added or to be removed. */
export interface PlacedRows {
  readonly keys: { readonly key: bigint; readonly v: bigint; readonly place: number }[];
  readonly words: (Word & { readonly v: bigint; readonly place: number })[];
  readonly amounts: (Amount & { readonly v: bigint; readonly place: number })[];
  readonly moments: (Moment & { readonly v: bigint; readonly place: number })[];
}

export const noRows = (): PlacedRows => ({ keys: [], words: [], amounts: [], moments: [] });

export interface Placed {
  readonly rows: IndexRows;
  readonly v: bigint;
  readonly place: number;
}

const wordKey = ({ parameter, folded, exact }: Word): string => `${parameter} ${folded}\u0000${exact ?? ''}`;
const amountKey = ({ key, lo, hi }: Amount): string => `${key} ${lo} ${hi}`;
const momentKey = ({ parameter, lo, hi }: Moment): string => `${parameter} ${lo} ${hi}`;

/** Adds to `into` what of `here` is not in `there`, each value once. */
function addMissing<T extends object, P>(
  into: (T & P)[],
  here: readonly T[],
  there: readonly T[],
  keyOf: (row: T) => string,
  placed: P,
): void {
  const seen = new Set(there.map(keyOf));
  for (const row of here) {
    const key = keyOf(row);
    if (seen.has(key)) continue;
    seen.add(key);
    into.push({ ...row, ...placed });
  }
}

const nothing: Pick<IndexRows, 'keys' | 'words' | 'amounts' | 'moments'> = {
  keys: new Set(),
  words: [],
  amounts: [],
  moments: [],
};

function addDifference(into: PlacedRows, here: Placed, there: Placed | null): void {
  const { v, place } = here;
  // Another date is another place in every list.
  const rest = there && there.v === v ? there.rows : nothing;
  for (const key of here.rows.keys) if (!rest.keys.has(key)) into.keys.push({ key, v, place });
  addMissing(into.words, here.rows.words, rest.words, wordKey, { v, place });
  addMissing(into.amounts, here.rows.amounts, rest.amounts, amountKey, { v, place });
  addMissing(into.moments, here.rows.moments, rest.moments, momentKey, { v, place });
}

/** What must be added and removed when a resource that was found as `before` is now found as `after`; null: not at all. */
export function diffRows(
  changes: { readonly add: PlacedRows; readonly remove: PlacedRows },
  before: Placed | null,
  after: Placed | null,
): void {
  if (after) addDifference(changes.add, after, before);
  if (before) addDifference(changes.remove, before, after);
}

const noKeys: ReadonlySet<bigint> = new Set();

/** The keys a resource has from now on and those it had and has no more; null when they stay the same. */
export function diffKeys(
  before: Placed | null,
  after: Placed | null,
): { readonly keys: ReadonlySet<bigint>; readonly gone: readonly bigint[] } | null {
  const keys = after?.rows.keys ?? noKeys;
  const had = before?.rows.keys ?? noKeys;
  const gone = [...had].filter((key) => !keys.has(key));
  return gone.length === 0 && had.size === keys.size ? null : { keys, gone };
}
