import type { Filter, Search } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Result } from '@songhua/kernel';
import type { Work } from '../interactions/types.ts';
import { checkMasked } from '../mask/check-masked.ts';
import { mayAsk } from '../reach/ways.ts';

/** The types that conditions look into besides the one that is searched; of each set of them one must be open to who asks. */
function typesAsked(filters: readonly Filter[]): readonly (readonly string[])[] {
  const asked: (readonly string[])[] = [];
  const look = (filter: Filter): void => {
    switch (filter.kind) {
      case 'chain':
        asked.push(filter.targets.map(({ type }) => type));
        for (const target of filter.targets) look(target.filter);
        return;
      case 'has':
        asked.push([filter.type]);
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
        asked.push(['List']);
        return;
      case 'param':
        // What stands above or below is found through the resources it is part of.
        if (filter.modifier !== 'above' && filter.modifier !== 'below') return;
        for (const value of filter.values) {
          const types = value.kind === 'reference' ? (value.types ?? []) : [];
          if (types.length > 0) asked.push(types);
        }
        return;
      default:
    }
  };
  filters.forEach(look);
  return asked;
}

/**
 * Whether a reader may search a type so. What it reaches of the types that conditions look into is decided row by row; one that it may not
 * search at all, and a question that would tell what its lists mask, is refused by name, whatever is stored.
 */
export function checkSearch(
  { reader, store }: Pick<Work, 'reader' | 'store'>,
  type: string | null,
  search: Search,
): Result<null> {
  if (!reader) return ok(null);
  for (const types of [[type ?? '*'], ...typesAsked(search.filters)]) {
    const answers = types.map((one) => mayAsk(reader, one, 's'));
    const refused = answers.find((answer) => !answer.ok);
    if (refused && answers.every((answer) => !answer.ok)) return refused;
  }
  return checkMasked(store.definitions, store.view, reader, type, search);
}
