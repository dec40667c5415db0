import type { Tx } from '@songhua/kernel';
import { type ChangeMethod, methods } from './current.ts';
import { holdEpoch, holdsEpoch } from './index-state.ts';
import { numbersLiteral, textsLiteral } from './literals.ts';

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

const columns = (rows: readonly ResourceRow[]): string[] => [
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
  textsLiteral(rows.map(({ body }) => body)),
];

const unnested = `unnest($1::bigint[], $2::bigint[], $3::timestamptz[], $4::bigint[], $5::bigint[], $6::int[], $7::smallint[],
  $8::smallint[], $9::smallint[], $10::boolean[], $11::text[], $12::text[])
  as n(rid, v, updated_at, lo, hi, version, type, place, method, deleted, links, body)`;

/** Another transaction wrote the same resource for the first time at the same moment: nothing of ours remains, and it may be tried again. */
const outrun = (): Error => Object.assign(new Error('another writer created the same resource'), { code: '40001' });

/** Only by the epoch in force, where one is said; see index-state.ts. */
const only = (parameter: string): string => `(${parameter}::int is null or ${holdsEpoch(parameter)})`;

/** By which parameters rows were made (null: that has been checked), and whether the work that keeps words is to hear of them. */
interface By {
  readonly epoch: number | null;
  readonly notesTexts: boolean;
}

/** In the same statement: these resources are unread. */
const noted = (rids: number, places: number, wanted: number): string => `with noted as (
    insert into records.unread (rid, place) select * from unnest($${rids}::bigint[], $${places}::smallint[]) where $${wanted}::boolean
    on conflict (rid, place) do nothing)`;

/** Writes first versions: one statement, however many. False, and nothing is written: `epoch` is not the one in force. */
async function insertResources(tx: Tx, rows: readonly ResourceRow[], { epoch, notesTexts }: By): Promise<boolean> {
  if (rows.length === 0) return true;
  const written = await tx.query(
    `${noted(1, 8, 14)} insert into records.resource (rid, v, updated_at, lo, hi, version, type, place, method, deleted, links, body)
     select rid, v, updated_at, lo, hi, version, type, place, method, deleted, links::bigint[], body from ${unnested}
      where ${only('$13')} on conflict (rid, place) do nothing returning 1`,
    [...columns(rows), epoch, notesTexts],
    'records.insert-resources',
  );
  if (written.length === 0 && epoch !== null && (await holdEpoch(tx, epoch)) !== epoch) return false;
  if (written.length < rows.length) throw outrun();
  return true;
}

/**
 * Puts new versions in the place of current ones, which move to the history: two statements, however many. False as above: what was
 * not kept is not replaced.
 */
async function replaceResources(tx: Tx, rows: readonly ResourceRow[], { epoch, notesTexts }: By): Promise<boolean> {
  if (rows.length === 0) return true;
  tx.later(
    `insert into records.version (rid, updated_at, version, type, place, method, deleted, body)
     select r.rid, r.updated_at, r.version, r.type, r.place, r.method, r.deleted, r.body
       from unnest($1::bigint[]) as a(rid) join records.resource r on r.rid = a.rid where ${only('$2')}`,
    [numbersLiteral(rows.map(({ rid }) => rid)), epoch],
    'records.keep-versions',
  );
  const replaced = await tx.query(
    `${noted(1, 8, 13)} update records.resource r set v = n.v, updated_at = n.updated_at, lo = n.lo, hi = n.hi, version = n.version,
       method = n.method, deleted = n.deleted, links = n.links::bigint[], body = n.body
     from ${unnested} where r.rid = n.rid and r.place = n.place
       and exists (select from records.version h where h.rid = n.rid and h.version = n.version - 1 and h.place = n.place offset 0)
     returning 1`,
    [...columns(rows), notesTexts],
    'records.replace-resources',
  );
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
