import { crossPairs, type Earliest, linked, type Partition } from './partition.ts';

export interface GroupFacts {
  /** Registrations that were found to be one person each. */
  readonly groups: Partition;
  /** The people of all of them, in full. */
  readonly before: Partition;
  readonly isApart: (one: string, other: string) => boolean;
  /** What stands behind it must be looked at by somebody. */
  readonly isDoubtful: (patient: string) => boolean;
  readonly earliest: Earliest;
}

export interface GroupsDecision {
  readonly joins: readonly { readonly before: Partition; readonly after: readonly string[] }[];
  /** Pairs of two people that would have been one. */
  readonly doubts: readonly (readonly [string, string])[];
}

/**
 * Which people become one by groups that were found over the whole register. People stay together whatever the groups say; a group that would join two of
 * whom somebody has said that they are two joins nobody, and one with something doubtful in it is laid before people.
 */
export function decideGroups({ groups, before, isApart, isDoubtful, earliest }: GroupFacts): GroupsDecision {
  // Groups may share people who were linked before: what has been joined here is one from then on.
  const now = new Map<string, readonly string[]>(before.flatMap((group) => group.map((patient) => [patient, group] as const)));
  const joins: { before: Partition; after: readonly string[] }[] = [];
  const doubts: (readonly [string, string])[] = [];
  for (const group of groups) {
    const people = [...new Set(group.map((patient) => now.get(patient) ?? [patient]))];
    const [first = [], ...others] = people;
    if (others.length === 0) continue;
    const apart = people.some((one, at) =>
      people.slice(at + 1).some((other) => [...crossPairs(one, other)].some(([a, b]) => isApart(a, b))),
    );
    if (apart) continue;
    if (people.flat().some(isDoubtful)) {
      for (const other of others) doubts.push([first[0] ?? '', other[0] ?? '']);
      continue;
    }
    const [after = []] = linked(people, earliest);
    for (const patient of after) now.set(patient, after);
    joins.push({ before: people, after });
  }
  // Of what was joined twice the second join holds the first: one decision each, in their order.
  return { joins: withoutInner(joins), doubts };
}

/** Joins whose person became part of a later one are told by that one alone. */
function withoutInner(joins: readonly { readonly before: Partition; readonly after: readonly string[] }[]) {
  const last = new Map<string, number>();
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
    const parts = join.before.filter((part) => !joins.slice(0, at).some(({ after }) => after === part));
    merged.set(outer, [...known, ...parts]);
  });
  return joins.flatMap((join, at) => (inner.has(at) ? [] : [{ before: merged.get(at) ?? join.before, after: join.after }]));
}
