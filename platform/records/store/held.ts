import type { Tx } from '@songhua/kernel';
import { findPlaces, lockByPlace, numbersOfText } from './by-place.ts';
import { numbersLiteral, textsLiteral } from './literals.ts';

/** A current resource, held so that nobody changes it or its index rows before the transaction ends. */
export interface Held {
  readonly rid: bigint;
  readonly place: number;
  readonly v: bigint;
  readonly date: { readonly lo: number; readonly hi: number } | null;
  readonly links: readonly bigint[];
  readonly body: string;
}

interface Row {
  readonly rid: string;
  readonly place: number;
  readonly v: string;
  readonly lo: string | null;
  readonly hi: string | null;
  readonly links: readonly string[];
  readonly body: string;
  readonly deleted: boolean;
}

/** Holds these numbers, deleted ones too, in the order in which writers lock; answers those that are not deleted. */
export async function holdResources(tx: Tx, rids: readonly bigint[]): Promise<Held[]> {
  if (rids.length === 0) return [];
  const rows = await lockByPlace<Row>(
    tx,
    tx.spread ? await findPlaces(tx, rids) : rids.map((rid) => ({ rid, place: 0 })),
    (inPlace) => `select rid, place, v, lo, hi, links, body, deleted from records.resource
      where rid = any($1::bigint[])${inPlace} order by rid for no key update`,
    'records.hold-resources',
  );
  const live = rows.filter(({ deleted }) => !deleted);
  return live.map(({ rid, place, v, lo, hi, links, body }) => ({
    rid: BigInt(rid),
    place,
    v: BigInt(v),
    date: lo === null || hi === null ? null : { lo: Number(lo), hi: Number(hi) },
    links: links.map(BigInt),
    body,
  }));
}

/** Numbers of the next resources of a type in the order of its list, and where they end. */
export async function nextOfType(
  tx: Tx,
  everyOne: bigint,
  after: string | undefined,
  limit: number,
): Promise<{ readonly rids: readonly bigint[]; readonly last: string | undefined }> {
  const rows = await tx.query<{ v: string }>(
    'select v from records.posting where key = $1 and v > $2 order by v limit $3',
    [everyOne, after ?? '-9223372036854775808', limit],
    'records.next-of-type',
  );
  return { rids: rows.map(({ v }) => BigInt(v) & 137_438_953_471n), last: rows.at(-1)?.v };
}

/** Numbers of the next resources of a type as their rows have them, by last change, whatever the index says; and where they end. */
export async function nextChanged(
  tx: Tx,
  type: number,
  after: readonly string[] | undefined,
  limit: number,
): Promise<{ readonly rids: readonly bigint[]; readonly last: readonly string[] | undefined }> {
  const rows = await tx.query<{ rid: string; at: string }>(
    `select rid, updated_at::text as at from records.resource
      where type = $1 and (updated_at, rid) > ($2::timestamptz, $3) order by updated_at, rid limit $4`,
    [type, after?.[0] ?? '-infinity', after?.[1] ?? '0', limit],
    'records.next-changed',
  );
  const end = rows.at(-1);
  return { rids: rows.map(({ rid }) => BigInt(rid)), last: end && [end.at, end.rid] };
}

/** Writes anew what the rows of held resources say of their index. */
export async function replaceIndexed(
  tx: Tx,
  rows: readonly Pick<Held, 'rid' | 'place' | 'v' | 'date' | 'links'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `update records.resource r set v = n.v, lo = n.lo, hi = n.hi, links = ${numbersOfText(tx, 'n.links')}
       from unnest($1::bigint[], $2::smallint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[]) as n(rid, place, v, lo, hi, links)
      where r.rid = n.rid and r.place = n.place`,
    [
      numbersLiteral(rows.map(({ rid }) => rid)),
      numbersLiteral(rows.map(({ place }) => place)),
      numbersLiteral(rows.map(({ v }) => v)),
      numbersLiteral(rows.map(({ date }) => date?.lo ?? null)),
      numbersLiteral(rows.map(({ date }) => date?.hi ?? null)),
      textsLiteral(rows.map(({ links }) => numbersLiteral(links))),
    ],
  );
}
