import { randomUUID } from 'node:crypto';
import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import type { QueryContext } from '@songhua/engine-fhir/search/chains.ts';
import { compartmentFilter } from '@songhua/engine-fhir/search/compartments.ts';
import type { ReadOptions } from '@songhua/engine-fhir/search/convert.ts';
import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import { matches, type Subject } from '@songhua/engine-fhir/search/matches.ts';
import { parseSearch, type SearchRequest } from '@songhua/engine-fhir/search/parse-search.ts';
import type { Catalogue, Search } from '@songhua/engine-fhir/search/types.ts';
import { compileValidator, type Validate } from '@songhua/engine-fhir/validate/compile-validator.ts';
import type { Issue } from '@songhua/engine-fhir/validate/issues.ts';
import {
  type FieldError,
  type MaskedField,
  ok,
  type Projection,
  type RecordStore,
  type Resource,
  type Result,
  type Route,
  refuse,
  type ServedType,
  type Tx,
} from '@songhua/kernel';
import { actorView } from './actor-view.ts';
import { type EverythingAsked, findEverything } from './everything/find-everything.ts';
import { findResources } from './find-resources.ts';
import { headOf } from './http/stored-text.ts';
import { loadResources } from './import/load-resources.ts';
import type { OpeningSettings } from './import/open-source.ts';
import { moduleView } from './module-view.ts';
import { checkReady } from './parameters/check-ready.ts';
import { keepParameters } from './parameters/keep-parameters.ts';
import { type Content, type JudgeHouse, judgeMasked, judge as judgeReach } from './reach/judge.ts';
import { reachHouse } from './reach/reach-house.ts';
import { onlySeen, readSeen, type SeeingHouse } from './reach/read-seen.ts';
import type { Letter, Looking, Reader } from './reach/ways.ts';
import { makeReaching, type Reached } from './search/reaching.ts';
import { type PageAsked, type SearchHouse, type SearchPage, searchType, searchTypes } from './search/run-search.ts';
import type { Searching } from './search/searching.ts';
import { type SearchBounds, usualBounds } from './search/sorting.ts';
import { lockCurrent } from './store/current.ts';
import { createDirectory } from './store/directory.ts';
import { createDictionary } from './store/index-rows.ts';
import { type IndexState, readIndexState } from './store/index-state.ts';
import { createNumberSource } from './store/numbers.ts';
import { type Reading, readings, type Version } from './store/read.ts';
import { versionsOf } from './store/versions.ts';
import { extraction, once, type View, viewMaker } from './view.ts';
import { checkWrites, objections } from './write/check-writes.ts';
import type { TellRefused, Write, Written } from './write/types.ts';
import { type Writing, writeResources } from './write/write-resources.ts';

export interface StoreOptions {
  readonly definitions: Definitions;
  readonly projections: readonly Projection[];
  /** Addresses of this server's FHIR API, without final slash: references that begin with one are to here. */
  readonly bases?: readonly string[];
  /** Minutes east of UTC in which dates without zone are read; the city's. */
  readonly zone?: number;
  readonly ucum?: ReadOptions['ucum'];
  readonly phonetic?: ReadOptions['phonetic'];
  /** Refuse references to what is not there, and deletions of what is referred to. */
  readonly referencesEnforced?: boolean;
  /** What imports that are asked for over HTTP may read; addresses of the internet unless said. */
  readonly importing?: OpeningSettings;
  /** From how many candidates on a sorted search walks an index, and how many are sorted one by one at most. */
  readonly searchBounds?: Partial<SearchBounds>;
  /** Versions that one page of a history of many looks at, at most, for whoever does not reach all of them; 10,000 unless said. */
  readonly historyBound?: number;
  /** Types that others answer: nothing of them is stored. */
  readonly served?: readonly ServedType[];
  /** Routes of the FHIR API that others add to this store's own: operations, which the CapabilityStatement names. */
  readonly beside?: readonly Pick<Route, 'method' | 'path'>[];
}

