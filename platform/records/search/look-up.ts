import type { Filter, Parameter, Value } from '@songhua/engine-fhir/search/types.ts';
import type { Tx } from '@songhua/kernel';
import { type Directory, nameKey } from '../store/directory.ts';
import { numbersLiteral, textsLiteral } from '../store/literals.ts';
import { type Looked, type LookedTerm, type Searching, valuesOf } from './searching.ts';

interface Wanted {
  readonly ids: { readonly type: string; readonly id: string }[];
  /** Parameters whose units are asked for. */
  readonly units: Parameter[];
  /** Parameters whose pairs are asked for, by their first code; all pairs where it is not said. */
  readonly pairs: { readonly parameter: Parameter; readonly code: string | undefined }[];
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
      if (filter.parameter.type === 'quantity') wanted.units.push(filter.parameter);
      for (const { parts } of valuesOf(filter, 'composite')) {
        const [first] = parts;
        wanted.pairs.push({ parameter: filter.parameter, code: first?.kind === 'token' ? first.code : undefined });
      }
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

type Term = Omit<LookedTerm, 'key'> & { readonly key: string; readonly parameter: number };

/** The dictionary of these parameters: all of it, or of pairs those whose first code is one of these. */
async function readTerms(tx: Tx, searching: Searching, { units, pairs }: Wanted): Promise<Term[]> {
  const numbersOf = (parameters: readonly Parameter[]): string =>
    numbersLiteral(new Set(parameters.flatMap((parameter) => searching.numbersOf(parameter))));
  const columns = 'select key, parameter, system, code, more from records.term where parameter = any($1::smallint[])';
  const codes = pairs.flatMap(({ code }) => code ?? []);
  const whole = codes.length < pairs.length;
  const all = [...units, ...(whole ? pairs.map(({ parameter }) => parameter) : [])];
  const whenAll = all.length > 0 ? await tx.query<Term>(columns, [numbersOf(all)], 'records.look-up-terms') : [];
  if (whole || pairs.length === 0) return whenAll;
  const some = [numbersOf(pairs.map(({ parameter }) => parameter)), textsLiteral(new Set(codes))];
  const ofCodes = await tx.query<Term>(`${columns} and code = any($2::text[])`, some, 'records.look-up-pairs');
  return [...whenAll, ...ofCodes];
}

/** What the filters name, looked up: numbers of ids, and the units and pairs of their parameters. At most three statements. */
export async function lookUp(
  tx: Tx,
  directory: Directory,
  searching: Searching,
  filters: readonly Filter[],
): Promise<Pick<Looked, 'rid' | 'terms'>> {
  const wanted: Wanted = { ids: [], units: [], pairs: [] };
  for (const filter of filters) collect(filter, wanted);
  const asked = wanted.ids.map(({ type, id }) => ({ type: searching.of(type).index.code, id }));
  // What the directory says of an id never changes: it needs no snapshot.
  const unbound: Tx = { ...tx, query: (text, values, name) => tx.alone(text, values ?? [], name) };
  const names = asked.length > 0 ? await directory.find(unbound, asked) : new Map();
  const terms = Map.groupBy(await readTerms(tx, searching, wanted), ({ parameter }) => parameter);
  const read = new Map(
    [...terms].map(([parameter, own]) => [parameter, own.map((term) => ({ ...term, key: BigInt(term.key) }))] as const),
  );
  return {
    rid: (type, id) => names.get(nameKey(searching.of(type).index.code, id))?.rid,
    terms: (parameter) => read.get(parameter) ?? [],
  };
}
