import type { Tx } from '@songhua/kernel';
import { numbersLiteral } from './literals.ts';

/** off: no words are kept. building: new writes are noted, older resources are being named. ready: it answers. */
export type FullTextState = 'off' | 'building' | 'ready';

export async function fullTextState(tx: Tx): Promise<FullTextState> {
  const [row] = await tx.query<{ full_text: FullTextState }>(
    'select full_text from records.index_state',
    [],
    'records.full-text-state',
  );
  return row?.full_text ?? 'off';
}

export const setFullTextState = (tx: Tx, state: FullTextState): Promise<unknown> =>
  tx.query('update records.index_state set full_text = $1', [state]);

export const emptyFullText = (tx: Tx): Promise<unknown> => tx.query('truncate records.full_text, records.unread');

/** Notes resources as unread; who writes them holds them. */
export const noteUnread = (tx: Tx, rids: Iterable<number | bigint>, places: Iterable<number>): Promise<unknown> =>
  tx.query(
    `insert into records.unread (rid, place) select * from unnest($1::bigint[], $2::smallint[]) on conflict (rid, place) do nothing`,
    [numbersLiteral(rids), numbersLiteral(places)],
    'records.note-unread',
  );

/** Notes the next of all resources as unread; the last number, or undefined behind the last. */
export async function noteNextUnread(
  tx: Tx,
  after: string | undefined,
  limit: number,
): Promise<{ last?: string; count: number }> {
  if (tx.spread) return noteNextInSteps(tx, after ?? '0', limit);
  const rows = await tx.query<{ rid: string }>(
    `with next as materialized (select rid, place from records.resource where rid > $1 order by rid limit $2),
     noted as (insert into records.unread (rid, place) select rid, place from next on conflict (rid, place) do nothing)
     select max(rid) as rid, count(*) as n from next having count(*) > 0`,
    [after ?? '0', limit],
  );
  const [row] = rows as { rid: string; n?: string }[];
  return row ? { last: row.rid, count: Number(row.n) } : { count: 0 };
}

/** The same in two steps. */
async function noteNextInSteps(tx: Tx, after: string, limit: number): Promise<{ last?: string; count: number }> {
  const next = await tx.query<{ rid: string; place: number }>(
    'select rid, place from records.resource where rid > $1 order by rid limit $2',
    [after, limit],
  );
  const last = next.at(-1)?.rid;
  if (last === undefined) return { count: 0 };
  await noteUnread(
    tx,
    next.map(({ rid }) => BigInt(rid)),
    next.map(({ place }) => place),
  );
  return { last, count: next.length };
}

/**
 * Takes some unread resources: nobody else reads the same. On a spread database two may, for rows of many places are not locked
 * together; the second finds the resources held and then reads them once more.
 */
export async function takeUnread(tx: Tx, limit: number): Promise<bigint[]> {
  const rows = await tx.query<{ rid: string }>(
    `select rid from records.unread order by rid limit $1 ${tx.spread ? '' : 'for update skip locked'}`,
    [limit],
    'records.take-unread',
  );
  return rows.map(({ rid }) => BigInt(rid));
}

export interface TextRow {
  readonly rid: bigint;
  readonly place: number;
  readonly grams: readonly number[];
}

/** Keeps the words of these resources, forgets those of the others that were taken, and notes all as read. */
export async function keepTexts(tx: Tx, taken: readonly bigint[], rows: readonly TextRow[]): Promise<void> {
  if (rows.length > 0) {
    await tx.query(
      `insert into records.full_text (rid, place, grams)
       select rid, place, grams::integer[] from unnest($1::bigint[], $2::smallint[], $3::text[]) as n(rid, place, grams)
       on conflict (rid, place) do update set grams = excluded.grams`,
      [
        numbersLiteral(rows.map(({ rid }) => rid)),
        numbersLiteral(rows.map(({ place }) => place)),
        // Lists of numbers hold nothing that would need an escape.
        `{${rows.map(({ grams }) => `"${numbersLiteral(grams)}"`).join(',')}}`,
      ],
      'records.keep-texts',
    );
  }
  const here = new Set(rows.map(({ rid }) => rid));
  const gone = taken.filter((rid) => !here.has(rid));
  if (gone.length > 0)
    await tx.query('delete from records.full_text where rid = any($1::bigint[])', [numbersLiteral(gone)], 'records.drop-texts');
  await tx.query('delete from records.unread where rid = any($1::bigint[])', [numbersLiteral(taken)], 'records.note-read');
}