/** The record store in full, as this package's own routes use it. Modules see it as `RecordStore`. */
export interface FhirStore extends RecordStore, Reading {
  /** The parameters that can be searched by: R4's, and added ones that are ready. */
  readonly catalogue: Catalogue;
  /** The parameters by which this process indexes, and what follows from them. */
  readonly view: View;
  readonly historyBound: number;
  /** Types whose resources this store gives: all of R4's but those that others answer in its place, whatever was stored of them before. */
  readonly storedTypes: readonly string[];
  /** Types that others answer in this store's place. */
  readonly served: ReadonlyMap<string, ServedType>;
  /** Routes of the FHIR API that others add to this store's own. */
  readonly beside: readonly Pick<Route, 'method' | 'path'>[];
  /** Reads anew which parameters are in force; whether they are others than this process knew. One store serves one database. */
  refresh(tx: Tx): Promise<boolean>;
  /** As `parse`, for whoever can ask the database: a parameter this process has not heard of yet is asked for. */
  understand(tx: Tx, request: SearchRequest, now: Date): Promise<Result<Search>>;
  readonly definitions: Definitions;
  /** Minutes east of UTC in which dates without zone are read. */
  readonly zone: number;
  /** Writes changes that were checked, together; see `writeResources`. */
  write(tx: Tx, writes: readonly Write[], now: Date, tell?: TellRefused): Promise<Result<readonly (Written | null)[]>>;
  /** As `write`, without the modules: they are not asked and not told. For what they know already. */
  restore(tx: Tx, writes: readonly Write[], now: Date): Promise<Result<readonly (Written | null)[]>>;
  /** Reads a query, or says what of it cannot be understood. */
  parse(request: SearchRequest, now: Date): Result<Search>;
  /** What the writing pipeline stands on, for imports, which write by another road. */
  readonly writing: Writing;
  /** Judges a resource as deep as asked. */
  readonly judge: Validate;
  /** What imports that are asked for over HTTP may read. */
  readonly importing: OpeningSettings;
  /** What in a resource breaks a rule of R4; empty when nothing does. */
  validate(resource: Resource, warnings?: boolean): readonly Issue[];
  /** What in a resource breaks a rule of a module's own, by fields named from its root. */
  objections(resource: Resource, now: Date): readonly FieldError[];
  /** Whether a resource that is about to be stored fulfils a search, as far as that asks of this resource alone. */
  fulfils(search: Search, subject: Subject): boolean;
  /** Holds a resource until the transaction ends: whoever else would change it waits. */
  hold(tx: Tx, type: string, id: string): Promise<void>;
  /** The same of many. */
  holdAll(tx: Tx, asked: readonly { readonly type: string; readonly id: string }[]): Promise<void>;
  /** What a resource is found by. */
  extract(type: string, resource: object): readonly Entry[];
  /** One page of what a search finds; without a reader of everything. */
  findPage(tx: Tx, search: Search, asked: PageAsked, reader?: Reader): Promise<Result<SearchPage>>;
  /** One page of everything about a patient or an encounter that is there and that the reader reaches. */
  findEverything(tx: Tx, asked: EverythingAsked, reader?: Reader): Promise<Result<SearchPage>>;
  /** Current versions, deletions included, in the order asked; null for what the reader does not reach, as for what never was. */
  readSeen(
    tx: Tx,
    reader: Reader | undefined,
    letter: Letter,
    asked: readonly { readonly type: string; readonly id: string }[],
  ): Promise<(Version | null)[]>;
  /** Of these versions those that the reader reaches, as they are and as their resources stand now; in their order. */
  onlySeen(tx: Tx, reader: Reader | undefined, letter: Letter, versions: readonly Version[]): Promise<Version[]>;
  /** What the reader reaches by a letter, as conditions of statements. */
  reaching(tx: Tx, reader: Reader, letter: Looking): Promise<Reached>;
  /** Whether the reader reaches content by what it says; in their order. */
  reaches(tx: Tx, reader: Reader, letter: Letter, contents: readonly Content[]): Promise<boolean[]>;
  /** What lists mask of content that the reader reaches, by what it says; in their order. */
  masked(tx: Tx, reader: Reader, letter: Letter, contents: readonly Content[]): Promise<(readonly MaskedField[])[]>;
}

/** A statement that took too long, or is too large (54…), is the search's fault, not the database's: the client is told so. */
const withinTime = (found: Promise<Result<SearchPage>>): Promise<Result<SearchPage>> =>
  found.catch((error: { code?: unknown }) => {
    if (error.code === '57014') return refuse('records.search-too-long');
    if (/^54/.test(String(error.code))) return refuse('records.search-too-large');
    throw error;
  });

/** Parameters with a character that PostgreSQL holds in no text. */
const nulIn = (query: SearchRequest['query']): FieldError[] =>
  query
    .filter((pair) => pair.some((text) => text.includes('\0')))
    .map(([name]) => ({
      field: name.replaceAll('\0', ''),
      rule: 'no-nul',
      message: { zh: '不能含有空字符（U+0000）', en: 'must not contain the character U+0000' },
    }));

/** Value sets and hierarchies lie in other resources. */
const noTerminology = { inValueSet: () => false, subsumes: () => false, isAbove: () => false };

/** What stands on the parameters of one epoch; replaced as a whole. */
interface Standing {
  readonly view: View;
  readonly writing: Writing;
  readonly house: SearchHouse;
  readonly judging: JudgeHouse;
  contextAt(now: Date, type?: string | null): QueryContext;
}

