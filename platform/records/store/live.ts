import type { Tx } from '@songhua/kernel';
import { lockByPlace } from './by-place.ts';
import { type Asked, nameKey } from './directory.ts';
import { numbersLiteral, textsLiteral } from './literals.ts';

/** Which of these ids have a current version, held so that none is deleted before the transaction ends. */
export async function findLive(tx: Tx, asked: readonly Asked[]): Promise<ReadonlySet<string>> {
  if (asked.length === 0) return new Set();
  if (tx.spread) return findLiveByPlace(tx, asked);
  const rows = await tx.query<{ type: number; id: string }>(
    `select n.type, n.id from records.name n join records.resource r on r.rid = n.rid
      where (n.type, n.id) in (select * from unnest($1::smallint[], $2::text[])) and not r.deleted
      order by n.rid for key share of r`,
    [numbersLiteral(asked.map(({ type }) => type)), textsLiteral(asked.map(({ id }) => id))],
    'records.find-live',
  );
  return new Set(rows.map(({ type, id }) => nameKey(type, id)));
}

/** The same in two steps: the directory and the resources lie in different places. */
async function findLiveByPlace(tx: Tx, asked: readonly Asked[]): Promise<ReadonlySet<string>> {
  const named = await tx.query<{ type: number; id: string; rid: string; place: number }>(
    `select n.type, n.id, n.rid, n.place from unnest($1::smallint[], $2::text[]) as a(type, id)
       join records.name n on n.type = a.type and n.id = a.id`,
    [numbersLiteral(asked.map(({ type }) => type)), textsLiteral(asked.map(({ id }) => id))],
    'records.find-live-names',
  );
  const live = await lockByPlace<{ rid: string }>(
    tx,
    named.map(({ rid, place }) => ({ rid: BigInt(rid), place })),
    (inPlace) =>
      `select rid from records.resource where rid = any($1::bigint[])${inPlace} and not deleted order by rid for key share`,
    'records.hold-live',
  );
  const rids = new Set(live.map(({ rid }) => rid));
  return new Set(named.flatMap(({ type, id, rid }) => (rids.has(rid) ? [nameKey(type, id)] : [])));
}
