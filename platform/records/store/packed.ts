import type { Tx } from '@songhua/kernel';
import { type BlockBits, bitsLiteral, blockSize } from '../domain/packed-bits.ts';
import { numbersLiteral } from './literals.ts';

/*
 * Why what packed lists say is exact in every snapshot, though they follow the postings at a distance.
 *
 * Whoever changes postings notes it in the same transaction: for each resource all its keys from then on and those it lost (`unpacked`),
 * or an import's first versions as they are (`unpacked_run`). Notes do not ask which lists are packed. So in any snapshot a bit says
 * what the posting says, unless the snapshot has a note of its resource; and for that one the note says it. A count leaves the bits of
 * noted resources out and counts the notes instead. While there are runs, which are not looked into, postings are counted.
 *
 *   folding        takes notes under lock, sets and clears bits, deletes the notes: one transaction, so seen as a whole or not at all.
 *                  A killed folder leaves everything as it was. One at a time over all processes (advisory lock).
 *   note, again    a resource that changes while its note is being folded waits for that and notes itself anew
 *   runs first     a resource can only change after its first version was committed, so whoever sees its note sees the run or the run
 *                  has been folded. Notes are read before runs, and are folded only when no run is left.
 *   packing        a list is read from the postings and packed in one transaction. Whoever changes it meanwhile, and commits after the
 *                  list was read, has noted the resource: its bit is not asked, and is put right by the next folding.
 *
 * A spread database keeps no packed lists and notes nothing.
 */

/** The class of advisory locks of this package, and which of them is the folder's. */
const folderLock = '1398107, 3';

/** Makes this transaction the only one that folds; false when another is. */
export async function becomeFolder(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ got: boolean }>(
    `select pg_try_advisory_xact_lock(${folderLock}) as got`,
    [],
    'records.become-folder',
  );
  return row?.got ?? false;
}

/** The same, waiting until the one at work has ended. */
export const awaitFolder = (tx: Tx): Promise<unknown> => tx.query(`select pg_advisory_xact_lock(${folderLock})`);

export interface Note {
  readonly rid: bigint;
  readonly keys: readonly bigint[];
  readonly gone: readonly bigint[];
}

/** Some notes, held: who would note one of these resources again waits. */
export async function takeNotes(tx: Tx, most: number): Promise<Note[]> {
  const rows = await tx.query<{ rid: string; keys: string[]; gone: string[] }>(
    'select rid, keys, gone from records.unpacked order by rid limit $1 for update skip locked',
    [most],
    'records.take-unpacked',
  );
  return rows.map(({ rid, keys, gone }) => ({ rid: BigInt(rid), keys: keys.map(BigInt), gone: gone.map(BigInt) }));
}

export interface Run {
  readonly id: string;
  readonly data: Uint8Array;
}

/** The eldest runs, and whether there are others. */
export async function readRuns(tx: Tx, most: number): Promise<{ readonly runs: readonly Run[]; readonly more: boolean }> {
  const rows = await tx.query<Run>(
    'select id, data from records.unpacked_run order by id limit $1',
    [most + 1],
    'records.read-runs',
  );
  return { runs: rows.slice(0, most), more: rows.length > most };
}

export const dropNotes = (tx: Tx, rids: readonly bigint[]): void =>
  tx.later('delete from records.unpacked where rid = any($1::bigint[])', [numbersLiteral(rids)], 'records.drop-unpacked');

export const dropRuns = (tx: Tx, ids: readonly string[]): void =>
  tx.later('delete from records.unpacked_run where id = any($1::bigint[])', [`{${ids.join(',')}}`], 'records.drop-runs');

/** How much waits to be folded: runs at all, and notes up to a bound. */
export async function waiting(tx: Tx, bound: number): Promise<{ readonly runs: boolean; readonly notes: number }> {
  const [row] = await tx.query<{ runs: boolean; notes: number }>(
    `select exists (select from records.unpacked_run) as runs,
       (select count(*)::int from (select from records.unpacked limit $1) n) as notes`,
    [bound],
    'records.unpacked-waiting',
  );
  return row ?? { runs: false, notes: 0 };
}

/** Keys of the lists that are packed. */
export async function packedKeys(tx: Tx): Promise<ReadonlySet<bigint>> {
  const rows = await tx.query<{ key: string }>('select key from records.packed_list', [], 'records.packed-keys');
  return new Set(rows.map(({ key }) => BigInt(key)));
}

