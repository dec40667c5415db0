import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import { fold } from '@songhua/engine-fhir/search/fold.ts';
import type { Sort } from '@songhua/engine-fhir/search/types.ts';

export type SortValue = string | number | null;

/** The order of the database's texts (UTF-8, byte by byte): that of characters, where JavaScript compares halves of them. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left === right) continue;
    // Halves of a character beyond U+FFFF (D800 to DFFF) stand for more than whatever is one by itself.
    const beyond = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
    return beyond(left) - beyond(right);
  }
  return a.length - b.length;
}

const isBefore = (a: string | number, b: string | number): boolean =>
  typeof a === 'string' && typeof b === 'string' ? compareTexts(a, b) < 0 : a < b;

const least = <T extends string | number>(values: readonly T[], descending: boolean): T | null =>
  values.reduce<T | null>(
    (best, value) => (best === null || (descending ? isBefore(best, value) : isBefore(value, best)) ? value : best),
    null,
  );

/** What has no end ends with the numbers: a page's mark is written as JSON, which knows no infinity. */
const finite = (value: number): number => Math.min(Math.max(value, -Number.MAX_VALUE), Number.MAX_VALUE);

const valueIn = (entry: Entry, descending: boolean): string | number | undefined => {
  switch (entry.kind) {
    case 'string':
      // What folds to nothing is found by nothing, and sorted by nothing.
      return fold(entry.value) || undefined;
    case 'token':
      return entry.code ?? entry.text;
    case 'date':
    case 'number':
      return finite(descending ? entry.hi : entry.lo);
    case 'quantity':
      return finite((entry.canonical ?? entry)[descending ? 'hi' : 'lo']);
    case 'uri':
      return entry.value;
    case 'reference':
      return entry.id === undefined ? entry.url : `${entry.type}/${entry.id}`;
    case 'position':
    case 'composite':
      return undefined;
  }
};

/** What a resource is sorted by: of several values the one that comes first in that direction; null for none. */
export function sortValues(
  sort: readonly Sort[],
  entries: readonly Entry[],
  resource: { readonly [name: string]: unknown },
): SortValue[] {
  return sort.map(({ parameter: { code, storedAs }, descending }) => {
    if (code === '_id') return String(resource['id']);
    if (code === '_lastUpdated') return Date.parse((resource['meta'] as { lastUpdated: string }).lastUpdated);
    const values = entries.filter(({ param }) => storedAs.includes(param)).flatMap((entry) => valueIn(entry, descending) ?? []);
    return least(values, descending);
  });
}

/** The order of two rows of sort values; who has none comes last, whatever the direction. */
export function compareValues(sort: readonly Sort[], a: readonly SortValue[], b: readonly SortValue[]): number {
  for (const [at, { descending }] of sort.entries()) {
    const [left = null, right = null] = [a[at], b[at]];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return isBefore(left, right) === descending ? 1 : -1;
  }
  return 0;
}