/** The catalogue without parameters (`Type code`) that do not answer yet. */
function searchable(catalogue: Catalogue, building: ReadonlySet<string>): Catalogue {
  if (building.size === 0) return catalogue;
  const open = new Set([...building].map((name) => name.slice(name.indexOf(' ') + 1)));
  const types = new Map(
    [...catalogue.types].map(([type, parameters]) => [
      type,
      new Map([...parameters].filter(([code]) => !building.has(`${type} ${code}`))),
    ]),
  );
  return { ...catalogue, types, common: new Map([...catalogue.common].filter(([code]) => !open.has(code))) };
}

/** What keeps resources of a type out that others answer, by whichever road they come. */
const keptOut = ({ type }: ServedType): Projection => ({
  name: `served.${type}`,
  types: [type],
  check: () => [
    {
      field: 'resourceType',
      rule: 'kept-elsewhere',
      value: type,
      message: { zh: `${type} 由系统自身记录，不能写入`, en: `${type} is written by the system itself and cannot be stored` },
    },
  ],
  apply: async () => {},
});

const withoutTypes = (catalogue: Catalogue, gone: ReadonlyMap<string, unknown>): Catalogue =>
  gone.size === 0 ? catalogue : { ...catalogue, types: new Map([...catalogue.types].filter(([type]) => !gone.has(type))) };

/** Eight hours east of Greenwich, minutes. */
const chinaTime = 480;

