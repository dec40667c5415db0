import type { Filter, Parameter, Value } from '@songhua/engine-fhir/search/types.ts';
import type { Tx } from '@songhua/kernel';
import { type Directory, nameKey } from '../store/directory.ts';
import { numbersLiteral } from '../store/literals.ts';
import type { Looked, LookedTerm, Searching } from './searching.ts';

interface Wanted {
  readonly ids: { readonly type: string; readonly id: string }[];
  readonly parameters: Parameter[];
}

const simple = (values: readonly Value[]): Exclude<Value, { kind: 'composite' }>[] =>
  values.flatMap((value) => (value.kind === 'composite' ? value.parts : [value]));

/** Every id and every parameter with a dictionary of units that a filter names. */
function collect(filter: Filter, wanted: Wanted): void {
  switch (filter.kind) {
    case 'param':
      for (const value of simple(filter.values)) {
        if (value.kind !== 'reference' || value.id === undefined) continue;
        for (const type of value.types ?? []) wanted.ids.push({ type, id: value.id });
      }
      if (filter.parameter.type === 'quantity' || filter.parameter.type === 'composite') wanted.parameters.push(filter.parameter);
      return;
    case 'chain':
      for (const target of filter.targets) collect(target.filter, wanted);
      return;
    case 'types':
      for (const type of filter.types) collect(type.filter, wanted);
      return;
    case 'has':
    case 'not':
      collect(filter.filter, wanted);
      return;
    case 'and':
    case 'or':
      for (const part of filter.filters) collect(part, wanted);
      return;
    case 'compartment':
      wanted.ids.push({ type: filter.compartment, id: filter.id });
      return;
    case 'list':
      wanted.ids.push({ type: 'List', id: filter.id });
      return;
    case 'missing':
    case 'text':
    case 'content':
  }
}

/** What the filters name, looked up: numbers of ids, and the units and pairs of their parameters. At most two statements. */
export async function lookUp(
  tx: Tx,
  directory: Directory,
  searching: Searching,
  filters: readonly Filter[],
): Promise<Pick<Looked, 'rid' | 'terms'>> {
  const wanted: Wanted = { ids: [], parameters: [] };
  for (const filter of filters) collect(filter, wanted);
  const asked = wanted.ids.map(({ type, id }) => ({ type: searching.of(type).index.code, id }));
  const names = asked.length > 0 ? await directory.find(tx, asked) : new Map();
  const terms = new Map<number, LookedTerm[]>();
  const numbers = [...new Set(wanted.parameters.flatMap((parameter) => searching.numbersOf(parameter)))];
  if (numbers.length > 0) {
    const rows = await tx.query<{ key: string; parameter: number; system: string; code: string; more: string }>(
      'select key, parameter, system, code, more from records.term where parameter = any($1::smallint[])',
      [numbersLiteral(numbers)],
      'records.look-up-terms',
    );
    for (const { key, parameter, ...term } of rows) {
      const list = terms.get(parameter) ?? [];
      list.push({ key: BigInt(key), ...term });
      terms.set(parameter, list);
    }
  }
  return {
    rid: (type, id) => names.get(nameKey(searching.of(type).index.code, id))?.rid,
    terms: (parameter) => terms.get(parameter) ?? [],
  };
}
