import { findVetoes, type Veto } from '@songhua/engine-linkage/person/find-vetoes.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';

/** What of a registration may change so that it contradicts the others of its person. */
export const everyField = ['name', 'sex', 'born', 'number'] as const;
export type ChangedField = (typeof everyField)[number];

/** The vetoes that say of two registrations that they are two people, rather than that little is known; each with the fields that make it. */
const contradictions: Partial<Record<Veto, readonly ChangedField[]>> = {
  'different-numbers': ['number'],
  'shared-number': ['number', 'name'],
  twins: ['name', 'born', 'number'],
  'other-name': ['name', 'number'],
  'other-birthday': ['born', 'number'],
  'other-sex': ['sex', 'number'],
};

export interface Contradiction<S> {
  readonly other: S;
  readonly vetoes: readonly Veto[];
}

/**
 * Whether a registration has changed so that it contradicts another of its person: the one that it contradicts most, the first of several; null for
 * none. What stood before in a field that has not changed was known to whoever linked them, and is not told again.
 */
export function findDrift<S extends PersonRecord>(
  source: PersonRecord,
  others: readonly S[],
  changed: readonly ChangedField[],
): Contradiction<S> | null {
  if (changed.length === 0) return null;
  const found = others.map(
    (other): Contradiction<S> => ({
      other,
      vetoes: findVetoes(source, other).filter((veto) => contradictions[veto]?.some((field) => changed.includes(field))),
    }),
  );
  const [most] = found.toSorted((a, b) => b.vetoes.length - a.vetoes.length);
  return most && most.vetoes.length > 0 ? most : null;
}
