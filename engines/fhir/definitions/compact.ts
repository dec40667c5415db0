import { compactTypes, type StructureSource } from './compact-types.ts';

/** A definition as the specification publishes it; only what is read here. */
export type Source = StructureSource | SearchParameterSource | ValueSetSource | CodeSystemSource | CompartmentSource;

interface SearchParameterSource {
  readonly resourceType: 'SearchParameter';
  readonly url: string;
  readonly code: string;
  readonly base: readonly string[];
  readonly type: string;
  readonly expression?: string;
  readonly target?: readonly string[];
  readonly component?: readonly { readonly definition: string; readonly expression: string }[];
}

interface Include {
  readonly system?: string;
  readonly concept?: readonly { readonly code: string }[];
  readonly filter?: unknown;
  readonly valueSet?: unknown;
}

interface ValueSetSource {
  readonly resourceType: 'ValueSet';
  readonly url: string;
  readonly compose?: { readonly include?: readonly Include[]; readonly exclude?: unknown };
}

interface Concept {
  readonly code: string;
  readonly concept?: readonly Concept[];
}

interface CodeSystemSource {
  readonly resourceType: 'CodeSystem';
  readonly url: string;
  readonly content: string;
  readonly concept?: readonly Concept[];
}

interface CompartmentSource {
  readonly resourceType: 'CompartmentDefinition';
  readonly code: string;
  readonly url: string;
  readonly resource?: readonly { readonly code: string; readonly param?: readonly string[] }[];
}

const allCodes = (concepts: readonly Concept[] = []): string[] =>
  concepts.flatMap(({ code, concept }) => [code, ...allCodes(concept)]);

/** The codes of a value set by system, or null when they cannot be listed from what the specification ships. */
function listCodes(
  { compose }: ValueSetSource,
  systems: ReadonlyMap<string, readonly string[]>,
): Record<string, string[]> | null {
  const listed: Record<string, string[]> = {};
  for (const { system, concept, filter, valueSet } of compose?.include ?? []) {
    const codes = concept?.map(({ code }) => code) ?? (system === undefined ? undefined : systems.get(system));
    if (system === undefined || !codes || filter || valueSet || compose?.exclude) return null;
    listed[system] = [...(listed[system] ?? []), ...codes];
  }
  return Object.keys(listed).length > 0 ? listed : null;
}

const isOf =
  <T extends Source['resourceType']>(type: T) =>
  (source: Source): source is Extract<Source, { resourceType: T }> =>
    source.resourceType === type;

const parameterOf = ({ url, code, base, type, expression, target, component }: SearchParameterSource) => ({
  url,
  code,
  base,
  type,
  ...(expression && { expression }),
  ...(target && { target }),
  ...(component && { component: component.map(({ definition, expression: path }) => ({ definition, expression: path })) }),
});

/**
 * The published definitions cut down to what the engine reads: types with what they add to their base, search parameters, value
 * sets of required bindings, compartments. Texts for people are left out. Pure: the same sources give the same bytes.
 */
export function compactDefinitions(sources: readonly Source[]): object {
  const { types, bound } = compactTypes(sources.filter(isOf('StructureDefinition')));
  const systems = new Map(
    sources
      .filter(isOf('CodeSystem'))
      .filter(({ content }) => content === 'complete')
      .map(({ url, concept }) => [url, allCodes(concept)] as const),
  );
  const valueSets = sources
    .filter(isOf('ValueSet'))
    .filter(({ url }) => bound.has(url))
    .flatMap((set) => {
      const listed = listCodes(set, systems);
      return listed ? [[set.url, listed] as const] : [];
    });
  const compartments = sources
    .filter(isOf('CompartmentDefinition'))
    .filter(({ url }) => url.startsWith('http://hl7.org/fhir/CompartmentDefinition/') && !url.endsWith('/example'))
    .map(({ code, resource = [] }) => [code, Object.fromEntries(resource.flatMap((r) => (r.param ? [[r.code, r.param]] : [])))]);
  return {
    version: '4.0.1',
    types,
    parameters: sources
      .filter(isOf('SearchParameter'))
      .filter(({ url }) => url.startsWith('http://hl7.org/fhir/SearchParameter/') && !url.endsWith('/example'))
      .map(parameterOf),
    valueSets: Object.fromEntries(valueSets),
    compartments: Object.fromEntries(compartments),
  };
}
