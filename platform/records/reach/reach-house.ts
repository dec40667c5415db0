import type { Definitions } from '@songhua/engine-fhir/definitions/types.ts';
import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import { compileFilter, isExact } from '../search/compile-filter.ts';
import type { ReachHouse } from '../search/reaching.ts';
import type { Searching } from '../search/searching.ts';
import type { Directory } from '../store/directory.ts';
import { once, type View } from '../view.ts';
import { type ReadQuery, readCriteria } from './read-criteria.ts';

/** Criteria that a process remembers as filters; the rest are read each time. */
const mostRemembered = 1_000;

const unlooked = {
  codes: () => undefined,
  reach: () => undefined,
  found: () => undefined,
  rid: () => undefined,
  terms: () => [],
  fullText: false,
};

/** What reaching stands on, by the parameters of one epoch. `own` are the addresses of R4's own parameters. */
export function reachHouse(
  directory: Directory,
  view: View,
  definitions: Definitions,
  own: ReadonlySet<string>,
  searching: (type: string) => Searching,
  read: ReadQuery,
): ReachHouse {
  const known = new Map<string, readonly Filter[] | null>();
  const isSql = (type: string, filter: Filter): boolean =>
    isExact(compileFilter({ ...searching(type), type, looked: unlooked }, filter));
  return {
    directory,
    searching,
    people: once((type) => view.people(type)),
    resourceTypes: definitions.resourceTypes,
    criteria: (type, criteria) => {
      const key = JSON.stringify([type, ...criteria]);
      const before = known.get(key);
      if (before !== undefined) return before;
      const filters = readCriteria(type, criteria, read, (url) => own.has(url));
      // What SQL leaves to the engine leads nowhere: every row is tested where it lies.
      const whole = filters?.every((filter) => isSql(type, filter)) ? filters : null;
      if (known.size < mostRemembered) known.set(key, whole);
      return whole;
    },
  };
}
