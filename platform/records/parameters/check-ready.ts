import type { Filter, Parameter, Search } from '@songhua/engine-fhir/search/types.ts';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import { textsLiteral } from '../store/literals.ts';
import type { View } from '../view.ts';

/** The parameters that a filter asks. */
export function parametersOf(filter: Filter): readonly Parameter[] {
  switch (filter.kind) {
    case 'param':
    case 'missing':
      return [filter.parameter];
    case 'chain':
      return [filter.parameter, ...filter.targets.flatMap((target) => parametersOf(target.filter))];
    case 'has':
      return [filter.parameter, ...parametersOf(filter.filter)];
    case 'and':
    case 'or':
      return filter.filters.flatMap(parametersOf);
    case 'not':
      return parametersOf(filter.filter);
    case 'types':
      return filter.types.flatMap((type) => parametersOf(type.filter));
    case 'compartment':
      return filter.by.flatMap(({ parameters }) => parameters);
    case 'list':
    case 'text':
    case 'content':
      return [];
  }
}

interface Row {
  readonly number: number;
  readonly type: string;
  readonly code: string;
  readonly url: string;
  readonly state: string;
  readonly done: string;
  readonly total: string | null;
}

/**
 * Refuses a search by an added parameter that does not yet answer for all resources, with how far it has come. Reads in the search's own
 * snapshot: what is ready there has all its rows there.
 */
export async function checkReady(
  own: ReadonlySet<string>,
  view: View,
  tx: Tx,
  { filters, sort, includes, revincludes }: Search,
): Promise<Result<null>> {
  const asked = [
    ...filters.flatMap(parametersOf),
    ...sort.map(({ parameter }) => parameter),
    ...[...includes, ...revincludes].flatMap(({ parameters }) => parameters),
  ].filter(({ url }) => !own.has(url));
  if (asked.length === 0) return ok(null);
  const rows = await tx.query<Row>(
    `select p.number, p.type, p.code, p.url, p.state, j.done, j.total
       from records.added_parameter p left join records.index_job j on j.id = p.job
      where p.url = any($1::text[]) and p.state <> 'retired'`,
    [textsLiteral(new Set(asked.map(({ url }) => url)))],
    'records.asked-parameters',
  );
  for (const { url, resource, code } of asked) {
    const mine = rows.filter((row) => row.url === url && (resource === 'Resource' || row.type === resource));
    const known = view.added.filter((one) => one.definition.url === url && (resource === 'Resource' || one.type === resource));
    const numbers = new Set(known.map(({ number }) => number));
    if (mine.length === 0 || mine.some(({ number }) => !numbers.has(number)))
      return refuse('records.parameters-changed', { code });
    const open = mine.find(({ state }) => state === 'building');
    if (open) return refuse('records.parameter-not-ready', { code, done: Number(open.done), total: open.total ?? '?' });
  }
  return ok(null);
}
