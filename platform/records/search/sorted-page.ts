import type { Sort } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { ridOf } from '../domain/keys.ts';
import type { Choice } from './choose-course.ts';
import { fetchByNumber, fetchPlaces, type Row } from './fetch.ts';
import { type Decide, findPage } from './page.ts';
import { compareValues, type SortValue } from './sort.ts';
import { canStand, walkFor } from './sorted-walk.ts';
import { type SortedPage, type Sorting, valuesOf, type Wanted } from './sorting.ts';
import { walkSorted } from './walk-sorted.ts';

interface Sorted {
  readonly v: bigint;
  readonly values: readonly SortValue[];
}

/** Equal ones stand in the order of the index that sorts them, so that all ways to a page have one order. */
function compareIn(sort: readonly Sort[]): (a: Sorted, b: Sorted) => number {
  const [first] = sort;
  const byNumber = first?.parameter.code === '_lastUpdated';
  const place = ({ v }: Sorted): bigint => (byNumber ? ridOf(v) : v);
  const descending = first?.descending === true;
  return (a, b) => {
    const values = compareValues(sort, a.values, b.values);
    if (values !== 0 || place(a) === place(b)) return values;
    return place(a) < place(b) === descending ? 1 : -1;
  };
}

/** All candidates are read and compared. */
async function sortAll(
  sorting: Sorting,
  tx: Tx,
  { course, rest }: Choice,
  decide: Decide,
  sort: readonly Sort[],
  { limit, offset = 0, cursor, withLinks }: Wanted,
): Promise<Result<SortedPage>> {
  const most = sorting.bounds.sorted;
  const sorted: Sorted[] = [];
  let after: bigint | undefined;
  for (;;) {
    const some = await findPage(tx, { ...course, descending: true }, rest, decide, { limit: 1_000, after, withLinks: false });
    if (!some.ok) return some;
    for (const { v, body } of some.value.rows) sorted.push({ v, values: valuesOf(sorting, sort, body) });
    if (sorted.length > most) return refuse('records.search-too-costly', { looked: sorted.length, limit: most });
    if (!some.value.more) break;
    after = some.value.rows.at(-1)?.v;
  }
  const compare = compareIn(sort);
  sorted.sort(compare);
  const last = cursor?.values && cursor.after !== undefined ? { v: cursor.after, values: cursor.values } : undefined;
  const from = last ? sorted.findIndex((one) => compare(one, last) > 0) : 0;
  const page = from < 0 ? [] : sorted.slice(from + offset, from + offset + limit);
  const rows = await fetchByNumber(
    tx,
    page.map(({ v }) => ridOf(v)),
    [],
    withLinks,
  );
  const byPlace = new Map(rows.map((row) => [row.v, row] as const));
  const end = page.at(-1);
  const more = from >= 0 && from + offset + limit < sorted.length;
  return ok({
    rows: page.flatMap(({ v }): Row[] => {
      const row = byPlace.get(v);
      return row ? [row] : [];
    }),
    more,
    ...(more && end && { next: { after: end.v, values: end.values } }),
  });
}

/** A page in an order other than that of the lists: few candidates are read and compared, of many an index in that order is walked. */
export async function findSorted(
  sorting: Sorting,
  tx: Tx,
  choice: Choice,
  decide: Decide,
  sort: readonly Sort[],
  wanted: Wanted,
): Promise<Result<SortedPage>> {
  const walk = walkFor(sorting.searching, sort);
  if (walk && !canStand(walk, wanted.cursor?.values?.[0])) return refuse('records.invalid-cursor');
  // On several machines no index is in one order.
  if (walk && !tx.spread) {
    const few = sorting.bounds.walked;
    const places = await fetchPlaces(tx, { ...choice.course, descending: true }, { limit: few + 1 });
    if (places.length > few) return ok(await walkSorted(sorting, tx, walk, choice, decide, sort, wanted));
  }
  return sortAll(sorting, tx, choice, decide, sort, wanted);
}
