import type { Sort } from '@songhua/engine-fhir/search/types.ts';
import type { Tx } from '@songhua/kernel';
import { ridOf } from '../domain/keys.ts';
import type { Choice } from './choose-course.ts';
import type { Cursor } from './cursor.ts';
import { fetchByNumber, fetchPage, type Row } from './fetch.ts';
import type { Decide } from './page.ts';
import type { SortValue } from './sort.ts';
import { type Mark, takeSteps, type Walk } from './sorted-walk.ts';
import { type SortedPage, type Sorting, valuesOf, type Wanted } from './sorting.ts';

const mostAtOnce = 1_000;

interface Met {
  readonly row: Row;
  readonly values: readonly SortValue[];
}

/** What was found, and where a walk that was cut short stands. */
interface Walked {
  readonly found: readonly Met[];
  readonly stands?: Cursor;
}

interface Asked {
  readonly sorting: Sorting;
  readonly choice: Choice;
  readonly decide: Decide;
  readonly sort: readonly Sort[];
  readonly wanted: number;
  readonly cursor: Cursor | undefined;
  readonly withLinks: boolean;
}

function markOf(walk: Walk, cursor: Cursor | undefined): Mark | undefined {
  const [value] = cursor?.values ?? [];
  if (value === undefined || value === null || cursor?.after === undefined) return undefined;
  return { value: walk.stored(value), beside: walk.beside === 'rid' ? ridOf(cursor.after) : cursor.after };
}

/** Those with a value, in its order. */
async function walkValues(tx: Tx, walk: Walk, asked: Asked): Promise<Walked> {
  const { sorting, decide, sort, wanted, cursor, withLinks } = asked;
  const { course, rest } = asked.choice;
  const most = sorting.bounds.met;
  const descending = sort[0]?.descending === true;
  let after = markOf(walk, cursor);
  const found: Met[] = [];
  let met = 0;
  const atOnce = Math.min(mostAtOnce, most);
  for (let size = Math.min(Math.max(wanted * 2, 50), atOnce); ; size = Math.min(size * 4, atOnce)) {
    const steps = await takeSteps(tx, walk, { ...course, descending }, after, size, sorting.reached);
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
      if (found.length === wanted) return { found };
    }
    met += steps.length;
    const last = steps.at(-1);
    if (!last || steps.length < size) return { found };
    if (met >= most) return { found, stands: { after: last.v, values: [last.value] } };
    after = last;
  }
}

/** Those without a value, who come last. */
async function walkOthers(tx: Tx, { sorting, choice, decide, sort, wanted, cursor, withLinks }: Asked): Promise<Walked> {
  const { course, rest } = choice;
  const most = sorting.bounds.met;
  const atOnce = Math.min(mostAtOnce, most);
  const descending = sort[0]?.descending === true;
  const found: Met[] = [];
  let after = cursor?.values?.[0] === null ? cursor.after : undefined;
  for (let met = 0; met < most; met += atOnce) {
    const rows = await fetchPage(tx, { ...course, descending }, { limit: atOnce, after }, withLinks);
    for (const row of rows) {
      const values = valuesOf(sorting, sort, row.body);
      if (values[0] !== null || (rest.length > 0 && !decide(rest, row))) continue;
      found.push({ row, values });
      if (found.length === wanted) return { found };
    }
    if (rows.length < atOnce) return { found };
    after = rows.at(-1)?.v;
  }
  return { found, ...(after !== undefined && { stands: { after, values: [null] } }) };
}

/** A page met on a walk in the order asked for. It may hold less than was asked for although more follows. */
export async function walkSorted(
  sorting: Sorting,
  tx: Tx,
  walk: Walk,
  choice: Choice,
  decide: Decide,
  sort: readonly Sort[],
  { limit, offset = 0, cursor, withLinks }: Wanted,
): Promise<SortedPage> {
  const wanted = limit + offset + 1;
  const isBeyond = cursor?.values?.[0] === null;
  const asked: Asked = { sorting, choice, decide, sort, wanted, cursor, withLinks };
  const first = isBeyond ? { found: [] } : await walkValues(tx, walk, asked);
  const goesOn = first.found.length < wanted && !first.stands && !walk.everyone;
  const others = goesOn ? await walkOthers(tx, { ...asked, wanted: wanted - first.found.length }) : undefined;
  const found = [...first.found, ...(others?.found ?? [])];
  const stands = others?.stands ?? first.stands;
  const page = found.slice(offset, offset + limit);
  const end = page.at(-1);
  const rows = page.map(({ row }) => row);
  if (found.length === wanted) return { rows, more: true, ...(end && { next: { after: end.row.v, values: end.values } }) };
  return { rows, more: stands !== undefined, ...(stands && { next: stands }) };
}
