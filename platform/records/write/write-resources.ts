import { checkPreconditions } from '@songhua/engine-fhir/http/check-preconditions.ts';
import { scanJson } from '@songhua/engine-fhir/json/scan.ts';
import { spliceStamp } from '@songhua/engine-fhir/json/splice.ts';
import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import {
  type Actor,
  ok,
  type Projection,
  type Resource,
  type Result,
  refuse,
  type StoredResource,
  system,
  type Tx,
} from '@songhua/kernel';
import { diffKeys, diffRows, noRows, type Placed } from '../domain/diff-rows.ts';
import { type IndexRows, indexRows, type Numbers, type Term } from '../domain/index-rows.ts';
import { placeInLists } from '../domain/keys.ts';
import { placeOf } from '../domain/place.ts';
import type { TypeIndex } from '../domain/type-index.ts';
import { type Current, lockCurrent } from '../store/current.ts';
import { type Asked, type Directory, type Named, nameKey } from '../store/directory.ts';
import { addRows, type createDictionary, removeRows } from '../store/index-rows.ts';
import { type ResourceRow, storeResources } from '../store/resources.ts';
import { noteUnpacked } from '../store/unpacked.ts';
import { checkReferences, type Referring } from './check-references.ts';
import { checkReferred } from './check-referred.ts';
import { nameEntry } from './name-entry.ts';
import type { TellRefused, Write, Written } from './types.ts';

/** What the pipeline stands on. */
export interface Writing extends Referring {
  readonly directory: Directory;
  readonly dictionary: ReturnType<typeof createDictionary>;
  readonly projections: readonly Projection[];
  index(type: string): TypeIndex;
  extract(resource: Resource): readonly Entry[];
  /** Whether every reference to a resource of this store must be to one that is there. */
  readonly referencesEnforced: boolean;
  /** Numbers of the reference parameters, of all types, that may point to resources of this one. */
  parametersTo(type: string): readonly number[];
  /** The epoch of the parameters by which this indexes; see store/index-state.ts. */
  readonly epoch: number;
  /** Whether the work that keeps words is to hear of what is written. */
  readonly notesTexts: boolean;
  /** The same by the epoch in force; refuses when a newer program has taken the index over. */
  renewed(tx: Tx): Promise<Result<Writing>>;
  /** Puts in force what SearchParameter resources among the writes say, or refuses what of them cannot work. */
  keepParameters(tx: Tx, writes: readonly Write[], now: Date): Promise<Result<null>>;
}

interface Prepared {
  readonly write: Write;
  readonly index: TypeIndex;
  readonly entries: readonly Entry[];
  readonly place: number;
}

const named = ({ type, id }: Pick<Write, 'type' | 'id'>): string => `${type}/${id}`;

/** The first resource that is changed twice. */
function changedTwice(writes: readonly Write[]): Write | undefined {
  const seen = new Set<string>();
  return writes.find((write) => seen.size === seen.add(named(write)).size);
}

function prepare(writing: Writing, write: Write): Prepared {
  const index = writing.index(write.type);
  const entries = write.scan ? writing.extract(write.scan.value as Resource) : [];
  return { write, index, entries, place: placeOf(write.type, write.id, entries) };
}

/** Every id that a change needs a number of: its own and those it refers to; `met` are both in order, for whoever names an id first places it. */
function asked(writing: Writing, prepared: readonly Prepared[]): { own: Asked[]; fresh: Asked[]; met: Asked[] } {
  const met: Asked[] = [];
  const own: Asked[] = [];
  const fresh: Asked[] = [];
  for (const { write, index, entries, place } of prepared) {
    const one = { type: index.code, id: write.id, place };
    (write.fresh ? fresh : own).push(one);
    if (!write.fresh) met.push(one);
    for (const entry of entries) {
      if (entry.kind !== 'reference' || entry.type === undefined || entry.id === undefined) continue;
      // Whoever is first met in a reference belongs where the one who refers to it belongs; a patient has a place of its own.
      const at = entry.type === 'Patient' ? placeOf('Patient', entry.id, []) : place;
      const other = { type: writing.index(entry.type).code, id: entry.id, place: at };
      met.push(other);
    }
  }
  return { own, fresh, met };
}

