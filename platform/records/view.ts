import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import { buildCatalogue } from '@songhua/engine-fhir/search/catalogue.ts';
import type { ReadOptions } from '@songhua/engine-fhir/search/convert.ts';
import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import { compileExtractor, type Extractor } from '@songhua/engine-fhir/search/extract.ts';
import { interpreter } from '@songhua/engine-fhir/search/interpret.ts';
import type { Catalogue } from '@songhua/engine-fhir/search/types.ts';
import type { Resource } from '@songhua/kernel';
import {
  clinicalDate,
  labelled,
  numberParameters,
  type ParameterCodes,
  patients,
  referencesTo,
} from './domain/parameter-codes.ts';
import { indexOfType, type TypeIndex } from './domain/type-index.ts';
import { labelsOf } from './reach/labels-of.ts';
import { type OfPeople, patientsOf, peopleOf } from './reach/people.ts';
import type { Added, IndexState } from './store/index-state.ts';

/** Version of the program's way of indexing. Raised whenever the same resource would be found by other rows than before. */
export const extraction = 4;

/** Everything that follows from the parameters of one epoch. A value: a new epoch is a new view. */
export interface View {
  readonly epoch: number;
  readonly catalogue: Catalogue;
  readonly codes: ParameterCodes;
  readonly added: readonly Added[];
  /** Whether what is written is to be noted for the work that keeps words. */
  readonly notesTexts: boolean;
  index(type: string): TypeIndex;
  extract(resource: Resource): readonly Entry[];
  /** Numbers of the reference parameters, of all types, that may point to resources of this one. */
  parametersTo(type: string): readonly number[];
  /** How the resources of a type belong to people. */
  people(type: string): OfPeople;
}

/** A value made at the first use of each key. */
export function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** Each SearchParameter once, however many types it has rows for. */
const definitionsOf = (added: readonly Added[]) => [...new Map(added.map((one) => [one.source, one.definition])).values()];

/** What a resource is found by, and what decides who reaches it (reach/). */
function withReach(entries: Entry[], people: OfPeople, resource: Resource): Entry[] {
  const { id = '' } = resource;
  const own = people.sensitive ? labelsOf(resource) : [];
  if (own.length === 0 && !people.many) return entries;
  const told = people.many ? patientsOf(people, id, entries) : [];
  return [
    ...entries,
    ...own.map((code): Entry => ({ kind: 'token', param: labelled, code })),
    ...told.map((patient): Entry => ({ kind: 'reference', param: patients, type: 'Patient', id: patient })),
  ];
}

export type ViewMaker = (state: Pick<IndexState, 'epoch' | 'added'> & Partial<Pick<IndexState, 'fullText'>>) => View;

const bases = new WeakMap<Definitions, Catalogue>();

/** What these definitions alone say, worked out once in a process. */
function baseOf(definitions: Definitions): Catalogue {
  const base = bases.get(definitions) ?? buildCatalogue(definitions);
  bases.set(definitions, base);
  return base;
}

/** Makes views for these definitions. */
export function viewMaker(definitions: Definitions, options: ReadOptions): ViewMaker {
  const base = baseOf(definitions);
  const evaluate = interpreter(definitions);
  return ({ epoch, added, fullText = 'off' }) => {
    const catalogue = added.length === 0 ? base : buildCatalogue(definitions, definitionsOf(added));
    const codes = numberParameters(base, new Map(added.map(({ type, code, number }) => [`${type} ${code}`, number] as const)));
    const people = once((type: string): OfPeople => peopleOf(definitions, base, type));
    const extractorOf = once((type: string): Extractor => {
      const extract = compileExtractor(type, catalogue, definitions, { ...options, evaluate });
      return (resource) => withReach(extract(resource), people(type), resource as Resource);
    });
    return {
      epoch,
      catalogue,
      codes,
      added,
      notesTexts: fullText !== 'off',
      index: once((type: string): TypeIndex => indexOfType(catalogue, codes, type, clinicalDate(base, type))),
      people,
      extract: (resource) => extractorOf(resource.resourceType)(resource),
      parametersTo: once((type: string): readonly number[] => referencesTo(catalogue, codes, type)),
    };
  };
}
