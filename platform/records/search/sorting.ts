import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import type { Sort } from '@songhua/engine-fhir/search/types.ts';
import type { Resource } from '@songhua/kernel';
import type { Condition } from './condition.ts';
import type { Cursor } from './cursor.ts';
import { type Found, mostLooked } from './page.ts';
import type { Searching } from './searching.ts';
import { type SortValue, sortValues } from './sort.ts';

/** How much a page may cost before another way is taken, or none. */
export interface SearchBounds {
  /** Candidates put in order one by one, at most. */
  readonly sorted: number;
  /** From so many candidates on an index in the order asked for is walked instead, if there is one. */
  readonly walked: number;
  /** Resources met on such a walk; a page that is not full by then is given as it is, with a mark of where to go on. */
  readonly met: number;
  /** Resources the engine decides on for one page. */
  readonly looked: number;
}
export const usualBounds: SearchBounds = { sorted: 20_000, walked: 2_000, met: 20_000, looked: mostLooked };

export interface Sorting {
  readonly searching: Searching;
  readonly extract: (resource: Resource) => readonly Entry[];
  readonly bounds: SearchBounds;
  /** What of the type is reached; a walk meets nothing else, for where it stands is told. */
  readonly reached?: Condition | undefined;
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
