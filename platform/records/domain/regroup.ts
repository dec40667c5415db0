/** A Patient and the person to whom it belongs, by numbers. */
export interface Grouped {
  readonly patient: bigint;
  readonly person: bigint;
}

/**
 * Who is one person, once each of `groups` is one from now on, in full. The first of a group gives the person its name. What remains of an
 * older group stays together: it keeps its person, or takes its lowest number when that one has left. Whoever is left alone has no row.
 * A patient that is named twice, in one group or in two, is a mistake of whoever says so, and thrown.
 */
export function regroup<T extends Grouped>(before: readonly T[], groups: readonly (readonly bigint[])[]): Map<bigint, bigint> {
  const said = new Map<bigint, bigint>();
  const after = new Map<bigint, bigint>();
  for (const group of groups) {
    const [person] = group;
    if (person === undefined) continue;
    for (const patient of group) {
      if (said.has(patient)) throw new Error(`patient ${patient} is said to be two people, or one person twice`);
      said.set(patient, person);
      if (group.length > 1) after.set(patient, person);
    }
  }
  const remaining = Map.groupBy(
    before.filter(({ patient }) => !said.has(patient)),
    ({ person }) => person,
  );
  for (const [person, rest] of remaining) {
    if (rest.length < 2) continue;
    const numbers = rest.map(({ patient }) => patient).toSorted((a, b) => (a < b ? -1 : 1));
    const named = numbers.includes(person) ? person : (numbers[0] ?? person);
    for (const patient of numbers) after.set(patient, named);
  }
  return after;
}