/** Sets or clears bits of packed lists. */
export async function writeBits(tx: Tx, what: 'set' | 'clear', blocks: readonly BlockBits[]): Promise<void> {
  if (blocks.length === 0) return;
  const literals = blocks.map(({ bits }) => bitsLiteral(bits));
  const places = [numbersLiteral(blocks.map(({ key }) => key)), numbersLiteral(blocks.map(({ block }) => block))];
  const values = [...places, numbersLiteral(literals.map(({ from }) => from)), `{${literals.map(({ text }) => text).join(',')}}`];
  const given = `select key, block, (bits::bit(${blockSize}) >> at) as bits
    from unnest($1::bigint[], $2::int[], $3::int[], $4::bit varying[]) as g(key, block, at, bits)`;
  // How many are set in a list is kept with it: the difference that these blocks make.
  const counted = (await tx.query<{ key: string; n: string }>(
    `select p.key, sum(p.n) as n from unnest($1::bigint[], $2::int[]) as g(key, block)
       cross join lateral (select key, n from records.packed q where q.key = g.key and q.block = g.block offset 0) p group by p.key`,
    places,
    'records.packed-before',
  )) as { key: string; n: string }[];
  const after = await tx.query<{ key: string; n: number }>(
    what === 'set'
      ? `insert into records.packed as p (key, block, n, data) select key, block, bit_count(bits), bits from (${given}) s
         on conflict (key, block) do update set data = p.data | excluded.data, n = bit_count(p.data | excluded.data) returning key, n`
      : `update records.packed p set data = p.data & ~s.bits, n = bit_count(p.data & ~s.bits) from (${given}) s
          where p.key = s.key and p.block = s.block returning p.key, p.n`,
    values,
    `records.packed-${what}`,
  );
  const changed = new Map<string, number>();
  for (const { key, n } of after) changed.set(key, (changed.get(key) ?? 0) + n);
  for (const { key, n } of counted) changed.set(key, (changed.get(key) ?? 0) - Number(n));
  const keys = [...changed].filter(([, n]) => n !== 0);
  await tx.query(
    `update records.packed_list l set n = l.n + d.n from unnest($1::bigint[], $2::bigint[]) as d(key, n) where l.key = d.key`,
    [numbersLiteral(keys.map(([key]) => BigInt(key))), numbersLiteral(keys.map(([, n]) => n))],
    'records.packed-counts',
  );
}

/** How long a list must be to be packed: a row of bits should hold some, so the longer the more there is in all. */
export async function leastPacked(tx: Tx, least: number): Promise<number> {
  const [row] = await tx.query<{ last: string }>('select last_value as last from records.rid', [], 'records.last-number');
  return Math.max(least, Math.floor(Number(row?.last ?? 0) / 5_000));
}

/** Which of these lists have so many postings and are not packed. */
export async function longLists(tx: Tx, keys: readonly bigint[], least: number): Promise<bigint[]> {
  if (keys.length === 0) return [];
  const rows = await tx.query<{ key: string }>(
    `select k.key from unnest($1::bigint[]) as k(key)
      where not exists (select from records.packed_list l where l.key = k.key offset 0)
        and (select count(*) from (select from records.posting p where p.key = k.key limit $2) f) >= $2`,
    [numbersLiteral(keys), least],
    'records.long-lists',
  );
  return rows.map(({ key }) => BigInt(key));
}

/** The lists of a parameter that have so many postings: reads them all. */
export async function longListsOf(tx: Tx, [from, to]: readonly [bigint, bigint], least: number): Promise<bigint[]> {
  const rows = await tx.query<{ key: string }>(
    'select key from records.posting where key >= $1 and key <= $2 group by key having count(*) >= $3',
    [from, to, least],
  );
  return rows.map(({ key }) => BigInt(key));
}

/** The parameter of the first posting from a key on; undefined when there is none. */
export async function nextParameter(tx: Tx, from: bigint): Promise<number | undefined> {
  const [row] = await tx.query<{ key: string }>('select key from records.posting where key >= $1 order by key limit 1', [from]);
  return row && Number(BigInt(row.key) >> 48n);
}

/** The bits of a list as its postings stand, block by block in order. */
export async function readPostings(tx: Tx, key: bigint): Promise<BlockBits[]> {
  const rows = await tx.query<{ block: number; bits: Buffer }>(
    `select ((v & 137438953471) / ${blockSize})::int as block,
       string_agg(int4send(((v & 137438953471) % ${blockSize})::int), '') as bits
       from records.posting where key = $1 group by 1 order by 1`,
    [key],
    'records.read-list',
  );
  return rows.map(({ block, bits }) => ({
    key,
    block,
    bits: Array.from({ length: bits.length / 4 }, (_, n) => bits.readUInt32BE(n * 4)),
  }));
}

/** Packs a list that is not packed yet. */
export async function packList(tx: Tx, key: bigint): Promise<void> {
  const blocks = await readPostings(tx, key);
  await tx.query('insert into records.packed_list (key, n) values ($1, 0)', [key], 'records.add-packed-list');
  for (let from = 0; from < blocks.length; from += 100) await writeBits(tx, 'set', blocks.slice(from, from + 100));
}

/** Forgets the packed lists of these ranges of keys. Only a folder may. */
export async function dropPacked(tx: Tx, ranges: readonly (readonly [bigint, bigint])[]): Promise<void> {
  const bounds = [numbersLiteral(ranges.map(([from]) => from)), numbersLiteral(ranges.map(([, to]) => to))];
  for (const table of ['packed', 'packed_list'])
    await tx.query(
      `delete from records.${table} p using unnest($1::bigint[], $2::bigint[]) as r(first, last)
        where p.key >= r.first and p.key <= r.last`,
      bounds,
      `records.drop-${table}`,
    );
}

/** Has the lists of these ranges packed anew, in the background. */
export async function packAnew(tx: Tx, ranges: readonly (readonly [bigint, bigint])[]): Promise<void> {
  if (tx.spread) return;
  await awaitFolder(tx);
  await dropPacked(tx, ranges);
  await setBuilding(tx, 0);
}

/** The next parameter whose lists are to be looked through; null when none is. */
export async function buildingAt(tx: Tx): Promise<number | null> {
  const [row] = await tx.query<{ next: number | null }>('select next from records.packed_state', [], 'records.packing-state');
  return row?.next ?? null;
}

export const setBuilding = (tx: Tx, next: number | null): Promise<unknown> =>
  tx.query('update records.packed_state set next = $1', [next], 'records.set-packing');
