import { firstDay } from '../contract.ts';

/** Reading JSON that others wrote: what is not there, or is not what it should be, is undefined. */
export type Json = unknown;

const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const child = (value: Json, name: string): Json => (isObject(value) ? value[name] : undefined);

export const list = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

export const textOf = (value: Json): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** `value` when it is one of the words allowed. */
export const oneOf = <T extends string>(allowed: readonly T[], value: Json): T | undefined =>
  allowed.find((word) => word === value);

/** The extensions of an element with this address. */
export const extensionsOf = (element: Json, url: string): readonly Json[] =>
  list(child(element, 'extension')).filter((extension) => child(extension, 'url') === url);

/** The first code of a system in a list of CodeableConcepts. */
export const codeIn = (concepts: Json, system: string): string | undefined =>
  list(concepts)
    .flatMap((concept) => list(child(concept, 'coding')))
    .filter((coding) => child(coding, 'system') === system)
    .map((coding) => textOf(child(coding, 'code')))
    .find((code) => code !== undefined);

/** Id of a relative or absolute reference to a resource of this type: `Organization/x`, `https://…/Organization/x/_history/2`. */
export function referenceTo(type: string, reference: Json): string | undefined {
  const target = textOf(child(reference, 'reference'));
  return target && new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]{1,64})(?:/_history/[^/]+)?$`).exec(target)?.[1];
}

/** The newest of days written as `2020-12-31`; undefined when there is none. */
export const newestDay = (days: readonly string[]): string | undefined => [...days].sort().at(-1);

/** A day that exists, as `2020-12-31`, from 1900 on: PostgreSQL has no year 0, and nothing here was counted that long ago. */
export function dayOf(value: Json): string | undefined {
  const day = textOf(value);
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day) || day < firstDay) return undefined;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : undefined;
}
