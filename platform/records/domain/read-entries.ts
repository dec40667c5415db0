import type { Entry, QuantityEntry, ReferenceEntry, TokenEntry, UriEntry } from '@songhua/engine-fhir/search/entries.ts';
import { fold } from '@songhua/engine-fhir/search/fold.ts';
import type { TypeIndex } from './type-index.ts';

/** Longest string kept for comparison; the rest of a longer one is not searched by prefix. */
export const longestWord = 200;

/** A text as far as it is kept: never half a character, which the database would not give back. */
export function cutWord(text: string): string {
  if (text.length <= longestWord) return text;
  const last = text.charCodeAt(longestWord - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? longestWord - 1 : longestWord);
}

/** A clinical period up to this long, ms, is found through the order of the lists; a longer one has a moment of its own. */
export const shortPeriod = 86_400_000;

/** Bounds of what a PostgreSQL bigint is used for here: year 1 to year 9999, in ms. */
const firstMs = -62_135_596_800_000;
export const lastMs = 253_402_300_800_000;
export const bounded = (ms: number): number => Math.min(Math.max(ms, firstMs), lastMs);

/** The unit of a quantity as the dictionary writes it: system, code and unit, parted by a unit separator. */
export const unitText = ({ system = '', code = '', unit = '' }: Pick<QuantityEntry, 'system' | 'code' | 'unit'>): string =>
  [system, code, unit].join('\u001f');

/**
 * Where the rows of a resource go. `V` is how a hashed value is carried: single writes and imports carry it differently, what
 * the rows are is said here, once for both.
 */
export interface EntrySink<V> {
  /** What stands for a text in keys. `lasting` ones are codes and units, which come again and again. */
  hash(text: string, lasting: boolean): V;
  key(parameter: number, value: V): void;
  /** What a hashed key stands for, for the dictionary. */
  term(parameter: number, value: V, system: string, code: string, more: string): void;
  link(parameter: number, type: string, id: string): void;
  word(parameter: number, folded: string, exact: string | null): void;
  amount(parameter: number, value: V, lo: number, hi: number): void;
  moment(parameter: number, lo: number, hi: number): void;
  /** The date by which lists are ordered; said at most once. */
  clinical(lo: number, hi: number): void;
}

/** What is hashed for a code with its system ('' for none). */
export const termText = (system: string, code: string): string => `term\0${system}\0${code}`;
/** For a value whatever its system. */
export const valueText = (code: string): string => `value\0${code}`;
/** For a value with the type of its identifier. */
export const ofTypeText = (system: string, type: string, code: string): string => `of\0${system}\0${type}\0${code}`;
export const urlText = (url: string): string => `url\0${url}`;
/** For all numbers without unit. */
const numberText = 'number';
const unitKeyText = (more: string): string => `unit\0${more}`;
const pairText = (system: string, code: string, more: string): string => `pair\0${system}\0${code}\0${more}`;

function readToken<V>(sink: EntrySink<V>, parameter: number, closed: boolean, { system = '', code, of }: TokenEntry): void {
  if (code === undefined) return;
  if (closed) {
    const value = sink.hash(termText(system, code), true);
    sink.key(parameter, value);
    sink.term(parameter, value, system, code, '');
    return;
  }
  sink.key(parameter, sink.hash(valueText(code), false));
  sink.key(parameter, sink.hash(termText(system, code), false));
  for (const type of of ?? []) {
    sink.key(parameter, sink.hash(ofTypeText('', type.code, code), false));
    if (type.system) sink.key(parameter, sink.hash(ofTypeText(type.system, type.code, code), false));
  }
}

/** Parameters of addresses that most resources share. */
export const recurring: ReadonlySet<string> = new Set(['_profile']);

function readReference<V>(sink: EntrySink<V>, parameter: number, entry: ReferenceEntry): void {
  const { type, id, url, version, identifier } = entry;
  if (type !== undefined && id !== undefined) sink.link(parameter, type, id);
  if (url !== undefined && !url.startsWith('#')) {
    sink.key(parameter, sink.hash(urlText(url), false));
    if (version !== undefined) sink.key(parameter, sink.hash(urlText(`${url}|${version}`), false));
  }
  if (identifier) {
    sink.key(parameter, sink.hash(valueText(identifier.code), false));
    sink.key(parameter, sink.hash(termText(identifier.system ?? '', identifier.code), false));
  }
}

/** Addresses are kept as texts beside, for what lies under an address: the few that come again and again as terms, others as words. */
function readUri<V>(sink: EntrySink<V>, parameter: number, { param, value: url }: UriEntry): void {
  const recurs = recurring.has(param);
  const value = sink.hash(urlText(url), recurs);
  sink.key(parameter, value);
  if (recurs) sink.term(parameter, value, '', url, '');
  else sink.word(parameter, cutWord(url), null);
}

/** Code and amount of one element together: the pair is a term, the number an amount. */
function readPair<V>(sink: EntrySink<V>, parameter: number, parts: readonly Entry[]): void {
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
  const value = sink.hash(pairText(system, code, more), true);
  sink.term(parameter, value, system, code, more);
  if (second?.kind === 'quantity') sink.amount(parameter, value, second.lo, second.hi);
  else sink.key(parameter, value);
}

/** Tells the sink every row that a resource is found by; the list of all of its type is not among them. Values may come twice. */
export function readEntries<V>(index: TypeIndex, entries: readonly Entry[], sink: EntrySink<V>): void {
  let dated = false;
  for (const entry of entries) {
    const parameter = index.number(entry.param);
    switch (entry.kind) {
      case 'token':
        readToken(sink, parameter, index.hasTerms(entry.param), entry);
        break;
      case 'reference':
        readReference(sink, parameter, entry);
        break;
      case 'uri':
        readUri(sink, parameter, entry);
        break;
      case 'string': {
        const folded = cutWord(fold(entry.value));
        const exact = cutWord(entry.value);
        if (folded !== '') sink.word(parameter, folded, exact === folded ? null : exact);
        break;
      }
      case 'number':
        sink.amount(parameter, sink.hash(numberText, true), entry.lo, entry.hi);
        break;
      case 'quantity': {
        const more = unitText(entry);
        const value = sink.hash(unitKeyText(more), true);
        sink.term(parameter, value, entry.system ?? '', entry.code ?? '', more);
        sink.amount(parameter, value, entry.lo, entry.hi);
        break;
      }
      case 'date': {
        const lo = bounded(entry.lo);
        const hi = bounded(entry.hi);
        // The first one orders the lists; a further one, or a long one, is found as a moment.
        const first = !dated && entry.param === index.clinicalDate;
        if (first) {
          dated = true;
          sink.clinical(lo, hi);
        }
        if (!first || hi - lo > shortPeriod) sink.moment(parameter, lo, hi);
        break;
      }
      case 'composite':
        readPair(sink, parameter, entry.parts);
        break;
      case 'position':
        break;
    }
  }
}
