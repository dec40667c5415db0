/** A type that an element may have. `targets` are the resource types a Reference or canonical may point to; none means any. */
export interface ElementType {
  readonly code: string;
  readonly targets?: readonly string[];
}

/** One element of a type, without what it inherits from its own type. */
export interface ElementDefinition {
  /** Name in JSON without the type suffix of a choice: `value` for `value[x]`. */
  readonly name: string;
  /** As the specification writes it: `Observation.value[x]`. */
  readonly path: string;
  readonly min: number;
  /** Infinity for `*`. */
  readonly max: number;
  /** True for `value[x]`: in JSON the name carries the type, `valueQuantity`. */
  readonly choice: boolean;
  /** For a backbone element the one code is its path, a key of `Definitions.types`; the same for a content reference. */
  readonly types: readonly ElementType[];
  /** Canonical address of the value set of a required binding. */
  readonly required?: string;
  readonly summary: boolean;
  /** `isModifier` */
  readonly modifier: boolean;
  readonly fixed?: unknown;
  readonly pattern?: unknown;
  /** Rules of this element alone, beside those of its type. */
  readonly invariants: readonly Invariant[];
}

export interface Invariant {
  readonly key: string;
  readonly severity: 'error' | 'warning';
  /** FHIRPath, evaluated on the element that carries it. */
  readonly expression: string;
}

export interface TypeDefinition {
  /** `Observation`, `Quantity`, `code`, or the path of a backbone element such as `Observation.component`. */
  readonly name: string;
  readonly kind: 'resource' | 'complex' | 'primitive' | 'backbone';
  /** The type it specialises; none for Element and Resource. */
  readonly base?: string;
  readonly abstract: boolean;
  /** Inherited ones first, in the order of the specification. */
  readonly elements: readonly ElementDefinition[];
  /** Rules on the type itself, inherited ones first. */
  readonly invariants: readonly Invariant[];
  /** For primitives: what the text form must match, from first to last character. */
  readonly pattern?: string;
  /** For primitives: the FHIRPath system type, e.g. `System.String`. */
  readonly system?: string;
}

export type SearchType = 'number' | 'date' | 'string' | 'token' | 'reference' | 'composite' | 'quantity' | 'uri' | 'special';

export interface SearchParameter {
  /** Canonical address. */
  readonly url: string;
  /** Name in a query: `code`, `_lastUpdated`. */
  readonly code: string;
  /** Types it belongs to; `Resource` and `DomainResource` for the common ones. */
  readonly base: readonly string[];
  readonly type: SearchType;
  /** FHIRPath from the resource; absent for `_text`, `_content`, `_query` … */
  readonly expression?: string;
  readonly target?: readonly string[];
  /** Of a composite: the parameters' canonical addresses and FHIRPath from the composite's own focus. */
  readonly component?: readonly { readonly definition: string; readonly expression: string }[];
}

/** Codes of a value set that can be listed, by system. */
export type ValueSet = Readonly<Record<string, readonly string[]>>;

/** Type -> search parameters that put a resource of this type into the compartment; `{def}` is the focal type itself. */
export type Compartment = Readonly<Record<string, readonly string[]>>;

/** FHIR R4 (4.0.1) in the form the engine works with. Source: the package hl7.fhir.r4.examples, CC0. */
export interface Definitions {
  readonly version: string;
  readonly types: ReadonlyMap<string, TypeDefinition>;
  /** Concrete resource types, sorted. */
  readonly resourceTypes: readonly string[];
  readonly parameters: readonly SearchParameter[];
  /** Value sets of required bindings; one that cannot be listed (all of UCUM, MIME types …) is absent. */
  readonly valueSets: ReadonlyMap<string, ValueSet>;
  /** By focal type: Patient, Encounter, Practitioner, RelatedPerson, Device. */
  readonly compartments: ReadonlyMap<string, Compartment>;
}
