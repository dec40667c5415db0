import type { Tx } from '@songhua/kernel';
import { type Asked, nameKey } from './directory.ts';
import { numbersLiteral, textsLiteral } from './literals.ts';

/** Which of these ids have a current version, held so that none is deleted before the transaction ends. */
export async function findLive(tx: Tx, asked: readonly Asked[]): Promise<ReadonlySet<string>> {
  if (asked.length === 0) return new Set();
  const rows = await tx.query<{ type: number; id: string }>(
    `select n.type, n.id from records.name n join records.resource r on r.rid = n.rid
      where (n.type, n.id) in (select * from unnest($1::smallint[], $2::text[])) and not r.deleted
      order by n.rid for key share of r`,
    [numbersLiteral(asked.map(({ type }) => type)), textsLiteral(asked.map(({ id }) => id))],
    'records.find-live',
  );
  return new Set(rows.map(({ type, id }) => nameKey(type, id)));
}
