import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import { type Actor, ok, type Result } from '@songhua/kernel';
import { checkScope } from './scopes.ts';

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
      case 'param':
        // What stands above or below is found through the resources it is part of. Terminology is open to whoever may search.
        if (filter.modifier !== 'above' && filter.modifier !== 'below') return;
        for (const value of filter.values) {
          for (const type of value.kind === 'reference' ? (value.types ?? []) : []) types.add(type);
        }
        return;
      default:
    }
  };
  filters.forEach(look);
  return types;
}

/** A client may search a type by conditions that look into types it may search, too. */
export function checkSearch(actor: Actor, type: string | null, filters: readonly Filter[]): Result<null> {
  for (const searched of [type ?? '*', ...typesAsked(filters)]) {
    const scope = checkScope(actor, searched, 's');
    if (!scope.ok) return scope;
  }
  return ok(null);
}
