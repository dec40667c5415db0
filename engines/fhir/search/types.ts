import type { SearchParameter, SearchType } from '../definitions/types.ts';
import type { Canonical } from './entries.ts';

/** One search parameter as it applies to one type of resource. */
export interface Parameter {
  /** Type it is resolved for, e.g. `Observation`; `Resource` when the search is over several types and all have it. */
  readonly resource: string;
  readonly code: string;
  readonly url: string;
  readonly type: SearchType;
  readonly expression?: string;
  /** Types that a reference may point to; empty: any. */
  readonly targets: readonly string[];
  /** Of a composite, in order. */
  readonly components: readonly Component[];
  /** Types of the elements the expression yields: `CodeableConcept`, `Period` … Empty where it cannot be told. */
  readonly elements: readonly string[];
  /**
   * Codes whose entries together answer this parameter. Mostly its own code alone; `patient` of Observation is answered by
   * `subject`, `combo-code` by `code` and `component-code`. Empty for what is read from the resource's row or text: `_id`,
   * `_lastUpdated`, `_text`, `_content` …
   */
  readonly storedAs: readonly string[];
  /** Only entries that refer to one of these types count; set where storedAs is wider than the parameter. */
  readonly restrictTo?: readonly string[];
  /** Systems that a plain `code` element of it implies, from the required binding. */
  readonly implied: readonly string[];
}

export interface Component {
  readonly parameter: Parameter;
  /** FHIRPath from the composite's focus. */
  readonly expression: string;
}

/** Every parameter by type and code. */
export interface Catalogue {
  readonly types: ReadonlyMap<string, ReadonlyMap<string, Parameter>>;
  /** Those that every resource has. */
  readonly common: ReadonlyMap<string, Parameter>;
  /** As published or added, all of them. */
  readonly definitions: readonly SearchParameter[];
}

/** One rule broken by one part of the input. `field` is the parameter as the client wrote it. The shape of the kernel's FieldError. */
export interface SearchError {
  readonly field: string;
  readonly rule: string;
  readonly value?: string;
  readonly message: { readonly zh: string; readonly en: string };
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly SearchError[] };

/**
 * `ap` stands for "overlaps lo..hi": the range is already widened. For number and quantity, `lo` and `hi` of eq, ne and ap are the
 * range that the written precision implies (5.4 is [5.35, 5.45)), of the others both are the number itself.
 */
export type Prefix = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';

/** One value of a parameter, read by the parameter's type and modifier. */
export type Value =
  | TokenValue
  | ReferenceValue
  | StringValue
  | DateValue
  | NumberValue
  | QuantityValue
  | UriValue
  | NearValue
  | CompositeValue;

export type SimpleValue = Exclude<Value, CompositeValue>;

/** `code`: no system. `system|code`: both. `|code`: system is '' and stands for an entry without one. `system|`: no code. */
export interface TokenValue {
  readonly kind: 'token';
  readonly system?: string;
  readonly code?: string;
  /** With modifier `of-type`: the identifier's type; code is then the identifier's value. */
  readonly of?: { readonly system?: string; readonly code: string };
}

/** Either id, and the types it may be of (never empty), or url. */
export interface ReferenceValue {
  readonly kind: 'reference';
  readonly types?: readonly string[];
  readonly id?: string;
  readonly url?: string;
  /** Of a canonical (`url|version`) or of a version-specific reference. */
  readonly version?: string;
}

/** For string parameters, and for `:text` of tokens. */
export interface StringValue {
  readonly kind: 'string';
  /** As written, unescaped; compared by `exact`. */
  readonly value: string;
  readonly folded: string;
}

/** lo inclusive, hi exclusive, milliseconds since 1970. */
export interface DateValue {
  readonly kind: 'date';
  readonly prefix: Prefix;
  readonly lo: number;
  readonly hi: number;
}

/** lo inclusive, hi exclusive for eq and ne; lo = hi otherwise, except ap. */
export interface NumberValue {
  readonly kind: 'number';
  readonly prefix: Prefix;
  readonly lo: number;
  readonly hi: number;
}

/**
 * `5.4|system|code`: both must be the entry's. `5.4||code`: system is undefined and code is the entry's code or unit. `5.4`:
 * neither, any unit. With a unit of UCUM, canonical is compared instead where the entry has one.
 */
export interface QuantityValue {
  readonly kind: 'quantity';
  readonly prefix: Prefix;
  readonly lo: number;
  readonly hi: number;
  readonly system?: string;
  readonly code?: string;
  readonly canonical?: Canonical;
}

