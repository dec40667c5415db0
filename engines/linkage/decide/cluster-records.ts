import type { LinkedPair } from '../run/link-table.ts';

/** Whether two groups of records may be one person; a rule that no score overrules. */
export type MayJoin = (one: readonly number[], other: readonly number[]) => boolean;

/**
 * Groups of records that are one person: pairs are taken from the likeliest on, and two groups are joined only if nothing forbids it of all
 * their records together. So one wrong pair in between does not make two people one. The number of each record's group is that of its first record.
 */
export function clusterRecords(records: number, pairs: readonly LinkedPair[], mayJoin: MayJoin | null = null): Int32Array {
  const parent = Int32Array.from({ length: records }, (_, at) => at);
  const members = new Map<number, number[]>();
  const rootOf = (record: number): number => {
    let root = record;
    while ((parent[root] ?? root) !== root) {
      // Halves the way for whoever comes next.
      parent[root] = parent[parent[root] ?? root] ?? root;
      root = parent[root] ?? root;
    }
    return root;
  };
  const membersOf = (root: number): number[] => members.get(root) ?? [root];
  for (const { one, other } of pairs.toSorted((a, b) => b.weight - a.weight || a.one - b.one || a.other - b.other)) {
    const [a, b] = [rootOf(one), rootOf(other)].sort((x, y) => x - y) as [number, number];
    if (a === b) continue;
    if (mayJoin && !mayJoin(membersOf(a), membersOf(b))) continue;
    parent[b] = a;
    members.set(a, [...membersOf(a), ...membersOf(b)]);
    members.delete(b);
  }
  return Int32Array.from({ length: records }, (_, at) => rootOf(at));
}
