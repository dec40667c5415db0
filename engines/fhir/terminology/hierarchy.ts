type Json = Readonly<Record<string, unknown>>;

/** A concept of a code system with what stands directly above it. */
export interface Concept {
  readonly code: string;
  readonly parents: readonly string[];
  readonly properties: ReadonlyMap<string, readonly string[]>;
}

/** The concepts of a code system and their order. */
export interface Hierarchy {
  readonly system: string;
  /** False when the resource does not list all concepts. */
  readonly complete: boolean;
  readonly concepts: ReadonlyMap<string, Concept>;
  /** The code itself and all above it. */
  above(code: string): ReadonlySet<string>;
  /** The code itself and all below it. */
  below(code: string): ReadonlySet<string>;
}

const objects = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter((item): item is Json => typeof item === 'object' && item !== null) : [];

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Properties that name parents or children where nesting does not say it: https://hl7.org/fhir/R4/codesystem.html#hierarchy */
const parentUris = new Set(['http://hl7.org/fhir/concept-properties#parent']);
const childUris = new Set(['http://hl7.org/fhir/concept-properties#child']);

function names(codeSystem: Json, uris: ReadonlySet<string>, usual: string): ReadonlySet<string> {
  const declared = objects(codeSystem['property']).filter(({ uri }) => uris.has(text(uri) ?? ''));
  return new Set([usual, ...declared.flatMap(({ code }) => text(code) ?? [])]);
}

const propertyValue = (property: Json): string | undefined => {
  for (const [key, value] of Object.entries(property)) {
    if (!key.startsWith('value')) continue;
    if (typeof value === 'object' && value !== null) return text((value as Json)['code']);
    return String(value);
  }
  return undefined;
};

/** Reads a CodeSystem: order by nesting and by the properties `parent`, `child` and `subsumedBy`, cycles allowed for. */
export function readHierarchy(codeSystem: object): Hierarchy {
  const resource = codeSystem as Json;
  const parentNames = new Set([...names(resource, parentUris, 'parent'), 'subsumedBy']);
  const childNames = names(resource, childUris, 'child');
  const parents = new Map<string, Set<string>>();
  const properties = new Map<string, Map<string, string[]>>();
  const add = (code: string, parent: string | undefined): void => {
    const known = parents.get(code) ?? new Set();
    if (parent !== undefined && parent !== code) known.add(parent);
    parents.set(code, known);
  };
  const open: { readonly concept: Json; readonly parent: string | undefined }[] = objects(resource['concept']).map((concept) => ({
    concept,
    parent: undefined,
  }));
  const edges: [string, string][] = [];
  for (let next = open.pop(); next; next = open.pop()) {
    const code = text(next.concept['code']);
    if (code === undefined) continue;
    add(code, next.parent);
    const own = properties.get(code) ?? new Map<string, string[]>();
    properties.set(code, own);
    for (const property of objects(next.concept['property'])) {
      const name = text(property['code']) ?? '';
      const value = propertyValue(property);
      if (value === undefined) continue;
      own.set(name, [...(own.get(name) ?? []), value]);
      if (parentNames.has(name)) edges.push([code, value]);
      if (childNames.has(name)) edges.push([value, code]);
    }
    for (const concept of objects(next.concept['concept'])) open.push({ concept, parent: code });
  }
  for (const [code, parent] of edges) if (parents.has(code) && parents.has(parent)) add(code, parent);
  const children = new Map<string, string[]>();
  for (const [code, above] of parents) {
    for (const parent of above) {
      const known = children.get(parent);
      if (known) known.push(code);
      else children.set(parent, [code]);
    }
  }
  const reach = (code: string, next: (code: string) => Iterable<string>): ReadonlySet<string> => {
    const seen = new Set([code]);
    for (const one of seen) for (const other of next(one)) seen.add(other);
    return seen;
  };
  return {
    system: text(resource['url']) ?? '',
    complete: resource['content'] === 'complete',
    concepts: new Map(
      [...parents].map(([code, above]) => [code, { code, parents: [...above], properties: properties.get(code) ?? new Map() }]),
    ),
    above: (code) => reach(code, (one) => parents.get(one) ?? []),
    below: (code) => reach(code, (one) => children.get(one) ?? []),
  };
}