export function createFhirStore(options: StoreOptions): FhirStore {
  const { definitions, zone = chinaTime, ucum, phonetic, referencesEnforced = false, bases = [] } = options;
  const served = new Map((options.served ?? []).map((one) => [one.type, one]));
  const projections = [...options.projections, ...(options.served ?? []).map(keptOut)];
  const reading: ReadOptions = { zone, bases, ...(ucum && { ucum }), ...(phonetic && { phonetic }) };
  const viewOf = viewMaker(definitions, reading);
  const own = new Set(definitions.parameters.map(({ url }) => url));
  const judge = compileValidator(definitions);
  const directory = createDirectory(createNumberSource());
  const dictionary = createDictionary();
  const storedTypes = definitions.resourceTypes.filter((type) => !served.has(type));
  const isType = (type: string): boolean => definitions.resourceTypes.includes(type);
  const ofView = (view: View): Standing => {
    const { index, extract, catalogue, codes, epoch, notesTexts, parametersTo, people } = view;
    const searching = once(
      (type: string): Searching => ({
        index: index(type),
        of: (other) => ({ index: index(other) }),
        numbersOf: ({ resource, storedAs }) =>
          storedAs.map((code) => index(resource === 'Resource' ? type : resource).number(code)),
        typeName: codes.typeName,
        canonical: ({ system, code }) => (system === 'http://unitsofmeasure.org' ? ucum?.canonical(code) : undefined),
      }),
    );
    const stored = withoutTypes(catalogue, served);
    const contextAt = (now: Date, type?: string | null): QueryContext => ({
      // Nothing that is stored leads to what is not: neither chains nor `_has`. It is asked by itself.
      catalogue: served.has(type ?? '') ? catalogue : stored,
      definitions,
      options: { ...reading, now: now.getTime(), resourceTypes: definitions.resourceTypes },
    });
    const reach = reachHouse(directory, view, definitions, own, searching, (type, query) => {
      const parsed = parseSearch({ type, query, lenient: false }, contextAt(new Date(0)));
      return parsed.ok ? parsed.value.filters : null;
    });
    return {
      view,
      writing: {
        directory,
        dictionary,
        projections,
        index,
        extract,
        referencesEnforced,
        bases,
        isType,
        parametersTo,
        epoch,
        notesTexts,
        renewed: (tx) => renewed(tx),
        keepParameters: (tx, writes, now) => keepParameters({ definitions, viewOf }, tx, writes, now),
      },
      judging: {
        zone,
        patientType: index('Patient').code,
        people,
        extract,
        criteria: reach.criteria,
        numberOf: (type) => index(type).code,
      },
      house: {
        ...reach,
        zone,
        extract,
        valueSets: definitions.valueSets,
        bounds: { ...usualBounds, ...options.searchBounds },
      },
      contextAt,
    };
  };
  let standing = ofView(viewOf({ epoch: 0, added: [] }));
  // Epochs are never met twice, so what is worked out for one holds as long as it is remembered.
  const standingOf = (state: IndexState): Standing => (state.epoch === standing.view.epoch ? standing : ofView(viewOf(state)));
  const renewed: Writing['renewed'] = async (tx) => {
    const state = await readIndexState(tx);
    if ((state.extraction ?? 0) > extraction) return refuse('records.outdated-program');
    const next = standingOf(state);
    // Others may have it once it is sure to stay.
    tx.afterCommit(() => {
      standing = next;
    });
    return ok(next.writing);
  };
  const refresh: FhirStore['refresh'] = async (tx) => {
    const before = standing;
    const state = await readIndexState(tx);
    standing = standingOf(state);
    building = new Set(state.added.flatMap(({ state: of, type, code }) => (of === 'building' ? [`${type} ${code}`] : [])));
    return standing !== before;
  };
  let building: ReadonlySet<string> = new Set();
  const parse: FhirStore['parse'] = (request, now) => {
    const unstorable = nulIn(request.query);
    if (unstorable.length > 0) return refuse('records.invalid-search', {}, unstorable);
    const parsed = parseSearch(request, standing.contextAt(now, request.type));
    return parsed.ok ? parsed : refuse('records.invalid-search', {}, parsed.errors);
  };
  const findPage: FhirStore['findPage'] = async (tx, search, asked, reader) => {
    const { house, view } = standing;
    const ready = await checkReady(own, view, tx, search);
    if (!ready.ok) return ready;
    const page = await withinTime(
      search.type === null
        ? searchTypes(house, tx, [...(search.types.length > 0 ? search.types : storedTypes)].sort(), search, asked, reader)
        : searchType(house, tx, search.type, search, asked, reader),
    );
    if (!page.ok || served.size === 0) return page;
    const { included } = page.value;
    return ok({ ...page.value, included: included.filter(({ body }) => !served.has(headOf(body).type)) });
  };
  const write: FhirStore['write'] = (tx, writes, now, tell) => {
    const refused = checkWrites(projections, writes, now, tell);
    return refused ? Promise.resolve(refused) : writeResources(standing.writing, tx, writes, now, tell);
  };
  const load: FhirStore['load'] = (tx, resources, now) => loadResources({ judge, writing: standing.writing }, tx, resources, now);
  // Numbers of types are R4's alone: every view has the same.
  const { index, codes } = standing.view;
  const read = readings(directory, (type) => index(type).code, codes.typeName);
  const hold: FhirStore['holdAll'] = async (tx, asked) => {
    const named = await directory.find(
      tx,
      asked.map(({ type, id }) => ({ type: index(type).code, id })),
    );
    await lockCurrent(tx, [...named.values()]);
  };
  const seeing = (): SeeingHouse => ({ reach: standing.house, judging: standing.judging, read });
  const store: FhirStore = {
    ...read,
    historyBound: options.historyBound ?? 10_000,
    served,
    beside: options.beside ?? [],
    storedTypes,
    as: (actor, now) => actorView(store, randomUUID, actor, now),
    readSeen: (tx, reader, letter, asked) => readSeen(seeing(), tx, reader, letter, asked),
    onlySeen: (tx, reader, letter, versions) => onlySeen(seeing(), tx, reader, letter, versions),
    reaching: (tx, reader, letter) => makeReaching(standing.house, tx, reader, letter),
    reaches: (tx, reader, letter, contents) => judgeReach(standing.judging, tx, reader, letter, contents),
    masked: (tx, reader, letter, contents) => judgeMasked(standing.judging, tx, reader, letter, contents),
    ...moduleView({ write, parse, findPage, load, readCurrent: read.readCurrent, newId: randomUUID }),
    find: findResources(() => store),
    versions: versionsOf(directory, (type) => index(type).code),
    get catalogue() {
      return searchable(standing.view.catalogue, building);
    },
    get view() {
      return standing.view;
    },
    get writing() {
      return standing.writing;
    },
    refresh,
    understand: async (tx, request, now) => {
      const parsed = parse(request, now);
      return !parsed.ok && (await refresh(tx)) ? parse(request, now) : parsed;
    },
    definitions,
    zone,
    judge,
    importing: options.importing ?? { privateAddresses: false },
    extract: (type, resource) => standing.view.extract({ ...resource, resourceType: type }),
    validate: (resource, warnings = false) =>
      judge(resource, { level: 'full', warnings }).filter(({ severity }) => warnings || severity === 'error'),
    objections: (resource, now) => objections(options.projections, resource, now),
    fulfils: ({ filters }, subject) => {
      const context = { ...noTerminology, zone, find: () => undefined, all: () => [] };
      return filters.every((filter) => matches(filter, subject, context));
    },
    hold: (tx, type, id) => hold(tx, [{ type, id }]),
    holdAll: hold,
    write,
    restore: (tx, writes, now) => writeResources({ ...standing.writing, projections: [] }, tx, writes, now),
    parse,
    findPage,
    findEverything: async (tx, asked, reader) => {
      const { house, contextAt } = standing;
      const { type, id } = asked.focus;
      const compartment = compartmentFilter(type, id, null, contextAt(new Date(0)));
      if (!compartment.ok) throw new Error(`${type} has no compartment`);
      return withinTime(findEverything(house, tx, compartment.value, asked, reader).then(ok));
    },
  };
  return store;
}
