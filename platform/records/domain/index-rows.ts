import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import { hashedValue, numberKey, valueKeyOf } from './keys.ts';
import { ofTypeText, readEntries, termText, urlText, valueText } from './read-entries.ts';
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

/** Key of a code with its system ('' for none). */
export const termKey = (parameter: number, system: string, code: string): bigint =>
  valueKeyOf(parameter, hashedValue(termText(system, code)));
/** Key of a value whatever its system; kept for parameters without a dictionary. */
export const valueKey = (parameter: number, code: string): bigint => valueKeyOf(parameter, hashedValue(valueText(code)));
export const ofTypeKey = (parameter: number, system: string, type: string, code: string): bigint =>
  valueKeyOf(parameter, hashedValue(ofTypeText(system, type, code)));
export const urlKey = (parameter: number, url: string): bigint => valueKeyOf(parameter, hashedValue(urlText(url)));

/** Rows of everything a resource is found by. Values that occur twice stand once. */
export function indexRows(index: TypeIndex, entries: readonly Entry[], numbers: Numbers): IndexRows {
  const keys = new Set([index.everyOne]);
  const words: Word[] = [];
  const amounts: Amount[] = [];
  const moments: Moment[] = [];
  const terms = new Map<bigint, Term>();
  const links = new Set<bigint>();
  let date: IndexRows['date'] = null;
  readEntries<bigint>(index, entries, {
    hash: hashedValue,
    key: (parameter, value) => keys.add(valueKeyOf(parameter, value)),
    term: (parameter, value, system, code, more) => {
      const key = valueKeyOf(parameter, value);
      terms.set(key, { key, parameter, system, code, more });
    },
    link: (parameter, type, id) => {
      const rid = numbers(type, id);
      if (rid === undefined) return;
      const key = numberKey(parameter, rid);
      keys.add(key);
      links.add(key);
    },
    word: (parameter, folded, exact) => words.push({ parameter, folded, exact }),
    amount: (parameter, value, lo, hi) => amounts.push({ key: valueKeyOf(parameter, value), lo, hi }),
    moment: (parameter, lo, hi) => moments.push({ parameter, lo, hi }),
    clinical: (lo, hi) => {
      date = { lo, hi };
    },
  });
  return { keys, words, amounts, moments, terms: [...terms.values()], links, date };
}
