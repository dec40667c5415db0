import type { Source } from '../contract.ts';
import type { Coding, Concept } from './fhir.ts';

/** A concept and who wrote it. */
export interface Told {
  readonly concept: Concept | undefined;
  /** What tells one institution from another (`houseOf`). */
  readonly house: string;
}

/** The institution that a source names; of one without a name the registration. */
export const houseOf = ({ institution: { id, name }, patient }: Pick<Source, 'institution' | 'patient'>): string =>
  id ?? (name || patient);

/** One key for a code: of a code without a system one a house, for the `12` of one house is not the `12` of another. */
export const codeKey = ({ system, code }: Coding, house: string): string => (system ? `${system}|${code}` : `@${house}|${code}`);

/** What a concept is called in words, to be compared; undefined where it bears codes alone. */
const wordsOf = ({ text, coding = [] }: Concept): string | undefined =>
  (text ?? coding.find(({ display }) => display !== undefined)?.display)?.trim().toLowerCase() || undefined;

/**
 * One key for the same thing told by several institutions: its first code with its system, else its name. A code that names no system counts
 * within its house alone: there all that bear it are one, under the first name that it has there; between houses the name decides. Empty:
 * nothing says what it is.
 */
export function conceptKeys(all: readonly Told[]): (told: Told) => string {
  const localOf = ({ concept, house }: Told): string | undefined => {
    const first = concept?.coding?.find(({ code }) => code !== undefined);
    return first && !first.system ? codeKey(first, house) : undefined;
  };
  const named = new Map<string, string>();
  for (const told of all) {
    const local = localOf(told);
    const words = wordsOf(told.concept ?? {});
    if (local !== undefined && words !== undefined && !named.has(local)) named.set(local, words);
  }
  return (told) => {
    const local = localOf(told);
    if (local !== undefined) return named.get(local) ?? local;
    const first = told.concept?.coding?.find(({ code }) => code !== undefined);
    return first ? codeKey(first, told.house) : (wordsOf(told.concept ?? {}) ?? '');
  };
}
