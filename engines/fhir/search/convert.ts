import type { SearchType } from '../definitions/types.ts';
import { dateSpan } from './convert-date.ts';
import { quantityEntry, rangeInterval } from './convert-quantity.ts';
import { readCanonical, referenceOf } from './convert-reference.ts';
import { addressStrings, nameStrings, spokenName } from './convert-string.ts';
import { codingToken, conceptToken, contactToken, identifierToken, plainToken } from './convert-token.ts';
import type { CompositeEntry, Entry } from './entries.ts';
import type { Phonetic } from './phonetic.ts';
import type { Ucum } from './types.ts';

/** What lies outside a resource and decides how its elements are read. */
export interface ReadOptions {
  /** Minutes east of UTC in which dates without zone are read. */
  readonly zone: number;
  /** Addresses of this server, without final slash: a reference that begins with one is a reference to here. */
  readonly bases?: readonly string[];
  /** Without it quantities are found in the unit they are written in only. */
  readonly ucum?: Ucum;
  /** Keys by which a name is found by sound (`loadPhonetic`); without it `phonetic` is the name itself. */
  readonly phonetic?: Phonetic;
}

export type SimpleEntry = Exclude<Entry, CompositeEntry>;
export type Convert = (element: unknown, emit: (entry: SimpleEntry) => void, root: unknown) => void;

type Json = Readonly<Record<string, unknown>>;

const texts = new Set(['string', 'markdown', 'code', 'id', 'uri', 'url', 'canonical', 'oid', 'uuid', 'xhtml']);
const tokens = new Set([
  ...texts,
  'boolean',
  'integer',
  'positiveInt',
  'unsignedInt',
  'decimal',
  'date',
  'dateTime',
  'instant',
  'time',
]);
const quantities = new Set([
  'Quantity',
  'Age',
  'Count',
  'Distance',
  'Duration',
  'Money',
  'Range',
  'SampledData',
  'decimal',
  'integer',
]);
const numbers = new Set(['integer', 'positiveInt', 'unsignedInt', 'decimal']);
const uris = new Set(['uri', 'url', 'canonical', 'oid', 'uuid']);
const dates = new Set(['date', 'dateTime', 'instant', 'Period', 'Timing']);

/** How elements of a type become entries of a parameter; undefined where R4's search says nothing about that pair. */
export function converter(param: string, search: SearchType, type: string, options: ReadOptions): Convert | undefined {
  if (type === 'Extension') return extensionConverter(param, search, options);
  switch (search) {
    case 'token':
      return tokenConverter(param, type);
    case 'reference':
      return referenceConverter(param, type, options);
    case 'string':
      return stringConverter(param, type, options);
    case 'date':
      return dates.has(type) ? dateConverter(param, type, options.zone) : undefined;
    case 'quantity':
      return quantities.has(type) ? quantityConverter(param, type, options.ucum) : undefined;
    case 'number':
      return numbers.has(type) || type === 'Range' ? numberConverter(param) : undefined;
    case 'uri':
      return uris.has(type) ? uriConverter(param) : undefined;
    case 'special':
      return type === 'Location.position' ? positionConverter(param) : undefined;
    case 'composite':
      return undefined;
  }
}

/** Whether R4's search reads elements of this type for that kind of parameter. */
export const canConvert = (search: SearchType, type: string): boolean => converter('', search, type, { zone: 0 }) !== undefined;

function tokenConverter(param: string, type: string): Convert | undefined {
  switch (type) {
    case 'Coding':
      return guarded((element, emit) => codingToken(param, element, emit));
    case 'CodeableConcept':
      return guarded((element, emit) => conceptToken(param, element, emit));
    case 'Identifier':
      return guarded((element, emit) => identifierToken(param, element, emit));
    case 'ContactPoint':
      return guarded((element, emit) => contactToken(param, element, emit));
    default:
      return tokens.has(type) ? (element, emit) => plainToken(param, element, emit) : undefined;
  }
}

/** Elements that must be objects; what is not is passed over, validation speaks about it. */
const guarded =
  (convert: Convert): Convert =>
  (element, emit, root) => {
    if (typeof element === 'object' && element !== null) convert(element, emit, root);
  };

function referenceConverter(param: string, type: string, { bases }: ReadOptions): Convert | undefined {
  if (type === 'canonical' || type === 'uri' || type === 'url') {
    return (element, emit) => {
      if (typeof element === 'string') emit({ kind: 'reference', param, ...readCanonical(element) });
    };
  }
  if (type !== 'Reference' && type !== 'Resource') return undefined;
  return (element, emit, root) => {
    const target = referenceOf(element, root, bases);
    if (target) emit({ kind: 'reference', param, ...target });
  };
}

function stringConverter(param: string, type: string, { phonetic }: ReadOptions): Convert | undefined {
  if (param === 'phonetic' && phonetic && (type === 'HumanName' || type === 'string')) {
    return (element, emit) => {
      const name = spokenName(element);
      if (name === undefined) return;
      for (const value of phonetic.keys(name, type === 'HumanName' ? 'person' : 'organization'))
        emit({ kind: 'string', param, value });
    };
  }
  if (type === 'HumanName') {
    return guarded((element, emit) => nameStrings(element, (value) => emit({ kind: 'string', param, value })));
  }
  if (type === 'Address') {
    return guarded((element, emit) => addressStrings(element, (value) => emit({ kind: 'string', param, value })));
  }
  if (!texts.has(type)) return undefined;
  return (element, emit) => {
    if (typeof element === 'string' && element !== '') emit({ kind: 'string', param, value: element });
  };
}

const dateConverter =
  (param: string, type: string, zone: number): Convert =>
  (element, emit) => {
    const span = dateSpan(element, type, zone);
    if (span) emit({ kind: 'date', param, lo: span.lo, hi: span.hi });
  };

const quantityConverter =
  (param: string, type: string, ucum: Ucum | undefined): Convert =>
  (element, emit) => {
    const entry = quantityEntry(param, element, type, ucum);
    if (entry) emit(entry);
  };

const numberConverter =
  (param: string): Convert =>
  (element, emit) => {
    if (typeof element === 'number') emit({ kind: 'number', param, lo: element, hi: element });
    else if (typeof element === 'object' && element !== null) {
      const range = rangeInterval(element as Json);
      if (range) emit({ kind: 'number', param, ...range });
    }
  };

const uriConverter =
  (param: string): Convert =>
  (element, emit) => {
    if (typeof element === 'string' && element !== '') emit({ kind: 'uri', param, value: element });
  };

const positionConverter = (param: string): Convert =>
  guarded((element, emit) => {
    const { latitude, longitude } = element as Json;
    if (typeof latitude === 'number' && typeof longitude === 'number') emit({ kind: 'position', param, latitude, longitude });
  });

/** An extension found by its url stands for its value, whatever type that has. */
function extensionConverter(param: string, search: SearchType, options: ReadOptions): Convert {
  const made = new Map<string, Convert | undefined>();
  const forKey = (key: string): Convert | undefined => {
    if (!made.has(key)) {
      const type = key.slice('value'.length);
      const lower = type.charAt(0).toLowerCase() + type.slice(1);
      made.set(key, converter(param, search, type, options) ?? converter(param, search, lower, options));
    }
    return made.get(key);
  };
  return guarded((element, emit, root) => {
    const key = Object.keys(element as Json).find((name) => name.startsWith('value'));
    if (key !== undefined) forKey(key)?.((element as Json)[key], emit, root);
  });
}
