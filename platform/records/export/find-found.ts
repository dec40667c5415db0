import type { Filter, Search } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Resource, type Result, type Tx } from '@songhua/kernel';
import type { FhirStore } from '../fhir-store.ts';
import { headOf } from '../http/stored-text.ts';
import { isOfPeople, patientsOf } from '../reach/people.ts';
import { mayAsk, type Reader } from '../reach/ways.ts';
import type { Cursor } from '../search/cursor.ts';
import { numbersLiteral } from '../store/literals.ts';
import { type Version, type VersionRow, versionColumns, versionIn } from '../store/read.ts';
import { compileDeleted, compileFound, type Finding, type Statement } from './compile-found.ts';
import { findPatients, type Whose } from './find-patients.ts';
import type { Wanted } from './job.ts';
import type { Found, Picked } from './pack.ts';

/** What finding stands on: a reader of what the asker reached when it asked, at the moment whose state is exported. */
export interface Seeking {
  readonly store: FhirStore;
  readonly reader: Reader | undefined;
  readonly wanted: Wanted;
  readonly moment: Date;
}

/** Rows that are fetched together, and deletions that are judged together. */
const [atOnce, judgedAtOnce] = [10_000, 500];
/** Resources of a page of a search; what one holds is in memory. */
const searchedAtOnce = 1_000;

/** The rows of a statement, some at a time; it runs once, in the transaction's snapshot. */
async function* walk<R extends object>(tx: Tx, { text, values }: Statement, some: number): AsyncGenerator<R[]> {
  await tx.query(`declare found no scroll cursor for ${text}`, values);
  try {
    for (;;) {
      const rows = await tx.query<R>(`fetch forward ${some} from found`);
      if (rows.length > 0) yield rows;
      if (rows.length < some) return;
    }
  } finally {
    await tx.query('close found').catch(() => {});
  }
}

/** The types an export looks into: asked for or all, stored here, open to the reader, and of people where it is of people. */
export const typesOf = ({ store, reader, wanted }: Pick<Seeking, 'store' | 'reader' | 'wanted'>): readonly string[] =>
  (wanted.types ?? store.storedTypes).filter(
    (type) =>
      mayAsk(reader, type, 's').ok &&
      mayAsk(reader, type, 'r').ok &&
      (wanted.level === 'system' || isOfPeople(store.view.people(type))),
  );

interface FoundRow {
  readonly rid: string;
  readonly version: number | null;
  readonly bytes: number;
}

/** What was not there yet at the moment is left out. */
const pickedOf = (rows: readonly FoundRow[]): Picked[] =>
  rows.flatMap(({ rid, version, bytes }) => (version === null ? [] : [{ rid: BigInt(rid), version, bytes }]));

/** One search that finds what any of these finds. */
async function searchOf(tx: Tx, { store, wanted, moment }: Seeking, type: string): Promise<Result<Search | null>> {
  const queries = wanted.filters.filter((one) => one.type === type);
  const any: Filter[] = [];
  let last: Search | null = null;
  for (const { query } of queries) {
    const pairs = [...new URLSearchParams(query)];
    const search = await store.understand(tx, { type, query: pairs, lenient: false }, moment);
    if (!search.ok) return search;
    last = search.value;
    any.push({ kind: 'and', filters: search.value.filters });
  }
  const [only, more] = any;
  if (!last || !only) return ok(null);
  return ok({ ...last, filters: more ? [{ kind: 'or', filters: any }] : last.filters });
}

/** What a search finds of a type, page after page. */
async function* findSearched(tx: Tx, seeking: Seeking, finding: Finding, search: Search): AsyncGenerator<Result<Picked[]>> {
  let cursor: Cursor | undefined;
  do {
    const page = await seeking.store.findPage(tx, search, { limit: searchedAtOnce, cursor }, seeking.reader);
    if (!page.ok) {
      yield page;
      return;
    }
    const { text, values } = compileFound(tx, { ...finding, among: page.value.matches.map(({ rid }) => rid) });
    yield ok(pickedOf(await tx.query<FoundRow>(text, values)));
    cursor = page.value.next;
  } while (cursor);
}

/** Of these deletions those of what was in the record of one of these people: by what it said before. */
async function onlyOf(tx: Tx, store: FhirStore, whose: Whose, deletions: readonly Version[]): Promise<readonly Version[]> {
  if (whose === 'anything' || deletions.length === 0) return deletions;
  const rows = await tx.query<{ rid: string; body: string }>(
    `select r.rid, r.body from unnest($1::bigint[], $2::int[]) a(rid, version)
       join records.version r on r.rid = a.rid and r.version = a.version where not r.deleted`,
    [numbersLiteral(deletions.map(({ rid }) => rid)), numbersLiteral(deletions.map(({ version }) => version - 1))],
  );
  const before = new Map(rows.map(({ rid, body }) => [BigInt(rid), body] as const));
  return deletions.filter(({ type, rid }) => {
    const body = before.get(rid);
    if (body === undefined) return false;
    const { id } = headOf(body);
    const people = store.view.people(type);
    const patients = patientsOf(people, id, store.extract(type, JSON.parse(body) as Resource));
    if (whose === 'everybody') return patients.length > 0;
    return people.self ? whose.ids.has(id) : patients.some((patient) => whose.ids.has(patient));
  });
}

async function* findDeleted(tx: Tx, { store, reader }: Seeking, finding: Finding): AsyncGenerator<Picked[]> {
  const { type, whose } = finding;
  for await (const rows of walk<VersionRow>(tx, compileDeleted(tx, finding, versionColumns), judgedAtOnce)) {
    const seen = await store.onlySeen(
      tx,
      reader,
      'r',
      rows.map((row) => versionIn(type, row)),
    );
    const own = await onlyOf(tx, store, whose, seen);
    yield own.map(({ rid, version, body }) => ({ rid, version, bytes: body.length }));
  }
}

/**
 * What belongs to an export, type after type, in one snapshot: which version of which resource, and of what is only wanted since a moment the
 * deletions. A refusal ends it.
 */
export async function* findFound(tx: Tx, seeking: Seeking): AsyncGenerator<Result<Found>> {
  const { store, reader, wanted, moment } = seeking;
  const whose = await findPatients(tx, seeking, wanted);
  if (!whose.ok) {
    yield whose;
    return;
  }
  const types = typesOf(seeking);
  const reached = reader && (await store.reaching(tx, reader, 's'));
  const findingOf = (type: string): Finding => ({ store, type, whose: whose.value, wanted, moment, reached: reached?.row(type) });
  for (const type of types) {
    const search = await searchOf(tx, seeking, type);
    if (!search.ok) {
      yield search;
      return;
    }
    if (search.value) {
      for await (const some of findSearched(tx, seeking, findingOf(type), search.value)) {
        yield some.ok ? ok({ kind: 'output', type, picked: some.value }) : some;
        if (!some.ok) return;
      }
      continue;
    }
    for await (const rows of walk<FoundRow>(tx, compileFound(tx, findingOf(type)), atOnce))
      yield ok({ kind: 'output', type, picked: pickedOf(rows) });
  }
  if (wanted.since === undefined) return;
  for (const type of types)
    for await (const picked of findDeleted(tx, seeking, findingOf(type))) yield ok({ kind: 'deleted', type, picked });
}
