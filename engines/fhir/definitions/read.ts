import type {
  Compartment,
  Definitions,
  ElementDefinition,
  Invariant,
  SearchParameter,
  TypeDefinition,
  ValueSet,
} from './types.ts';

type CompactElement = Omit<Partial<ElementDefinition>, 'max'> &
  Pick<ElementDefinition, 'name' | 'path' | 'min' | 'types'> & { readonly max?: number };

type CompactType = Pick<TypeDefinition, 'name' | 'kind' | 'base' | 'pattern' | 'system'> & {
  readonly abstract?: boolean;
  readonly elements: readonly CompactElement[];
  readonly invariants?: readonly Invariant[];
};

interface Compact {
  readonly version: string;
  readonly types: Readonly<Record<string, CompactType>>;
  readonly parameters: readonly (Omit<SearchParameter, 'base'> & Partial<Pick<SearchParameter, 'base'>>)[];
  readonly valueSets: Readonly<Record<string, ValueSet>>;
  readonly compartments: Readonly<Record<string, Compartment>>;
}

const none: readonly Invariant[] = [];

const elementOf = (element: CompactElement): ElementDefinition => ({
  ...element,
  max: element.max === undefined ? 1 : element.max < 0 ? Number.POSITIVE_INFINITY : element.max,
  choice: element.choice ?? false,
  summary: element.summary ?? false,
  modifier: element.modifier ?? false,
  invariants: element.invariants ?? none,
});

/** The compact definitions (r4.json, as text) with what each type inherits put in place. Throws on a text that is not ours. */
export function readDefinitions(text: string): Definitions {
  const { version, types: compact, parameters, valueSets, compartments } = JSON.parse(text) as Compact;
  const types = new Map<string, TypeDefinition>();
  const resolve = (name: string): TypeDefinition => {
    const known = types.get(name);
    if (known) return known;
    const own = compact[name];
    if (!own) throw new Error(`definitions: no type ${name}`);
    const base = own.base === undefined ? undefined : resolve(own.base);
    const type = {
      ...own,
      abstract: own.abstract ?? false,
      elements: [...(base?.elements ?? []), ...own.elements.map(elementOf)],
      invariants: [...(base?.invariants ?? []), ...(own.invariants ?? [])],
    };
    types.set(name, type);
    return type;
  };
  for (const name of Object.keys(compact)) resolve(name);
  const concrete = [...types.values()].filter(({ kind, abstract }) => kind === 'resource' && !abstract);
  return {
    version,
    types,
    resourceTypes: concrete.map(({ name }) => name).sort(),
    // Some parameters of the published extensions name no type they belong to.
    parameters: parameters.map((one) => ({ ...one, base: one.base ?? [] })),
    valueSets: new Map(Object.entries(valueSets)),
    compartments: new Map(Object.entries(compartments)),
  };
}
