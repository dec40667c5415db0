import type { Filter } from '@songhua/engine-fhir/search/types.ts';

/** What every type has, beside its own parameters. */
const ofEveryType: ReadonlySet<string> = new Set(['_id', '_tag', '_security']);

const plainModifiers: ReadonlySet<string> = new Set(['exact', 'identifier', 'of-type']);

/** Decided on the resource's own values, alike in SQL and by the engine. `isOwn`: the parameter is R4's and not one added at run time. */
function isPlain(filter: Filter, isOwn: (url: string) => boolean): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.filters.every((part) => isPlain(part, isOwn));
    case 'not':
      return isPlain(filter.filter, isOwn);
    case 'param':
      return (
        !filter.differs && (filter.modifier === undefined || plainModifiers.has(filter.modifier)) && isOwn(filter.parameter.url)
      );
    default:
      return false;
  }
}

/** Reads a query of a type; null when it cannot be understood. */
export type ReadQuery = (type: string, query: readonly (readonly [string, string])[]) => readonly Filter[] | null;

/**
 * The criteria of a way as filters of a type, all of which must hold. Null when the type cannot be asked so, or they ask for more than
 * the resource's own values: then the way leads to nothing of it.
 */
export function readCriteria(
  type: string,
  criteria: readonly string[],
  read: ReadQuery,
  isOwn: (url: string) => boolean,
): readonly Filter[] | null {
  const query = criteria.flatMap((one) => [...new URLSearchParams(one)]);
  if (query.length === 0 || query.some(([name]) => name.startsWith('_') && !ofEveryType.has(name))) return null;
  const filters = read(type, query);
  return filters !== null && filters.length > 0 && filters.every((filter) => isPlain(filter, isOwn)) ? filters : null;
}
