import type { Tx } from '@songhua/kernel';
import { numbersLiteral } from '../store/literals.ts';
import type { Name } from './rows.ts';

/** Numbers and places of names by their position; `isNew` where the directory did not have the name. */
export interface Numbered {
  readonly rids: Float64Array;
  readonly places: Uint16Array;
  readonly isNew: Uint8Array;
}

/** How many numbers one draw of the sequence brings (migrations/0002_store.sql). */
const blockSize = 64;

async function draw(tx: Tx, count: number): Promise<(at: number) => number> {
  const rows = await tx.query<{ start: string }>(
    `select nextval('records.rid') as start from generate_series(1, $1)`,
    [Math.ceil(count / blockSize)],
    'records.draw-numbers',
  );
  const starts = rows.map(({ start }) => Number(start));
  return (at) => (starts[Math.floor(at / blockSize)] ?? 0) + (at % blockSize);
}

/** Looks all names up and gives numbers, in the order of the names, to those that have none. Writes nothing. */
export async function numberNames(tx: Tx, names: readonly Name[]): Promise<Numbered> {
  const rids = new Float64Array(names.length);
  if (names.length === 0) return { rids, places: new Uint16Array(0), isNew: new Uint8Array(0) };
  const places = Uint16Array.from(names, ({ place }) => place);
  const isNew = new Uint8Array(names.length).fill(1);
  const found = await tx.query<{ at: number; rid: string; place: number }>(
    `select a.at::int as at, n.rid, n.place from unnest($1::smallint[], $2::text[]) with ordinality as a(type, id, at)
       ${
         tx.spread
           ? 'join records.name n on n.type = a.type and n.id = a.id'
           : 'cross join lateral (select rid, place from records.name n where n.type = a.type and n.id = a.id offset 0) n'
       }`,
    // Ids hold nothing that an array's text form would escape.
    [numbersLiteral(names.map(({ type }) => type)), `{"${names.map(({ id }) => id).join('","')}"}`],
    'records.import-names',
  );
  for (const { at, rid, place } of found) {
    rids[at - 1] = Number(rid);
    places[at - 1] = place;
    isNew[at - 1] = 0;
  }
  const missing = names.length - found.length;
  if (missing === 0) return { rids, places, isNew };
  const drawn = await draw(tx, missing);
  let next = 0;
  for (let n = 0; n < names.length; n += 1) {
    if (isNew[n] === 0) continue;
    rids[n] = drawn(next);
    next += 1;
  }
  return { rids, places, isNew };
}

/** Which of these numbers have a version already, a deletion included. */
export async function findVersions(tx: Tx, rids: readonly number[]): Promise<ReadonlySet<number>> {
  if (rids.length === 0) return new Set();
  const rows = await tx.query<{ rid: string }>(
    `select a.rid from unnest($1::bigint[]) as a(rid)
       ${
         tx.spread
           ? 'join records.resource r on r.rid = a.rid'
           : 'cross join lateral (select from records.resource r where r.rid = a.rid offset 0) r'
       }`,
    [numbersLiteral(rids)],
    'records.import-versions',
  );
  return new Set(rows.map(({ rid }) => Number(rid)));
}