/** What the current version is found by. Links are taken as stored: an id may have had no number when they were read. */
function rowsBefore(writing: Writing, index: TypeIndex, { body, deleted, links }: Current): IndexRows | null {
  if (deleted) return null;
  const rows = indexRows(index, writing.extract(JSON.parse(body) as Resource), () => undefined);
  return { ...rows, keys: new Set([...rows.keys, ...links]) };
}

const tombstone = ({ type, id }: Write): string => JSON.stringify({ resourceType: type, id });

interface Decided {
  readonly row: ResourceRow;
  readonly before: Placed | null;
  readonly after: Placed | null;
  readonly terms: readonly Term[];
  readonly written: Written;
  readonly exists: boolean;
}

/** The next version of one resource, or why there is none. Null: nothing to do (deleting what is not there). */
function decide(
  writing: Writing,
  { write, index, entries, place }: Prepared,
  { rid, place: ownPlace }: Named,
  current: Current | undefined,
  numbers: Numbers,
  now: Date,
): Result<Decided | null> {
  const live = current && !current.deleted ? current : undefined;
  const standing = live ? { version: String(live.version), lastUpdated: live.updatedAt.getTime() } : null;
  const allowed = checkPreconditions(write.conditions ?? {}, standing, named(write));
  if (!allowed.ok) return nameEntry(allowed, write.at);
  if (!write.scan && !live) return ok(null);
  const version = (current?.version ?? 0) + 1;
  // A clock that was set back must not put a version before its forerunner.
  const updatedAt = current && current.updatedAt > now ? current.updatedAt : now;
  const rows = write.scan ? indexRows(index, entries, numbers) : null;
  const v = rows?.date ? placeInLists(rows.date.lo, rid) : (current?.v ?? placeInLists(now.getTime(), rid));
  const stamp = { id: write.id, versionId: String(version), lastUpdated: updatedAt.toISOString() };
  const body = write.scan ? spliceStamp(write.scan, stamp) : tombstone(write);
  const { type, id, method } = write;
  const row: ResourceRow = {
    rid,
    place: ownPlace,
    type: index.code,
    v,
    date: rows?.date ?? null,
    version,
    updatedAt,
    method,
    deleted: !write.scan,
    links: [...(rows?.links ?? [])],
    body,
  };
  const meta = write.scan?.value['meta'] as object | undefined;
  const resource = write.scan
    ? ({
        ...write.scan.value,
        id,
        meta: { ...meta, versionId: stamp.versionId, lastUpdated: stamp.lastUpdated },
      } as StoredResource)
    : undefined;
  const before = live ? rowsBefore(writing, index, live) : null;
  return ok({
    row,
    before: before && live ? { rows: before, v: live.v, place: ownPlace } : null,
    after: rows ? { rows, v, place: place === ownPlace ? place : ownPlace } : null,
    terms: rows?.terms ?? [],
    written: { type, id, version, updatedAt, created: !live, deleted: !write.scan, text: body, ...(resource && { resource }) },
    exists: current !== undefined,
  });
}

/** False, and nothing is written: the parameters have changed since this began. */
async function store(writing: Writing, tx: Tx, decided: readonly Decided[]): Promise<boolean> {
  const changes = { add: noRows(), remove: noRows() };
  for (const { before, after } of decided) diffRows(changes, before, after);
  if (!(await storeResources(tx, decided, writing))) return false;
  writing.dictionary.add(
    tx,
    decided.flatMap(({ terms }) => terms),
  );
  removeRows(tx, changes.remove);
  addRows(tx, changes.add);
  noteUnpacked(
    tx,
    decided.flatMap(({ row: { rid, place }, before, after }) => {
      const keys = diffKeys(before, after);
      return keys ? [{ rid, place, ...keys }] : [];
    }),
  );
  return true;
}

/** Refuses to delete what others refer to. */
function keepReferred(
  writing: Writing,
  tx: Tx,
  prepared: readonly Prepared[],
  current: ReadonlyMap<bigint, Current>,
  nameOf: (type: number, id: string) => Named,
): Promise<Result<null>> {
  const numbered = prepared.map(({ write, index }) => ({ write, rid: nameOf(index.code, write.id).rid }));
  const going = numbered.flatMap(({ write: { type, id, scan, at }, rid }) =>
    scan || current.get(rid)?.deleted !== false ? [] : [{ type, id, rid, at }],
  );
  return checkReferred(
    (type) => writing.parametersTo(type),
    tx,
    going,
    numbered.map(({ rid }) => rid),
  );
}

