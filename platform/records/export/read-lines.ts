import type { Tx } from '@songhua/kernel';
import type { FhirStore } from '../fhir-store.ts';
import { headOf } from '../http/stored-text.ts';
import { isMasking, masksOf, maskText } from '../mask/mask-stored.ts';
import type { Reader } from '../reach/ways.ts';
import { createBinder, run } from '../search/statement.ts';
import { type VersionRow, versionColumns, versionIn } from '../store/read.ts';
import type { PartKind } from './job.ts';
import type { ChunkText } from './jobs.ts';

/** Who reads what of a part, and how it is shown; null: as it was stored. */
export interface LinesAsked {
  readonly store: FhirStore;
  readonly reader: Reader | undefined;
  readonly kind: PartKind;
  readonly type: string;
  readonly show: ((text: string) => string) | null;
}

/** A text as it was written may be indented. Line breaks stand between tokens alone: within strings JSON escapes them. */
const oneLine = (text: string): string => (text.includes('\n') ? text.replace(/\s*\n\s*/g, '') : text);
const lineInSql = (body: string): string =>
  `case when strpos(${body}, E'\\n') > 0 then regexp_replace(${body}, '\\s*\\n\\s*', '', 'g') else ${body} end`;

/** The chunk's resources as they stand now, `a` being what was found; whether the version is still the current one, and reached. */
async function standing(tx: Tx, { store, reader, type }: LinesAsked, { rids, versions }: ChunkText) {
  const reached = reader && (await store.reaching(tx, reader, 'r'));
  const binder = createBinder(tx);
  const of = binder.bind(rids, 'bigint[]');
  const asked = `unnest(${of}, ${binder.bind(versions, 'int[]')}) a(rid, version)`;
  const row = reached?.row(type)?.(binder, 'r') ?? 'true';
  // With the limit it is one look-up a row, whatever the planner thinks of the numbers.
  const from = tx.spread
    ? `${asked} join records.resource r on r.rid = a.rid`
    : `${asked} cross join lateral (select * from records.resource r where r.rid = a.rid limit 1) r`;
  return { binder, from, row, stands: 'r.version = a.version and not r.deleted' };
}

/** The others of a chunk: superseded or deleted since. Judged by what they said and by how they stand now. */
async function readSuperseded(
  tx: Tx,
  { store, reader, type }: LinesAsked,
  others: readonly { readonly rid: string; readonly version: number }[],
): Promise<ReadonlyMap<string, string>> {
  if (others.length === 0) return new Map();
  const wanted = new Map(others.map(({ rid, version }) => [rid, version]));
  const rows: VersionRow[] = [];
  for (const table of ['version', 'resource'])
    rows.push(
      ...(await tx.query<VersionRow>(
        `select ${versionColumns} from records.${table} r where r.rid = any($1::bigint[]) and r.version = any($2::int[])`,
        [`{${[...wanted.keys()].join(',')}}`, `{${[...new Set(wanted.values())].join(',')}}`],
      )),
    );
  const own = rows.filter(({ rid, version }) => wanted.get(rid) === version).map((row) => versionIn(type, row));
  const seen = await store.onlySeen(tx, reader, 'r', own);
  return new Map(seen.map(({ rid, body }) => [String(rid), body]));
}

/** A chunk, resource after resource. */
async function readEach(tx: Tx, asked: LinesAsked, chunk: ChunkText): Promise<string[]> {
  const { binder, from, row, stands } = await standing(tx, asked, chunk);
  const rows = await run<{ rid: string; version: number; stands: boolean; body: string | null }>(
    tx,
    `select a.rid, a.version, ${stands} as stands, case when ${stands} and ${row} then r.body end as body from ${from}`,
    binder,
  );
  const superseded = await readSuperseded(
    tx,
    asked,
    rows.filter(({ stands: is }) => !is),
  );
  return rows.flatMap(({ rid, stands: is, body }) => {
    const text = is ? body : superseded.get(rid);
    return text === null || text === undefined ? [] : [text];
  });
}

/** Deletions as a transaction that carries them out once more (Bulk Data Access 2.0, deleted resources). */
function deletionsText(bodies: readonly string[]): string {
  if (bodies.length === 0) return '';
  const entry = bodies.map((body) => {
    const { type, id } = headOf(body);
    return { request: { method: 'DELETE', url: `${type}/${id}` } };
  });
  return `${JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry })}\n`;
}

/**
 * The lines of a chunk, of what is reached now, masked as in a list; each ends with a line break. What was found and is no longer reached is left out. Where
 * everything stands as it was found and is shown as it was stored, PostgreSQL puts the lines together and nothing is looked at here.
 */
export async function readLines(tx: Tx, asked: LinesAsked, chunk: ChunkText): Promise<string> {
  const { store, reader, show, kind } = asked;
  if (kind === 'deleted') return deletionsText(await readEach(tx, asked, chunk));
  if (!show && !isMasking(reader)) {
    const { binder, from, row, stands } = await standing(tx, asked, chunk);
    const [all] = await run<{ lines: string | null; moved: boolean | null }>(
      tx,
      `select string_agg(${lineInSql('r.body')}, E'\\n') filter (where ${stands} and ${row}) as lines,
          bool_or(not (${stands})) as moved from ${from}`,
      binder,
    );
    if (all?.moved === false) return all.lines === null ? '' : `${all.lines}\n`;
  }
  const texts = await readEach(tx, asked, chunk);
  const masks = await masksOf(store, tx, reader, 'r', texts);
  return texts.map((text, at) => `${oneLine(maskText(store, show ? show(text) : text, masks[at]))}\n`).join('');
}