/** Also the value set of `:in`. */
export interface UriValue {
  readonly kind: 'uri';
  readonly value: string;
}

/** Degrees and metres. */
export interface NearValue {
  readonly kind: 'near';
  readonly latitude: number;
  readonly longitude: number;
  readonly distance: number;
}

export interface CompositeValue {
  readonly kind: 'composite';
  readonly parts: readonly SimpleValue[];
}

/**
 * How values are compared when not by default. string: exact, contains; equals and ends (folded) come from `_filter`. token: text,
 * in, above, below, of-type. uri and canonical: above, below. reference: identifier (values are tokens), above, below.
 */
export type Modifier = 'exact' | 'contains' | 'equals' | 'ends' | 'text' | 'in' | 'above' | 'below' | 'of-type' | 'identifier';

/** A condition on a resource. `:not` and `:not-in` are `not` around the plain condition, so resources without a value are found. */
export type Filter =
  | ParamFilter
  /** `missing` true: no entry at all; false: at least one. */
  | { readonly kind: 'missing'; readonly parameter: Parameter; readonly missing: boolean }
  /** The parameter refers to a resource of one of these types that satisfies that type's filter. */
  | { readonly kind: 'chain'; readonly parameter: Parameter; readonly targets: readonly TypeFilter[] }
  /** A resource of this type satisfies the filter and refers here by the parameter. */
  | { readonly kind: 'has'; readonly type: string; readonly parameter: Parameter; readonly filter: Filter }
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  /** The resource is of one of these types and satisfies that type's filter; for searches over several types. */
  | { readonly kind: 'types'; readonly types: readonly TypeFilter[] }
  /** An item of the List refers to the resource. */
  | { readonly kind: 'list'; readonly id: string }
  /** Every word (folded; a phrase may hold spaces) occurs in the narrative, or in any string of the resource. */
  | { readonly kind: 'text' | 'content'; readonly words: readonly string[] }
  | CompartmentFilter;

export interface ParamFilter {
  readonly kind: 'param';
  readonly parameter: Parameter;
  readonly modifier?: Modifier;
  /** ORed, at least one. */
  readonly values: readonly Value[];
  /** From `_filter`'s `ne` on token, string, reference, uri: some entry is unlike all values. */
  readonly differs?: true;
}

export interface TypeFilter {
  readonly type: string;
  readonly filter: Filter;
}

/** The resource is `compartment/id` itself (where `self`) or refers to it by one of the parameters of its type. */
export interface CompartmentFilter {
  readonly kind: 'compartment';
  readonly compartment: string;
  readonly id: string;
  readonly by: readonly { readonly type: string; readonly self: boolean; readonly parameters: readonly Parameter[] }[];
}

/** `_include`: from resources of `type` by the parameters to targets. `_revinclude`: resources of `type` that refer to what was found. */
export interface Include {
  /** Type that holds the reference. */
  readonly type: string;
  /** Reference parameters of that type; all of them for `*`. */
  readonly parameters: readonly Parameter[];
  /** Only targets of these types; empty: any. */
  readonly targets: readonly string[];
  readonly iterate: boolean;
}

export interface Sort {
  readonly parameter: Parameter;
  readonly descending: boolean;
}

export interface Search {
  /** The type searched; null for several or all. */
  readonly type: string | null;
  /** With type null: the types asked for by `_type`; empty: all. */
  readonly types: readonly string[];
  /** ANDed. */
  readonly filters: readonly Filter[];
  readonly sort: readonly Sort[];
  readonly count?: number;
  readonly total: 'none' | 'estimate' | 'accurate';
  readonly summary: 'true' | 'text' | 'data' | 'count' | 'false';
  readonly elements: readonly string[];
  readonly contained: 'false' | 'true' | 'both';
  readonly containedType: 'container' | 'contained';
  readonly includes: readonly Include[];
  readonly revincludes: readonly Include[];
  /** The parts of the query that count, as sent: what the self link says. */
  readonly accepted: readonly Pair[];
  /** Lenient handling only: what was not understood and left out, with the reason. */
  readonly ignored: readonly SearchError[];
}

/** Name and value of one part of a query, percent-decoded. */
export type Pair = readonly [name: string, value: string];

/** What the engine asks of a library of units; `readUcum` wraps one. */
export interface Ucum {
  /** Factor and offset to the canonical unit of the same dimension: canonical = value * factor + offset; undefined: no such unit. */
  canonical(code: string): { readonly factor: number; readonly offset: number; readonly code: string } | undefined;
}
