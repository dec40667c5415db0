/** Registrations by person; the first of each names it. Nobody stands in two. */
export type Partition = readonly (readonly string[])[];

/** The same people in one form: members after the one that names the person in order, people by name. */
export const ordered = (partition: Partition): Partition =>
  partition
    .filter((group) => group.length > 0)
    .map(([first = '', ...rest]) => [first, ...rest.toSorted()])
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));

const key = (partition: Partition): string => JSON.stringify(ordered(partition));

/** Whether they are the same people under the same names. */
export const samePartition = (one: Partition, other: Partition): boolean => key(one) === key(other);

/** Which of several registrations came first; it names their person. */
export type Earliest = (patients: readonly string[]) => string;

const named = (patients: readonly string[], earliest: Earliest): readonly string[] => {
  const first = earliest(patients);
  return [first, ...patients.filter((one) => one !== first)];
};

/** All these people are one. */
export const linked = (before: Partition, earliest: Earliest): Partition => ordered([named(before.flat(), earliest)]);

/** One registration is taken out of its person and is one by itself. */
export const takenOut = (before: Partition, patient: string, earliest: Earliest): Partition =>
  ordered([
    [patient],
    ...before
      .map((group) => group.filter((one) => one !== patient))
      .flatMap((rest) => (rest.length > 0 ? [named(rest, earliest)] : [])),
  ]);

/** Two registrations, the smaller first: a pair has one spelling. */
export const pairOf = (one: string, other: string): readonly [string, string] => (one < other ? [one, other] : [other, one]);

/** Each registration with each of another person. */
export function* crossPairs(one: readonly string[], other: readonly string[]): Generator<readonly [string, string]> {
  for (const a of one) for (const b of other) yield pairOf(a, b);
}
