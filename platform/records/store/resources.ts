import type { Tx } from '@songhua/kernel';
import { numbersOfText } from './by-place.ts';
import { type ChangeMethod, methods } from './current.ts';
import { noteUnread } from './full-text.ts';
import { holdEpoch, holdsEpoch } from './index-state.ts';
import { numbersLiteral, textsBinary, textsLiteral } from './literals.ts';

/** One version to be written. */
export interface ResourceRow {
  readonly rid: bigint;
  readonly place: number;
  readonly type: number;
  readonly v: bigint;
  readonly date: { readonly lo: number; readonly hi: number } | null;
  readonly version: number;
  readonly updatedAt: Date;
  readonly method: ChangeMethod;
  readonly deleted: boolean;
  readonly links: readonly bigint[];
  readonly body: string;
}

const columns = (rows: readonly ResourceRow[]): (string | Buffer)[] => [
  numbersLiteral(rows.map(({ rid }) => rid)),
  numbersLiteral(rows.map(({ v }) => v)),
  textsLiteral(rows.map(({ updatedAt }) => updatedAt.toISOString())),
  numbersLiteral(rows.map(({ date }) => date?.lo ?? null)),
  numbersLiteral(rows.map(({ date }) => date?.hi ?? null)),
  numbersLiteral(rows.map(({ version }) => version)),
  numbersLiteral(rows.map(({ type }) => type)),
  numbersLiteral(rows.map(({ place }) => place)),
  numbersLiteral(rows.map(({ method }) => methods.indexOf(method))),
  textsLiteral(rows.map(({ deleted }) => String(deleted))),
  // An array of arrays must be rectangular, so each list travels as its own text.
  textsLiteral(rows.map(({ links }) => numbersLiteral(links))),
  textsBinary(rows.map(({ body }) => body)),
];

const unnested = `unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::int[], $7::smallint[],
  $8::smallint[], $9::smallint[], $10::boolean[], $11::text[], $12::text[])
  as n(rid, v, updated_at, lo, hi, version, type, place, method, deleted, links, body)`;

/** Another transaction wrote the same resource for the first time at the same moment: nothing of ours remains, and it may be tried again. */
const outrun = (): Error => Object.assign(new Error('another writer created the same resource'), { code: '40001' });

/**
 * Whether the writing may go on by this epoch. Citus runs a statement on its workers, so there the epoch is held before it; what
 * is left for the statement to hold is answered too.
 */
async function holdBefore(tx: Tx, epoch: number | null): Promise<{ readonly held: boolean; readonly left: number | null }> {
  if (!tx.spread || epoch === null) return { held: true, left: epoch };
  return { held: (await holdEpoch(tx, epoch)) === epoch, left: null };
}

/** Only by the epoch in force, where one is said; see index-state.ts. */
const only = (tx: Tx, parameter: string): string =>
  tx.spread ? `${parameter}::int is null` : `(${parameter}::int is null or ${holdsEpoch(parameter)})`;

/** By which parameters rows were made (null: that has been checked), and whether the work that keeps words is to hear of them. */
interface By {
  readonly epoch: number | null;
  readonly notesTexts: boolean;
}

/** On a spread database it is a statement of its own: Citus writes rows of one table with each. */
async function noteBeside(tx: Tx, rows: readonly ResourceRow[], wanted: boolean): Promise<void> {
  if (!tx.spread || !wanted) return;
  await noteUnread(
    tx,
    rows.map(({ rid }) => rid),
    rows.map(({ place }) => place),
  );
}

/** In the same statement: these resources are unread. */
const noted = (rids: number, places: number, wanted: number): string => `with noted as (
    insert into records.unread (rid, place) select * from unnest($${rids}::bigint[], $${places}::smallint[]) where $${wanted}::boolean
    on conflict (rid, place) do nothing)`;

/** Writes first versions: one statement, however many. False, and nothing is written: `epoch` is not the one in force. */
async function insertResources(tx: Tx, rows: readonly ResourceRow[], { epoch, notesTexts }: By): Promise<boolean> {
  if (rows.length === 0) return true;
  const { held, left } = await holdBefore(tx, epoch);
  if (!held) return false;
  const written = await tx.query(
    `${tx.spread ? '' : noted(1, 8, 14)} insert into records.resource (rid, v, updated_at, lo, hi, version, type, place, method, deleted, links, body)
     select rid, v, updated_at, lo, hi, version, type, place, method, deleted, links::bigint[], body from ${unnested}
      where ${only(tx, '$13')} on conflict (rid, place) do nothing returning 1`,
    [...columns(rows), left, ...(tx.spread ? [] : [notesTexts])],
    'records.insert-resources',
  );
  if (written.length === 0 && left !== null && (await holdEpoch(tx, left)) !== left) return false;
  if (written.length < rows.length) throw outrun();
  await noteBeside(tx, rows, notesTexts);
  return true;
}

/** The statement before kept what is replaced: it did not where the epoch is another. On a spread database that was said before both. */
const wasKept = `and exists (
  select from records.version h where h.rid = n.rid and h.version = n.version - 1 and h.place = n.place offset 0)`;

/**
 * Puts new versions in the place of current ones, which move to the history: two statements, however many. False as above: what was
 * not kept is not replaced.
 */
async function replaceResources(tx: Tx, rows: readonly ResourceRow[], { epoch, notesTexts }: By): Promise<boolean> {
  if (rows.length === 0) return true;
  const { held, left } = await holdBefore(tx, epoch);
  if (!held) return false;
  tx.later(
    `insert into records.version (rid, updated_at, version, type, place, method, deleted, body)
     select r.rid, r.updated_at, r.version, r.type, r.place, r.method, r.deleted, r.body
       from unnest($1::bigint[]) as a(rid) join records.resource r on r.rid = a.rid where ${only(tx, '$2')}`,
    [numbersLiteral(rows.map(({ rid }) => rid)), left],
    'records.keep-versions',
  );
  const replaced = await tx.query(
    `${tx.spread ? '' : noted(1, 8, 13)} update records.resource r set v = n.v, updated_at = n.updated_at, lo = n.lo, hi = n.hi, version = n.version,
       method = n.method, deleted = n.deleted, links = ${numbersOfText(tx, 'n.links')}, body = n.body
     from ${unnested} where r.rid = n.rid and r.place = n.place ${tx.spread ? '' : wasKept} returning 1`,
    [...columns(rows), ...(tx.spread ? [] : [notesTexts])],
    'records.replace-resources',
  );
  await noteBeside(tx, rows, notesTexts);
  return replaced.length > 0;
}

/**
 * Writes new versions, first ones and further ones (by `exists`), by the index of an epoch. False, and nothing is written, when that is
 * not the epoch in force. Once it was, it counts as such until the transaction ends: work for a later one waits for it.
 */
export async function storeResources(
  tx: Tx,
  rows: readonly { readonly row: ResourceRow; readonly exists: boolean }[],
  by: { readonly epoch: number; readonly notesTexts: boolean },
): Promise<boolean> {
  const fresh = rows.filter(({ exists }) => !exists).map(({ row }) => row);
  const further = rows.filter(({ exists }) => exists).map(({ row }) => row);
  if (!(await insertResources(tx, fresh, by))) return false;
  return replaceResources(tx, further, fresh.length > 0 ? { ...by, epoch: null } : by);
}