interface Projected extends Written {
  readonly by: Actor;
}

async function project(writing: Writing, tx: Tx, written: readonly Projected[], now: Date): Promise<void> {
  const writers = new Map(written.flatMap(({ resource, by }) => (resource ? [[resource, by] as const] : [])));
  for (const { types, apply, forget } of writing.projections) {
    const touched = written.flatMap(({ type, resource }) => (resource && types.includes(type) ? [resource] : []));
    if (touched.length > 0) await apply(tx, touched, (resource) => writers.get(resource) ?? system);
    const gone = written.filter(({ type, deleted }) => deleted && types.includes(type));
    if (gone.length > 0) await forget?.(tx, gone, now);
  }
}

/**
 * The one way into the store, for one change and for many: prepare -> numbers -> lock -> decide -> body, history, index rows ->
 * the modules' projections, all in the caller's transaction, one statement a table. A refusal names the change by `at`; the
 * caller rolls back. Answers in the order of the changes; deleting what is not there answers null. Who wants to hear of every
 * refused change, not only of the first, is told.
 */
export async function writeResources(
  writing: Writing,
  tx: Tx,
  writes: readonly Write[],
  now: Date,
  tell?: TellRefused,
): Promise<Result<readonly (Written | null)[]>> {
  const twice = changedTwice(writes);
  if (twice) return refuse('records.same-resource-twice', { resource: named(twice) });
  if (writes.some(({ type }) => type === 'SearchParameter')) {
    const taken = await writing.keepParameters(tx, writes, now);
    if (!taken.ok) return taken;
  }
  for (let by = writing; ; ) {
    const done = await writeBy(by, tx, writes, now, tell);
    if (done !== 'outdated') return done;
    const renewed = await by.renewed(tx);
    if (!renewed.ok) return renewed;
    by = renewed.value;
  }
}

/** One go by the parameters of one epoch; `outdated` when it is no longer in force, and nothing but ids has been written. */
async function writeBy(
  writing: Writing,
  tx: Tx,
  writes: readonly Write[],
  now: Date,
  tell?: TellRefused,
): Promise<Result<readonly (Written | null)[]> | 'outdated'> {
  const prepared = writes.map((write) => prepare(writing, write));
  const { own, fresh, met } = asked(writing, prepared);
  const missing = writing.referencesEnforced ? await checkReferences(writing, tx, writes) : ok(null);
  if (!missing.ok) return missing;
  const names = await writing.directory.enter(tx, met, fresh);
  const nameOf = (type: number, id: string): Named => {
    const found = names.get(nameKey(type, id));
    if (!found) throw new Error(`no number for ${type}/${id}`);
    return found;
  };
  const numbers: Numbers = (type, id) => names.get(nameKey(writing.index(type).code, id))?.rid;
  const current = await lockCurrent(
    tx,
    own.map(({ type, id }) => nameOf(type, id)),
  );
  const kept = writing.referencesEnforced ? await keepReferred(writing, tx, prepared, current, nameOf) : ok(null);
  if (!kept.ok) return kept;
  const decided: (Decided | null)[] = [];
  let refused: Result<never> | undefined;
  for (const [at, one] of prepared.entries()) {
    const name = nameOf(one.index.code, one.write.id);
    const decision = decide(writing, one, name, current.get(name.rid), numbers, now);
    if (decision.ok) {
      decided.push(decision.value);
      continue;
    }
    if (!tell) return decision;
    tell(at, decision.error);
    refused ??= decision;
  }
  if (refused) return refused;
  const real = decided.filter((one) => one !== null);
  const written = decided.flatMap((one, at) => (one ? [{ ...one.written, by: writes[at]?.by ?? system }] : []));
  if (!(await store(writing, tx, real))) return 'outdated';
  await project(writing, tx, written, now);
  return ok(decided.map((one) => one?.written ?? null));
}

/** An object of the program's own as the pipeline takes it. */
export function scanOf(resource: Resource): NonNullable<Write['scan']> {
  const scanned = scanJson(JSON.stringify(resource), { deepest: 100 });
  if (!scanned.ok) throw new Error(`not a resource: ${JSON.stringify(scanned.errors)}`);
  return scanned.value;
}
