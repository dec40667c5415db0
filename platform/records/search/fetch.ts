import type { Tx } from '@songhua/kernel';
import { numbersLiteral } from '../store/literals.ts';
import { type Course, candidates, type Page } from './candidates.ts';
import { createBinder, run } from './statement.ts';

/** A resource as search finds it. */
export interface Row {
  readonly rid: bigint;
  readonly v: bigint;
  readonly links: readonly bigint[];
  readonly body: string;
}

export interface Raw {
  readonly rid: string;
  readonly v: string;
  readonly links: readonly string[] | null;
  readonly body: string;
}

export const rowOf = ({ rid, v, links, body }: Raw): Row => ({
  rid: BigInt(rid),
  v: BigInt(v),
  links: links?.map(BigInt) ?? [],
  body,
});

/** The next resources on a course, in order; with what they refer to when `withLinks`. */
export async function fetchPage(tx: Tx, course: Course, page: Page, withLinks: boolean, alone = false): Promise<Row[]> {
  const binder = createBinder(tx);
  const found = candidates(binder, course, page);
  // The limit within keeps it one look-up a row, whatever the planner thinks of the numbers.
  const rows = await run<Raw>(
    tx,
    `select r.rid, c.v, ${withLinks ? 'r.links' : 'null as links'}, r.body from (${found}) c ${
      tx.spread
        ? 'join records.resource r on r.rid = c.v & 137438953471 and r.place = c.place'
        : 'cross join lateral (select * from records.resource r where r.rid = c.v & 137438953471 limit 1) r'
    }
      order by c.v ${course.descending ? 'desc' : 'asc'}`,
    binder,
    alone,
  );
  return rows.map(rowOf);
}

/** Only the places in the lists, for sums and for conditions within others. */
export async function fetchPlaces(tx: Tx, course: Course, page: Page): Promise<bigint[]> {
  const binder = createBinder(tx);
  const rows = await run<{ v: string }>(tx, candidates(binder, course, { ...page, all: true }), binder);
  return rows.map(({ v }) => BigInt(v));
}

/** Current resources by number, in the order of their numbers; deleted ones are left out. */
export async function fetchByNumber(
  tx: Tx,
  rids: readonly bigint[],
  types: readonly number[],
  withLinks: boolean,
): Promise<Row[]> {
  if (rids.length === 0) return [];
  const rows = await tx.query<Raw>(
    `select r.rid, r.v, ${withLinks ? 'r.links' : 'null as links'}, r.body
       from unnest($1::bigint[]) a(rid) ${
         tx.spread
           ? 'join records.resource r on r.rid = a.rid'
           : 'cross join lateral (select * from records.resource r where r.rid = a.rid limit 1) r'
       }
      where not r.deleted and (r.type = any($2::smallint[]) or cardinality($2::smallint[]) = 0) order by r.rid`,
    [numbersLiteral(rids), numbersLiteral(types)],
    withLinks ? 'records.fetch-linked' : 'records.fetch',
  );
  return rows.map(rowOf);
}

/** Current resources of these types that stand in one of these lists, at most `limit` of each list, in the order of their numbers. */
export async function fetchReferring(
  tx: Tx,
  keys: readonly bigint[],
  types: readonly number[],
  limit: number,
  withLinks: boolean,
): Promise<Row[]> {
  if (keys.length === 0) return [];
  const rows = await tx.query<Raw>(
    `select r.rid, r.v, ${withLinks ? 'r.links' : 'null as links'}, r.body
       from (select distinct p.v & 137438953471 as rid from unnest($1::bigint[]) k(key) cross join lateral (
         select p.v from records.posting p where p.key = k.key order by p.v desc limit $3) p limit $3) f
       cross join lateral (select * from records.resource r where r.rid = f.rid limit 1) r
      where not r.deleted and r.type = any($2::smallint[]) order by r.rid`,
    [numbersLiteral(keys), numbersLiteral(types), limit],
    withLinks ? 'records.fetch-referring-linked' : 'records.fetch-referring',
  );
  return rows.map(rowOf);
}
