import type { Catalogue, Parameter } from '@songhua/engine-fhir/search/types.ts';

/** Pseudo-parameter of every type: the list of all its resources. */
export const everyOne = '*';

/** Pseudo-parameters of every type, for reach/: its labels, and of a resource that tells of many people those of them who are patients. */
export const labelled = '@label';
export const patients = '@patient';

/** Numbers from here on belong to parameters added at run time; the database gives them out. */
export const firstAdded = 20_000;

export interface ParameterCodes {
  /** Number of a type, as stored in `resource.type` and `name.type`. */
  type(type: string): number;
  typeName(number: number): string;
  /** Number of a parameter of a type, the first 16 bits of its keys. */
  parameter(type: string, code: string): number;
  parameterName(number: number): { readonly type: string; readonly code: string } | undefined;
}

/**
 * The numbers under which types and parameters are stored. Those of R4 follow from its alphabetical order and so are the same in
 * every install; a test pins them, because a number that moved would silently answer for another parameter.
 */
export function numberParameters(catalogue: Catalogue, added: ReadonlyMap<string, number> = new Map()): ParameterCodes {
  const typeNames = [...catalogue.types.keys()].sort();
  const types = new Map(typeNames.map((name, at) => [name, at + 1] as const));
  const numbers = new Map<string, Map<string, number>>();
  const names: { type: string; code: string }[] = [];
  for (const type of typeNames) {
    const own = new Map<string, number>();
    numbers.set(type, own);
    const known = [...(catalogue.types.get(type)?.keys() ?? [])].filter((code) => !added.has(`${type} ${code}`));
    for (const code of [everyOne, ...known.sort()]) own.set(code, names.push({ type, code }));
  }
  // Behind all others, whose numbers were there before.
  for (const code of [labelled, patients]) for (const type of typeNames) numbers.get(type)?.set(code, names.push({ type, code }));
  const addedNames = new Map<number, { type: string; code: string }>();
  for (const [name, number] of added) {
    const [type = '', code = ''] = name.split(' ');
    numbers.get(type)?.set(code, number);
    addedNames.set(number, { type, code });
  }
  return {
    type: (type) => {
      const number = types.get(type);
      if (number === undefined) throw new Error(`no type ${type}`);
      return number;
    },
    typeName: (number) => typeNames[number - 1] ?? '',
    parameter: (type, code) => {
      const number = numbers.get(type)?.get(code);
      if (number === undefined) throw new Error(`no parameter ${type}.${code}`);
      return number;
    },
    parameterName: (number) => addedNames.get(number) ?? names[number - 1],
  };
}

/** Element types whose values are many and mostly their own: no dictionary is kept of them. */
const open = new Set(['Identifier', 'ContactPoint', 'string', 'id', 'uri', 'Reference', 'instant', 'dateTime', 'date']);

/** Whether a token parameter's values are kept in the dictionary of codes. */
export const hasTerms = ({ type, elements }: Parameter): boolean =>
  type === 'token' && elements.length > 0 && !elements.some((element) => open.has(element));

/** Parameters that may carry the clinical date of a type, the likeliest first. */
const datesByRank = [
  'date',
  'authored-on',
  'authoredon',
  'authored',
  'onset-date',
  'recorded-date',
  'recorded',
  'effective-time',
  'whenhandedover',
  'created',
  'sent',
  'start',
  'period',
  'issued',
  'collected',
  'occurrence',
  'started',
];

/** The one date parameter by which lists of a type are ordered, or none. */
export function clinicalDate(catalogue: Catalogue, type: string): string | undefined {
  const own = catalogue.types.get(type);
  return datesByRank.find((code) => own?.get(code)?.type === 'date');
}

/** Numbers of the parameters, of all types, by whose entries a resource of this type may be referred to. */
export const referencesTo = (catalogue: Catalogue, codes: ParameterCodes, target: string): number[] =>
  [...catalogue.types].flatMap(([type, parameters]) =>
    [...parameters.values()]
      .filter((one) => one.type === 'reference' && one.storedAs.includes(one.code))
      .filter(({ targets }) => targets.length === 0 || targets.includes(target))
      .map(({ code }) => codes.parameter(type, code)),
  );
