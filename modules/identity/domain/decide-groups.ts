import { mostRegistrations } from './decide-people.ts';
import { crossPairs, type Earliest, linked, type Partition } from './partition.ts';

export interface GroupFacts {
  /** Registrations that were found to be one person each. */
  readonly groups: Partition;
  /** The people of all of them, in full. */
  readonly before: Partition;
  readonly isApart: (one: string, other: string) => boolean;
  /** What stands behind it must be looked at by somebody. */
  readonly isDoubtful: (patient: string) => boolean;
  /** Codes of what forbids that two registrations become one person by themselves. Asked where one of them stands in a person of several: of those that
   * were found together the run has asked. */
  readonly vetoesOf: (one: string, other: string) => readonly string[];
  readonly earliest: Earliest;
}

export interface GroupsDecision {
  readonly joins: readonly { readonly before: Partition; readonly after: readonly string[] }[];
  /** Of two people that would have been one, the registrations that were found; and what speaks against it besides what stands in the two. */
  readonly doubts: readonly { readonly pair: readonly [string, string]; readonly vetoes: readonly string[] }[];
}

/**
 * Which people become one by groups that were found over the whole register. People stay together whatever the groups say; a group that would join two of
 * whom somebody has said that they are two joins nobody; one with something doubtful in it, with a veto between any two of all who would then be one, or of more
 * registrations than one person has, is laid before people.
 */
export function decideGroups({ groups, before, isApart, isDoubtful, vetoesOf, earliest }: GroupFacts): GroupsDecision {
  // Groups may share people who were linked before: what has been joined here is one from then on.
  const now = new Map<string, readonly string[]>(before.flatMap((group) => group.map((patient) => [patient, group] as const)));
  const joins: { before: Partition; after: readonly string[] }[] = [];
  const doubts: { pair: readonly [string, string]; vetoes: readonly string[] }[] = [];
  for (const group of groups) {
    const people = [...new Set(group.map((patient) => now.get(patient) ?? [patient]))];
    const [first = [], ...others] = people;
    if (others.length === 0) continue;
    const apart = people.some((one, at) =>
      people.slice(at + 1).some((other) => [...crossPairs(one, other)].some(([a, b]) => isApart(a, b))),
    );
    if (apart) continue;
    const vetoes = vetoesAmong(people, vetoesOf);
    if (vetoes.length > 0 || people.flat().some(isDoubtful)) {
      const shown = (of: readonly string[]): string => group.find((patient) => of.includes(patient)) ?? '';
      for (const other of others) doubts.push({ pair: [shown(first), shown(other)], vetoes });
      continue;
    }
    const [after = []] = linked(people, earliest);
    for (const patient of after) now.set(patient, after);
    joins.push({ before: people, after });
  }
  // Of what was joined twice the second join holds the first: one decision each, in their order.
  return { joins: withoutInner(joins), doubts };
}

/** What forbids that these people become one by themselves. */
function vetoesAmong(people: Partition, vetoesOf: GroupFacts['vetoesOf']): readonly string[] {
  if (people.flat().length > mostRegistrations) return ['too-large'];
  const found = people.flatMap((one, at) =>
    people
      .slice(at + 1)
      .filter((other) => one.length + other.length > 2)
      .flatMap((other) => [...crossPairs(one, other)].flatMap(([a, b]) => vetoesOf(a, b))),
  );
  return [...new Set(found)].toSorted();
}

/** Joins whose person became part of a later one are told by that one alone. */
function withoutInner(joins: readonly { readonly before: Partition; readonly after: readonly string[] }[]) {
  const last = new Map<string, number>();
  const made = new Set(joins.map(({ after }) => after));
  joins.forEach(({ after }, at) => {
    for (const patient of after) last.set(patient, at);
  });
  const merged = new Map<number, (readonly string[])[]>();
  const inner = new Set<number>();
  joins.forEach((join, at) => {
    const outer = last.get(join.after[0] ?? '') ?? at;
    if (outer !== at) inner.add(at);
    const known = merged.get(outer) ?? [];
    // Its own parts, but those that an earlier join made are told by their own parts.
    const parts = join.before.filter((part) => !made.has(part));
    merged.set(outer, [...known, ...parts]);
  });
  return joins.flatMap((join, at) => (inner.has(at) ? [] : [{ before: merged.get(at) ?? join.before, after: join.after }]));
}
