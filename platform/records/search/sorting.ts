import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import type { Sort } from '@songhua/engine-fhir/search/types.ts';
import type { Resource } from '@songhua/kernel';
import type { Cursor } from './cursor.ts';
import type { Found } from './page.ts';
import type { Searching } from './searching.ts';
import { type SortValue, sortValues } from './sort.ts';

/** How many candidates are put in order one by one, and from how many on an index in the order asked for is walked instead. */
export interface SortBounds {
  readonly sorted: number;
  readonly walked: number;
  /** How many the engine looks at for one page, at most. */
  readonly looked?: number;
}
export const usualBounds: SortBounds = { sorted: 20_000, walked: 2_000 };

export interface Sorting {
  readonly searching: Searching;
  readonly extract: (resource: Resource) => readonly Entry[];
  readonly bounds: SortBounds;
}

export interface Wanted {
  readonly limit: number;
  readonly offset?: number;
  readonly cursor?: Cursor | undefined;
  readonly withLinks: boolean;
}

export type SortedPage = Found & { readonly next?: Cursor };

export const valuesOf = ({ extract }: Pick<Sorting, 'extract'>, sort: readonly Sort[], body: string): SortValue[] => {
  const resource = JSON.parse(body) as Resource;
  return sortValues(sort, extract(resource), resource);
};
