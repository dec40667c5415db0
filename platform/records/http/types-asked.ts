import type { Filter } from '@songhua/engine-fhir/search/types.ts';

/** The types that conditions look into besides the one that is searched: what fulfils them tells of these, too. */
export function typesAsked(filters: readonly Filter[]): ReadonlySet<string> {
  const types = new Set<string>();
  const look = (filter: Filter): void => {
    switch (filter.kind) {
      case 'chain':
        for (const target of filter.targets) {
          types.add(target.type);
          look(target.filter);
        }
        return;
      case 'has':
        types.add(filter.type);
        look(filter.filter);
        return;
      case 'and':
      case 'or':
        filter.filters.forEach(look);
        return;
      case 'not':
        look(filter.filter);
        return;
      case 'types':
        for (const { filter: own } of filter.types) look(own);
        return;
      case 'list':
        types.add('List');
        return;
      default:
    }
  };
  filters.forEach(look);
  return types;
}
