import type { Catalogue, Parameter } from '@songhua/engine-fhir/search/types.ts';
import { keyRange } from './keys.ts';
import { everyOne, hasTerms, labelled, type ParameterCodes, patients } from './parameter-codes.ts';

/** What indexing a type of resource asks again and again, looked up once. */
export interface TypeIndex {
  readonly type: string;
  /** Number of the type. */
  readonly code: number;
  /** Key of the list of all resources of the type. */
  readonly everyOne: bigint;
  /** Number of that list as a parameter. */
  readonly list: number;
  readonly clinicalDate: string | undefined;
  number(parameter: string): number;
  /** Numbers under which a parameter's values are stored, which may be another's; empty when the type has no such parameter. */
  stored(parameter: string): readonly number[];
  hasTerms(parameter: string): boolean;
}

/** What a type is indexed by. `byDate` is the parameter by which its lists are ordered: what is added later does not change it. */
export function indexOfType(catalogue: Catalogue, codes: ParameterCodes, type: string, byDate: string | undefined): TypeIndex {
  const own = catalogue.types.get(type) ?? new Map<string, Parameter>();
  const numbers = new Map([...own.keys(), labelled, patients].map((code) => [code, codes.parameter(type, code)]));
  const closed = new Set([...own.values()].filter(hasTerms).map(({ code }) => code));
  const number = (parameter: string): number => {
    const found = numbers.get(parameter);
    if (found === undefined) throw new Error(`no parameter ${type}.${parameter}`);
    return found;
  };
  return {
    type,
    code: codes.type(type),
    everyOne: keyRange(codes.parameter(type, everyOne))[0],
    list: codes.parameter(type, everyOne),
    clinicalDate: byDate,
    number,
    stored: (parameter) => own.get(parameter)?.storedAs.map(number) ?? [],
    hasTerms: (parameter) => closed.has(parameter),
  };
}
