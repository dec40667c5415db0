import type { Entry, QuantityEntry, ReferenceEntry, TokenEntry } from '@songhua/engine-fhir/search/entries.ts';
import { fold } from '@songhua/engine-fhir/search/fold.ts';
import { hashKey, numberKey } from './keys.ts';
import type { TypeIndex } from './type-index.ts';

export interface Word {
  readonly parameter: number;
  readonly folded: string;
  readonly exact: string | null;
}

export interface Amount {
  readonly key: bigint;
  readonly lo: number;
  readonly hi: number;
}

export interface Moment {
  readonly parameter: number;
  readonly lo: number;
  readonly hi: number;
}

/** An entry of the dictionary: what a hashed key stands for. `more`: unit or second code, see `unitText`. */
export interface Term {
  readonly key: bigint;
  readonly parameter: number;
  readonly system: string;
  readonly code: string;
  readonly more: string;
}

/** What one resource is found by, as the tables hold it, without its place in the lists. */
export interface IndexRows {
  readonly keys: ReadonlySet<bigint>;
  readonly words: readonly Word[];
  readonly amounts: readonly Amount[];
  readonly moments: readonly Moment[];
  readonly terms: readonly Term[];
  /** Parameter and number of every resource referred to, as keys. */
  readonly links: ReadonlySet<bigint>;
  /** The clinical date exactly; null when it has none. */
  readonly date: { readonly lo: number; readonly hi: number } | null;
}

/** Number of a resource by `Type/id`; undefined for a type or id that nothing stands for. */
export type Numbers = (type: string, id: string) => bigint | undefined;

/** Longest string kept for comparison; the rest of a longer one is not searched by prefix. */
export const longestWord = 200;

/** A clinical period up to this long, ms, is found through the order of the lists; a longer one has a moment of its own. */
export const shortPeriod = 86_400_000;

/** Bounds of what a PostgreSQL bigint is used for here: year 1 to year 9999, in ms. */
const firstMs = -62_135_596_800_000;
const lastMs = 253_402_300_800_000;
const bounded = (ms: number): number => Math.min(Math.max(ms, firstMs), lastMs);

/** The unit of a quantity as the dictionary writes it: system, code and unit, parted by a unit separator. */
export const unitText = ({ system = '', code = '', unit = '' }: Pick<QuantityEntry, 'system' | 'code' | 'unit'>): string =>
  [system, code, unit].join('\u001f');

interface Sink {
  readonly keys: Set<bigint>;
  readonly words: Word[];
  readonly amounts: Amount[];
  readonly moments: Moment[];
  readonly terms: Map<bigint, Term>;
  readonly links: Set<bigint>;
  date: { lo: number; hi: number } | null;
}

function addToken(sink: Sink, parameter: number, closed: boolean, { system = '', code, of }: TokenEntry): void {
  if (code === undefined) return;
  if (closed) {
    const key = termKey(parameter, system, code);
    sink.keys.add(key);
    sink.terms.set(key, { key, parameter, system, code, more: '' });
    return;
  }
  sink.keys.add(valueKey(parameter, code));
  sink.keys.add(termKey(parameter, system, code));
  for (const type of of ?? []) {
    sink.keys.add(ofTypeKey(parameter, '', type.code, code));
    if (type.system) sink.keys.add(ofTypeKey(parameter, type.system, type.code, code));
  }
}

/** Key of a code with its system ('' for none). */
export const termKey = (parameter: number, system: string, code: string): bigint => hashKey(parameter, 'term', system, code);
/** Key of a value whatever its system; kept for parameters without a dictionary. */
export const valueKey = (parameter: number, code: string): bigint => hashKey(parameter, 'value', code);
export const ofTypeKey = (parameter: number, system: string, type: string, code: string): bigint =>
  hashKey(parameter, 'of', system, type, code);
export const urlKey = (parameter: number, url: string): bigint => hashKey(parameter, 'url', url);

function addReference(
  sink: Sink,
  parameter: number,
  { type, id, url, version, identifier }: ReferenceEntry,
  numbers: Numbers,
): void {
  const rid = type !== undefined && id !== undefined ? numbers(type, id) : undefined;
  if (rid !== undefined) {
    const key = numberKey(parameter, rid);
    sink.keys.add(key);
    sink.links.add(key);
  }
  if (url !== undefined && !url.startsWith('#')) {
    sink.keys.add(urlKey(parameter, url));
    if (version !== undefined) sink.keys.add(urlKey(parameter, `${url}|${version}`));
  }
  if (identifier) {
    sink.keys.add(valueKey(parameter, identifier.code));
    sink.keys.add(termKey(parameter, identifier.system ?? '', identifier.code));
  }
}

/** Code and amount of one element together: the pair is a term, the number an amount. */
function addPair(sink: Sink, parameter: number, parts: readonly Entry[]): void {
  const [first, second] = parts;
  if (parts.length !== 2 || first?.kind !== 'token' || first.code === undefined) return;
  const { system = '', code } = first;
  const more =
    second?.kind === 'quantity'
      ? unitText(second)
      : second?.kind === 'token' && second.code !== undefined
        ? [second.system ?? '', second.code].join('\u001f')
        : undefined;
  if (more === undefined) return;
  const key = hashKey(parameter, 'pair', system, code, more);
  sink.terms.set(key, { key, parameter, system, code, more });
  if (second?.kind === 'quantity') sink.amounts.push({ key, lo: second.lo, hi: second.hi });
  else sink.keys.add(key);
}

function addEntry(sink: Sink, entry: Entry, index: TypeIndex, numbers: Numbers): void {
  const parameter = index.number(entry.param);
  switch (entry.kind) {
    case 'token':
      addToken(sink, parameter, index.hasTerms(entry.param), entry);
      return;
    case 'reference':
      addReference(sink, parameter, entry, numbers);
      return;
    case 'uri':
      sink.keys.add(urlKey(parameter, entry.value));
      return;
    case 'string': {
      const folded = fold(entry.value).slice(0, longestWord);
      const exact = entry.value.slice(0, longestWord);
      if (folded !== '') sink.words.push({ parameter, folded, exact: exact === folded ? null : exact });
      return;
    }
    case 'number':
      sink.amounts.push({ key: hashKey(parameter, 'number'), lo: entry.lo, hi: entry.hi });
      return;
    case 'quantity': {
      const more = unitText(entry);
      const key = hashKey(parameter, 'unit', more);
      sink.terms.set(key, { key, parameter, system: entry.system ?? '', code: entry.code ?? '', more });
      sink.amounts.push({ key, lo: entry.lo, hi: entry.hi });
      return;
    }
    case 'date': {
      const lo = bounded(entry.lo);
      const hi = bounded(entry.hi);
      const clinical = entry.param === index.clinicalDate;
      // The first one orders the lists; a further one, or a long one, is found as a moment.
      const first = clinical && sink.date === null;
      if (first) sink.date = { lo, hi };
      if (!first || hi - lo > shortPeriod) sink.moments.push({ parameter, lo, hi });
      return;
    }
    case 'composite':
      addPair(sink, parameter, entry.parts);
      return;
    case 'position':
      return;
  }
}

/** Rows of everything a resource is found by. Values that occur twice stand once. */
export function indexRows(index: TypeIndex, entries: readonly Entry[], numbers: Numbers): IndexRows {
  const sink: Sink = {
    keys: new Set([index.everyOne]),
    words: [],
    amounts: [],
    moments: [],
    terms: new Map(),
    links: new Set(),
    date: null,
  };
  for (const entry of entries) addEntry(sink, entry, index, numbers);
  return { ...sink, terms: [...sink.terms.values()] };
}
