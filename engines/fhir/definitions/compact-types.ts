interface TypeSource {
  readonly code: string;
  readonly targetProfile?: readonly string[];
  readonly extension?: readonly { readonly url: string; readonly valueString?: string; readonly valueUrl?: string }[];
}

interface ConstraintSource {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  readonly expression?: string;
  readonly source?: string;
}

interface ElementSource {
  readonly path: string;
  readonly min: number;
  readonly max: string;
  readonly base?: { readonly path: string };
  readonly type?: readonly TypeSource[];
  readonly contentReference?: string;
  readonly binding?: { readonly strength: string; readonly valueSet?: string };
  readonly isSummary?: boolean;
  readonly isModifier?: boolean;
  readonly constraint?: readonly ConstraintSource[];
  readonly [other: string]: unknown;
}

export interface StructureSource {
  readonly resourceType: 'StructureDefinition';
  readonly url: string;
  readonly name: string;
  readonly type: string;
  readonly kind: string;
  readonly derivation?: string;
  readonly abstract: boolean;
  readonly baseDefinition?: string;
  readonly snapshot: { readonly element: readonly ElementSource[] };
}

const lastPart = (address: string): string => address.slice(address.lastIndexOf('/') + 1);
const unversioned = (canonical: string): string => canonical.split('|')[0] ?? canonical;

/** FHIR's own types: not the profiles on them, not logical models. */
const isType = ({ url, kind, derivation, type }: StructureSource): boolean =>
  ['resource', 'complex-type', 'primitive-type'].includes(kind) &&
  derivation !== 'constraint' &&
  url === `http://hl7.org/fhir/StructureDefinition/${type}`;

function typesOf({ path, type = [], contentReference }: ElementSource): object[] {
  if (contentReference) return [{ code: contentReference.replace(/^.*#/, '') }];
  return type.map(({ code, targetProfile, extension }) => {
    const real = extension?.find(({ url }) => url.endsWith('structuredefinition-fhir-type'))?.valueUrl ?? code;
    const targets = (targetProfile ?? []).map(lastPart).filter((target) => target !== 'Resource');
    const backbone = code === 'BackboneElement' || code === 'Element';
    return { code: backbone ? path : lastPart(real), ...(targets.length > 0 && { targets }) };
  });
}

const invariantsOf = (constraints: readonly ConstraintSource[] | undefined, keep: (constraint: ConstraintSource) => boolean) =>
  (constraints ?? []).flatMap((constraint) => {
    const { key, severity, expression } = constraint;
    return expression && keep(constraint) ? [{ key, severity, expression }] : [];
  });

function elementOf(element: ElementSource, bound: Set<string>, own: (constraint: ConstraintSource) => boolean): object {
  const { path, min, max, binding } = element;
  const last = path.slice(path.lastIndexOf('.') + 1);
  const name = last.replace('[x]', '');
  const required = binding?.strength === 'required' && binding.valueSet ? unversioned(binding.valueSet) : undefined;
  if (required) bound.add(required);
  const value = (prefix: string): unknown => Object.entries(element).find(([key]) => key.startsWith(prefix))?.[1];
  const invariants = invariantsOf(element.constraint, own);
  return {
    name,
    path,
    min,
    ...(max !== '1' && { max: max === '*' ? -1 : Number(max) }),
    ...(last.endsWith('[x]') && { choice: true }),
    types: typesOf(element),
    ...(required && { required }),
    ...(element.isSummary && { summary: true }),
    ...(element.isModifier && { modifier: true }),
    ...(value('fixed') !== undefined && { fixed: value('fixed') }),
    ...(value('pattern') !== undefined && { pattern: value('pattern') }),
    ...(invariants.length > 0 && { invariants }),
  };
}

/** Every type of R4 with the elements it adds to its base, backbone elements as types of their own; and the value sets that bind. */
export function compactTypes(sources: readonly StructureSource[]): { types: object; bound: ReadonlySet<string> } {
  const bound = new Set<string>();
  const types: Record<string, object> = {};
  for (const { type, kind, abstract, baseDefinition, snapshot } of sources.filter(isType)) {
    const [root, ...rest] = snapshot.element;
    if (!root) continue;
    const parents = new Set([type, ...rest.filter(({ type: of }) => hasChildren(of)).map(({ path }) => path)]);
    for (const parent of parents) {
      const isRoot = parent === type;
      const holder = isRoot ? root : rest.find(({ path }) => path === parent);
      const children = rest.filter(({ path }) => path.slice(0, path.lastIndexOf('.')) === parent);
      const base = isRoot ? (baseDefinition ? lastPart(baseDefinition) : undefined) : holder?.type?.[0]?.code;
      const inherited = ({ path, base: from }: ElementSource): boolean => from !== undefined && from.path !== path;
      const value = kind === 'primitive-type' ? rest.find(({ path }) => path === `${type}.value`)?.type?.[0] : undefined;
      const pattern = value?.extension?.find(({ url }) => url.endsWith('/regex'))?.valueString;
      // A snapshot repeats what it inherits: a rule belongs to the type it names as its source, else to the type its key is called after.
      const mine = ({ source, key }: ConstraintSource): boolean => (source ? lastPart(source) : (general(key) ?? type)) === type;
      const own = (child: ElementSource) => (rule: ConstraintSource) =>
        mine(rule) && !general(rule.key) && !hasChildren(child.type);
      types[parent] = {
        name: parent,
        kind: isRoot ? kind.replace('-type', '') : 'backbone',
        ...(base && { base }),
        ...(abstract && isRoot && { abstract: true }),
        elements: children.filter((child) => !inherited(child)).map((child) => elementOf(child, bound, own(child))),
        ...(invariantsOf(holder?.constraint, mine).length > 0 && { invariants: invariantsOf(holder?.constraint, mine) }),
        ...(pattern && { pattern }),
        ...(value && { system: value.code.replace(/^.*\//, '') }),
      };
    }
  }
  return { types, bound };
}

/** The general type that a rule is called after: `ele-1` stands on Element and so on every element. */
const general = (key: string): string | undefined =>
  ({ ele: 'Element', ext: 'Extension', dom: 'DomainResource' })[key.slice(0, key.indexOf('-'))];

const hasChildren = (types: readonly TypeSource[] | undefined): boolean =>
  types?.some(({ code }) => code === 'BackboneElement' || code === 'Element') ?? false;
