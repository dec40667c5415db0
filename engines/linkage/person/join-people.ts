import type { Column } from '../columns/build-column.ts';
import { clusterRecords } from '../decide/cluster-records.ts';
import { findVetoes, type Veto } from './find-vetoes.ts';
import { type PeopleTable, recordAt } from './people-table.ts';
import type { ScoredPairs } from './score-share.ts';

/** Vetoes that hold between any two records of one person, also where no pair of the two was scored. */
const betweenAll: ReadonlySet<Veto> = new Set(['different-numbers', 'shared-number', 'twins', 'other-birthday', 'other-sex']);

/** Pairs that somebody has to look at. */
export interface ReviewPair {
  readonly one: number;
  readonly other: number;
  readonly weight: number;
}

export interface JoinedPeople {
  /** By record: the first record of its person. */
  readonly group: Int32Array;
  readonly review: readonly ReviewPair[];
  readonly linked: number;
}

/** Whether two records may be in one group at all. Most need no look at their texts. */
export function createMayBeOne(table: PeopleTable): (one: number, other: number) => boolean {
  const { name, number, born, sex } = table.columns;
  const differs = ({ codes }: Column, one: number, other: number): boolean => {
    const [a, b] = [codes[one] ?? 0, codes[other] ?? 0];
    return a !== 0 && b !== 0 && a !== b;
  };
  return (one, other) => {
    const [a, b] = [number.codes[one] ?? 0, number.codes[other] ?? 0];
    if (a !== 0 && b !== 0 && a !== b && table.valid[a] === 1 && table.valid[b] === 1) return false;
    const [x, y] = [table.sounds.fold[name.codes[one] ?? 0], table.sounds.fold[name.codes[other] ?? 0]];
    if (x === y && !differs(born, one, other) && !differs(sex, one, other)) return true;
    return !findVetoes(recordAt(table, one), recordAt(table, other)).some((veto) => betweenAll.has(veto));
  };
}

/**
 * Who is one person: pairs that may be linked, from the likeliest on, and never two groups into one between any of whose members something forbids it.
 * What is likely but was not joined is for somebody to look at.
 */
export function joinPeople(table: PeopleTable, shares: readonly ScoredPairs[]): JoinedPeople {
  const links: ReviewPair[] = [];
  const open: ReviewPair[] = [];
  for (const { one, other, weight, link } of shares)
    for (let at = 0; at < one.length; at += 1)
      (link[at] === 1 ? links : open).push({ one: one[at] ?? 0, other: other[at] ?? 0, weight: weight[at] ?? 0 });
  const mayBeOne = createMayBeOne(table);
  const group = clusterRecords(table.records, links, (a, b) => a.every((one) => b.every((other) => mayBeOne(one, other))));
  const apart = ({ one, other }: ReviewPair): boolean => group[one] !== group[other];
  const review = [...links.filter(apart), ...open.filter(apart)].sort((a, b) => b.weight - a.weight || a.one - b.one);
  return { group, review, linked: links.length };
}
