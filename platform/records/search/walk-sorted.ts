import type { Sort } from '@songhua/engine-fhir/search/types.ts';
import type { Tx } from '@songhua/kernel';
import { ridOf } from '../domain/keys.ts';
import type { Choice } from './choose-course.ts';
import type { Cursor } from './cursor.ts';
import { fetchByNumber, fetchPage, type Row } from './fetch.ts';
import { type Decide, mostLooked } from './page.ts';
import type { SortValue } from './sort.ts';
import { type Mark, takeSteps, type Walk } from './sorted-walk.ts';
import { type SortedPage, type Sorting, valuesOf, type Wanted } from './sorting.ts';

/** Resources met on a walk for one page, before it is given up for want of those that fit. */
const mostMet = 50_000;
const mostAtOnce = 1_000;

interface Met {
  readonly row: Row;
  readonly values: readonly SortValue[];
}

interface Asked {
  readonly wanted: number;
  readonly cursor: Cursor | undefined;
  readonly withLinks: boolean;
}

function markOf(walk: Walk, cursor: Cursor | undefined): Mark | undefined {
  const [value] = cursor?.values ?? [];
  if (value === undefined || value === null || cursor?.after === undefined) return undefined;
  return { value: walk.stored(value), beside: walk.beside === 'rid' ? ridOf(cursor.after) : cursor.after };
}

/** Those with a value, in its order. Undefined when too many were met that do not fit. */
async function walkValues(
  sorting: Sorting,
  tx: Tx,
  walk: Walk,
  { course, rest }: Choice,
  decide: Decide,
  sort: readonly Sort[],
  { wanted, cursor, withLinks }: Asked,
): Promise<Met[] | undefined> {
  const descending = sort[0]?.descending === true;
  let after = markOf(walk, cursor);
  const found: Met[] = [];
  let met = 0;
  for (let size = Math.min(Math.max(wanted * 2, 50), mostAtOnce); ; size = Math.min(size * 4, mostAtOnce)) {
    const steps = await takeSteps(tx, walk, { ...course, descending }, after, size);
    const fitting = steps.filter(({ fits }) => fits);
    const rows = await fetchByNumber(tx, [...new Set(fitting.map(({ v }) => ridOf(v)))], [], withLinks);
    const byPlace = new Map(rows.map((row) => [row.v, row] as const));
    const seen = new Set<bigint>();
    for (const { v, value: at } of fitting) {
      const row = byPlace.get(v);
      if (!row || seen.has(v)) continue;
      const values = valuesOf(sorting, sort, row.body);
      const [own = null] = values;
      // Of several values the first in this direction counts; at its others a resource is met again.
      if (own === null || walk.stored(own) !== at) continue;
      seen.add(v);
      if (rest.length === 0 || decide(rest, row)) found.push({ row, values });
      if (found.length === wanted) return found;
    }
    met += steps.length;
    const last = steps.at(-1);
    if (!last || steps.length < size) return found;
    if (met >= mostMet) return undefined;
    after = last;
  }
}

/** Those without a value, who come last. Undefined when too many were looked at for them. */
async function walkOthers(
  sorting: Sorting,
  tx: Tx,
  { course, rest }: Choice,
  decide: Decide,
  sort: readonly Sort[],
  { wanted, cursor, withLinks }: Asked,
): Promise<Met[] | undefined> {
  const descending = sort[0]?.descending === true;
  const found: Met[] = [];
  let after = cursor?.values?.[0] === null ? cursor.after : undefined;
  for (let met = 0; met < mostLooked; met += mostAtOnce) {
    const rows = await fetchPage(tx, { ...course, descending }, { limit: mostAtOnce, after }, withLinks);
    for (const row of rows) {
      const values = valuesOf(sorting, sort, row.body);
      if (values[0] !== null || (rest.length > 0 && !decide(rest, row))) continue;
      found.push({ row, values });
      if (found.length === wanted) return found;
    }
    if (rows.length < mostAtOnce) return found;
    after = rows.at(-1)?.v;
  }
  return undefined;
}

/** A page met on a walk in the order asked for; undefined when the walk did not get there within its bounds. */
export async function walkSorted(
  sorting: Sorting,
  tx: Tx,
  walk: Walk,
  choice: Choice,
  decide: Decide,
  sort: readonly Sort[],
  { limit, offset = 0, cursor, withLinks }: Wanted,
): Promise<SortedPage | undefined> {
  const wanted = limit + offset + 1;
  const isBeyond = cursor?.values?.[0] === null;
  const found = isBeyond ? [] : await walkValues(sorting, tx, walk, choice, decide, sort, { wanted, cursor, withLinks });
  if (!found) return undefined;
  if (found.length < wanted && !walk.everyone) {
    const asked = { wanted: wanted - found.length, cursor, withLinks };
    const others = await walkOthers(sorting, tx, choice, decide, sort, asked);
    if (!others) return undefined;
    found.push(...others);
  }
  const page = found.slice(offset, offset + limit);
  const end = page.at(-1);
  const more = found.length === wanted;
  return {
    rows: page.map(({ row }) => row),
    more,
    ...(more && end && { next: { after: end.row.v, values: end.values } }),
  };
}
