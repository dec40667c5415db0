/**
 * What a resource is found by: plain values, one per element the parameter's expression yields. `param` is the parameter's code
 * (`subject`); a code that is answered by other codes (`Parameter.storedAs`) has no entries of its own.
 */
export type Entry =
  | TokenEntry
  | ReferenceEntry
  | StringEntry
  | DateEntry
  | QuantityEntry
  | NumberEntry
  | UriEntry
  | PositionEntry
  | CompositeEntry;

/**
 * From code, Coding, CodeableConcept (one entry per coding; a text that no coding displays is an entry without code), Identifier,
 * ContactPoint (system is `phone`, `email` …), boolean (`true`), id, string, uri.
 */
export interface TokenEntry {
  readonly kind: 'token';
  readonly param: string;
  readonly system?: string;
  readonly code?: string;
  /** For `:text`: display of the coding, text of the concept or of the identifier's type. As written. */
  readonly text?: string;
  /** For `:of-type`: codings of the identifier's type. */
  readonly of?: readonly Code[];
}

export interface Code {
  readonly system?: string;
  readonly code: string;
}

/**
 * `Patient/1` has type and id; an absolute address of another server has url, and type when the address shows it; a canonical has
 * url and version; a contained resource has url `#id` and type; a reference by identifier only has identifier.
 */
export interface ReferenceEntry {
  readonly kind: 'reference';
  readonly param: string;
  readonly type?: string;
  readonly id?: string;
  readonly url?: string;
  readonly version?: string;
  readonly identifier?: { readonly system?: string; readonly code: string };
}

/** As written; compared through `fold`. */
export interface StringEntry {
  readonly kind: 'string';
  readonly param: string;
  readonly value: string;
}

/** From lo (inclusive) to hi (exclusive), milliseconds since 1970-01-01T00:00Z; -Infinity and Infinity where open. */
export interface DateEntry {
  readonly kind: 'date';
  readonly param: string;
  readonly lo: number;
  readonly hi: number;
}

/** Both ends inclusive; lo = hi for a plain value, open to one side for a comparator or a half Range. */
export interface NumberEntry {
  readonly kind: 'number';
  readonly param: string;
  readonly lo: number;
  readonly hi: number;
}

export interface QuantityEntry {
  readonly kind: 'quantity';
  readonly param: string;
  /** As written, in the unit as written. */
  readonly lo: number;
  readonly hi: number;
  readonly system?: string;
  readonly code?: string;
  readonly unit?: string;
  /** The same in the canonical unit of its dimension, when the unit is one of UCUM's. */
  readonly canonical?: Canonical;
}

/** Both ends inclusive, in the canonical unit `code`. */
export interface Canonical {
  readonly lo: number;
  readonly hi: number;
  readonly code: string;
}

export interface UriEntry {
  readonly kind: 'uri';
  readonly param: string;
  readonly value: string;
}

/** Degrees, WGS 84. */
export interface PositionEntry {
  readonly kind: 'position';
  readonly param: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** One per combination of values of one focus element; part n answers component n. Parts carry the codes of the components. */
export interface CompositeEntry {
  readonly kind: 'composite';
  readonly param: string;
  readonly parts: readonly Exclude<Entry, CompositeEntry>[];
}
