import type { Filter, Parameter, ParamFilter, Value } from '@songhua/engine-fhir/search/types.ts';
import type { TypeIndex } from '../domain/type-index.ts';
import type { Condition } from './condition.ts';
import type { LookedCodes } from './look-up-codes.ts';

/** What belongs to the type that is searched. */
export interface OfType {
  readonly index: TypeIndex;
}

/** What stands behind every search. */
export interface Searching extends OfType {
  of(type: string): OfType;
  typeName(number: number): string;
  /** Numbers under which a parameter's entries are stored, for the type it is resolved for. */
  numbersOf(parameter: Parameter): number[];
  /** Scale of a unit to its dimension's canonical one; undefined for what is no unit of UCUM. */
  canonical(unit: {
    readonly system: string;
    readonly code: string;
  }): { readonly factor: number; readonly offset: number; readonly code: string } | undefined;
}

/** An entry of the dictionary as a search reads it. */
export interface LookedTerm {
  readonly key: bigint;
  readonly system: string;
  readonly code: string;
  readonly more: string;
}

/** What a search looked up before its statement was put together. */
export interface Looked extends Pick<LookedCodes, 'codes' | 'reach'> {
  /** Number of an id; undefined when nothing has or had that id. */
  rid(type: string, id: string): bigint | undefined;
  /** Terms of a parameter's number: of pairs, at least those whose first code the search names. */
  terms(parameter: number): readonly LookedTerm[];
  /** Whether the words of all resources are kept, as far as `unread` does not name them. */
  readonly fullText: boolean;
  /** v of the resources of a type that fulfil a condition which had to be decided by the engine. */
  found(type: string, filter: Filter): readonly bigint[] | undefined;
}

/** What compiling asks: the type at hand, what stands behind it, and what was looked up beforehand. */
export interface Compiling extends Searching {
  readonly type: string;
  readonly looked: Looked;
  /** What of a type is reached by whoever searches; absent, or undefined for a type, when all of it is. */
  readonly reached?: (type: string) => Condition | undefined;
}

/** Values of one kind; a parameter's values are all of its own kind. */
export const valuesOf = <K extends Value['kind']>(filter: ParamFilter, kind: K): Extract<Value, { kind: K }>[] =>
  filter.values.filter((value): value is Extract<Value, { kind: K }> => value.kind === kind);
