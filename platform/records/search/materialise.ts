import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Result, refuse } from '@songhua/kernel';

/** Resources a condition within another may be found to be fulfilled by, at most, when it must be known in full. */
export const mostWithin = 20_000;

/** Conditions found out beforehand: on which type, and the v of those that fulfil them. */
export type Beforehand = Map<Filter, { readonly type: string; readonly vs: readonly bigint[] }>;

/** All resources of a type that fulfil a filter, or a refusal when they are too many. */
export type FindAll = (type: string, filter: Filter, beforehand: Beforehand) => Promise<Result<readonly bigint[]>>;

const tooMany = (): Result<never> => refuse('records.search-too-costly', { looked: mostWithin, limit: mostWithin });

/** What the engine can decide looking at the resource alone. */
const isOfResource = (filter: Filter): boolean => {
  if (filter.kind !== 'param') return filter.kind !== 'chain' && filter.kind !== 'has' && filter.kind !== 'list';
  return filter.parameter.type !== 'reference' || (filter.modifier !== 'above' && filter.modifier !== 'below');
};

const partsOf = (filter: Filter): readonly Filter[] =>
  filter.kind === 'and' || filter.kind === 'or' ? filter.filters : filter.kind === 'not' ? [filter.filter] : [];

/**
 * Finds out what a later step cannot: conditions on other resources that SQL does not decide alone (the inner ones first), and
 * conditions on other resources that stand beside what the engine must decide.
 */
export async function findBeforehand(
  type: string,
  filters: readonly Filter[],
  { isExact, findAll }: { isExact: (type: string, filter: Filter) => boolean; findAll: FindAll },
): Promise<Result<Beforehand>> {
  const beforehand: Beforehand = new Map();
  const inner = async (of: string, filter: Filter): Promise<Result<null>> => {
    const within = await visit(of, filter);
    if (!within.ok || isExact(of, filter)) return within;
    const vs = await findAll(of, filter, beforehand);
    if (!vs.ok) return vs;
    if (vs.value.length > mostWithin) return tooMany();
    beforehand.set(filter, { type: of, vs: vs.value });
    return ok(null);
  };
  const visit = async (of: string, filter: Filter): Promise<Result<null>> => {
    const others =
      filter.kind === 'chain' || filter.kind === 'types' ? (filter.kind === 'chain' ? filter.targets : filter.types) : [];
    for (const target of others) {
      const done = filter.kind === 'chain' ? await inner(target.type, target.filter) : await visit(target.type, target.filter);
      if (!done.ok) return done;
    }
    if (filter.kind === 'has') return inner(filter.type, filter.filter);
    for (const part of partsOf(filter)) {
      const done = await visit(of, part);
      if (!done.ok) return done;
    }
    // A condition on others beside one for the engine: the engine needs its answer as a set.
    if (partsOf(filter).length > 0 && !isExact(of, filter)) {
      for (const part of partsOf(filter).filter((one) => !isOfResource(one))) {
        const vs = await findAll(of, part, beforehand);
        if (!vs.ok) return vs;
        if (vs.value.length > mostWithin) return tooMany();
        beforehand.set(part, { type: of, vs: vs.value });
      }
    }
    return ok(null);
  };
  for (const filter of filters) {
    const done = await visit(type, filter);
    if (!done.ok) return done;
  }
  return ok(beforehand);
}
