import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import type { Sort } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Resource, type Result, refuse, type Tx } from '@songhua/kernel';
import { ridOf } from '../domain/keys.ts';
import type { Choice } from './choose-course.ts';
import type { Cursor } from './cursor.ts';
import { fetchByNumber, type Row } from './fetch.ts';
import { type Decide, type Found, findPage } from './page.ts';
import { compareValues, type SortValue, sortValues } from './sort.ts';

/** Resources that can be put in an order other than that of the lists. */
const mostSorted = 20_000;

interface Sorted {
  readonly v: bigint;
  readonly values: readonly SortValue[];
}

/** A page in the order asked for: all candidates are read, their sort values compared, equal ones in the order of the lists. */
export async function findSorted(
  { extract }: { extract(resource: Resource): readonly Entry[] },
  tx: Tx,
  { course, rest }: Choice,
  decide: Decide,
  sort: readonly Sort[],
  { limit, offset = 0, cursor, withLinks }: { limit: number; offset?: number; cursor?: Cursor | undefined; withLinks: boolean },
): Promise<Result<Found & { readonly next?: Cursor }>> {
  const sorted: Sorted[] = [];
  let after: bigint | undefined;
  for (;;) {
    const some = await findPage(tx, { ...course, descending: true }, rest, decide, { limit: 1_000, after, withLinks: false });
    if (!some.ok) return some;
    for (const { v, body } of some.value.rows) {
      const resource = JSON.parse(body) as Resource;
      sorted.push({ v, values: sortValues(sort, extract(resource), resource) });
    }
    if (!some.value.more) break;
    if (sorted.length > mostSorted) return refuse('records.search-too-costly', { looked: sorted.length, limit: mostSorted });
    after = some.value.rows.at(-1)?.v;
  }
  const compare = (a: Sorted, b: Sorted): number =>
    compareValues(sort, a.values, b.values) || (a.v > b.v ? -1 : a.v < b.v ? 1 : 0);
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
