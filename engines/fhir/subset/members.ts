import type { Definitions, ElementDefinition, TypeDefinition } from '../definitions/types.ts';

/** A member of a type's JSON object: which element it is, and of which type, that of a choice taken from the name. */
export interface Member {
  readonly element: ElementDefinition;
  /** Type code, or path of a backbone element; empty where the definitions name none. */
  readonly type: string;
}

const known = new WeakMap<TypeDefinition, ReadonlyMap<string, Member>>();

const capital = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1);

/** The members that JSON objects of a type may have, by name; without the `_name` beside primitives, and `resourceType`. */
export function membersOf(type: TypeDefinition): ReadonlyMap<string, Member> {
  const ready = known.get(type);
  if (ready) return ready;
  const members = new Map<string, Member>();
  for (const element of type.elements) {
    if (!element.choice) members.set(element.name, { element, type: element.types[0]?.code ?? '' });
    else for (const { code } of element.types) members.set(element.name + capital(code), { element, type: code });
  }
  known.set(type, members);
  return members;
}

/** True for a type whose values are resources of any kind: `contained`, an entry of a bundle. */
export const isAnyResource = (type: string): boolean => type === 'Resource' || type === 'DomainResource';

/** Steps from a resource to a value in it: member names and indexes. */
export type Steps = readonly (string | number)[];

/** The type of what stands at a place of a resource, or undefined when the definitions know no such place. */
export function typeAt(definitions: Definitions, resource: unknown, steps: Steps): string | undefined {
  let value = resource as Readonly<Record<string | number, unknown>> | undefined | null;
  let type = 'Resource';
  for (const step of steps) {
    if (isAnyResource(type)) type = String(value?.['resourceType']);
    value = value?.[step] as typeof value;
    if (typeof step === 'number') continue;
    const definition = definitions.types.get(type);
    const member = definition && membersOf(definition).get(step);
    if (!member) return undefined;
    type = member.type;
  }
  return type;
}

/** A place as FHIRPath: `name[0].given[1]`. */
export const pathOf = (steps: Steps): string =>
  steps.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
