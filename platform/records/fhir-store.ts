import { randomUUID } from 'node:crypto';
import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import { buildCatalogue } from '@songhua/engine-fhir/search/catalogue.ts';
import type { QueryContext } from '@songhua/engine-fhir/search/chains.ts';
import type { ReadOptions } from '@songhua/engine-fhir/search/convert.ts';
import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import { compileExtractor, type Extractor } from '@songhua/engine-fhir/search/extract.ts';
import { parseSearch, type SearchRequest } from '@songhua/engine-fhir/search/parse-search.ts';
import type { Catalogue, Search } from '@songhua/engine-fhir/search/types.ts';
import { compileValidator, type Validate } from '@songhua/engine-fhir/validate/compile-validator.ts';
import type { Issue } from '@songhua/engine-fhir/validate/issues.ts';
import { type Projection, type RecordStore, type Resource, type Result, refuse, type Tx } from '@songhua/kernel';
import { numberParameters } from './domain/parameter-codes.ts';
import { indexOfType, type TypeIndex } from './domain/type-index.ts';
import { moduleView } from './module-view.ts';
import { type PageAsked, type SearchHouse, type SearchPage, searchType, searchTypes } from './search/run-search.ts';
import type { Searching } from './search/searching.ts';
import { lockCurrent } from './store/current.ts';
import { createDirectory } from './store/directory.ts';
import { createDictionary } from './store/index-rows.ts';
import { createNumberSource } from './store/numbers.ts';
import { type Reading, readings } from './store/read.ts';
import { checkWrites } from './write/check-writes.ts';
import type { Write, Written } from './write/types.ts';
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
}

/** The record store in full, as this package's own routes use it. Modules see it as `RecordStore`. */
export interface FhirStore extends RecordStore, Reading {
  readonly catalogue: Catalogue;
  readonly definitions: Definitions;
  /** Writes changes that were checked, together; see `writeResources`. */
  write(tx: Tx, writes: readonly Write[], now: Date): Promise<Result<readonly (Written | null)[]>>;
  /** As `write`, without the modules: they are not asked and not told. For what they know already. */
  restore(tx: Tx, writes: readonly Write[], now: Date): Promise<Result<readonly (Written | null)[]>>;
  /** Reads a query, or says what of it cannot be understood. */
  parse(request: SearchRequest, now: Date): Result<Search>;
  /** What the writing pipeline stands on, for imports, which write by another road. */
  readonly writing: Writing;
  /** Judges a resource as deep as asked. */
  readonly judge: Validate;
  /** What in a resource breaks a rule of R4; empty when nothing does. */
  validate(resource: Resource, warnings?: boolean): readonly Issue[];
  /** Holds a resource until the transaction ends: whoever else would change it waits. */
  hold(tx: Tx, type: string, id: string): Promise<void>;
  /** What a resource is found by. */
  extract(type: string, resource: object): readonly Entry[];
  /** One page of what a search finds. */
  find(tx: Tx, search: Search, asked: PageAsked): Promise<Result<SearchPage>>;
}

/** A statement that took too long is the search's fault, not the database's: the client is told so. */
const withinTime = (found: Promise<Result<SearchPage>>): Promise<Result<SearchPage>> =>
  found.catch((error: { code?: unknown }) => {
    if (error.code === '57014') return refuse('records.search-too-long');
    throw error;
  });

/** A value made at the first use of each key. */
function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** Eight hours east of Greenwich, minutes. */
const chinaTime = 480;

export function createFhirStore(options: StoreOptions): FhirStore {
  const { definitions, projections, zone = chinaTime, ucum, phonetic, referencesEnforced = false, bases = [] } = options;
  const catalogue = buildCatalogue(definitions);
  const codes = numberParameters(catalogue);
  const reading: ReadOptions = { zone, bases, ...(ucum && { ucum }), ...(phonetic && { phonetic }) };
  const extractorOf = once((type: string): Extractor => compileExtractor(type, catalogue, definitions, reading));
  const judge = compileValidator(definitions);
  const index = once((type: string): TypeIndex => indexOfType(catalogue, codes, type));
  const directory = createDirectory(createNumberSource());
  const extract: Writing['extract'] = (resource) => extractorOf(resource.resourceType)(resource);
  const writing: Writing = { directory, dictionary: createDictionary(), projections, index, extract, referencesEnforced };
  const searching = once(
    (type: string): Searching => ({
      index: index(type),
      of: (other) => ({ index: index(other) }),
      numbersOf: ({ resource, storedAs }) =>
        storedAs.map((code) => index(resource === 'Resource' ? type : resource).number(code)),
      canonical: ({ system, code }) => (system === 'http://unitsofmeasure.org' ? ucum?.canonical(code) : undefined),
    }),
  );
  const house: SearchHouse = {
    directory,
    zone,
    searching,
    extract,
    terminology: { inValueSet: () => false, subsumes: () => false, isAbove: () => false },
  };
  const contextAt = (now: Date): QueryContext => ({
    catalogue,
    definitions,
    options: { ...reading, now: now.getTime(), resourceTypes: definitions.resourceTypes },
  });
  const parse: FhirStore['parse'] = (request, now) => {
    const parsed = parseSearch(request, contextAt(now));
    return parsed.ok ? parsed : refuse('records.invalid-search', {}, parsed.errors);
  };
  const find: FhirStore['find'] = (tx, search, asked) =>
    withinTime(
      search.type === null
        ? searchTypes(house, tx, [...(search.types.length > 0 ? search.types : definitions.resourceTypes)].sort(), search, asked)
        : searchType(house, tx, search.type, search, asked),
    );
  const write: FhirStore['write'] = (tx, writes, now) => {
    const refused = checkWrites(projections, writes, now);
    return refused ? Promise.resolve(refused) : writeResources(writing, tx, writes, now);
  };
  const read = readings(directory, (type) => index(type).code, codes.typeName);
  return {
    ...read,
    ...moduleView({ write, parse, find, readCurrent: read.readCurrent, newId: randomUUID }),
    catalogue,
    definitions,
    writing,
    judge,
    extract: (type, resource) => extractorOf(type)(resource),
    validate: (resource, warnings = false) =>
      judge(resource, { level: 'full', warnings }).filter(({ severity }) => warnings || severity === 'error'),
    hold: async (tx, type, id) => {
      const asked = { type: index(type).code, id };
      await lockCurrent(
        tx,
        [...(await directory.find(tx, [asked])).values()].map(({ rid }) => rid),
      );
    },
    write,
    restore: (tx, writes, now) => writeResources({ ...writing, projections: [] }, tx, writes, now),
    parse,
    find,
  };
}
