import { type Pass, type Wanted, walkPairs } from '../blocking/walk-pairs.ts';
import type { LinkedPair } from './link-table.ts';

export interface Figures {
  /** Share of the true pairs that some pass puts together. */
  readonly blockingRecall: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly truePairs: number;
  readonly linked: number;
}

/** How good links are, pair by pair, against who is who: `truth` is the person of each record; -1 where that is not known. */
export function evaluatePairs(
  truth: Int32Array,
  passes: readonly Pass[],
  pairs: readonly LinkedPair[],
  threshold: number,
  wanted: Wanted | null = null,
): Figures {
  const known = (one: number, other: number): boolean => (truth[one] ?? -1) >= 0 && (truth[other] ?? -1) >= 0;
  const isOne = (one: number, other: number): boolean => truth[one] === truth[other];
  const truePairs = countTrue(truth, wanted);
  let blocked = 0;
  walkPairs(passes, wanted, (one, other) => {
    if (known(one, other) && isOne(one, other)) blocked += 1;
  });
  let [linked, right] = [0, 0];
  for (const { one, other, weight } of pairs) {
    if (weight < threshold || !known(one, other)) continue;
    linked += 1;
    if (isOne(one, other)) right += 1;
  }
  const precision = linked === 0 ? 1 : right / linked;
  const recall = truePairs === 0 ? 1 : right / truePairs;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { blockingRecall: truePairs === 0 ? 1 : blocked / truePairs, precision, recall, f1, truePairs, linked };
}

/** The same of groups: every two records of a group count as linked, whether or not a pair of the two was. */
export function evaluateGroups(truth: Int32Array, group: Int32Array, passes: readonly Pass[]): Figures {
  const members = new Map<number, number[]>();
  for (const [record, first] of group.entries()) {
    const found = members.get(first);
    if (found) found.push(record);
    else members.set(first, [record]);
  }
  const pairs: LinkedPair[] = [];
  for (const records of members.values())
    for (const [at, one] of records.entries()) for (const other of records.slice(at + 1)) pairs.push({ one, other, weight: 0 });
  return evaluatePairs(truth, passes, pairs, 0);
}

function countTrue(truth: Int32Array, wanted: Wanted | null): number {
  const people = new Map<number, number[]>();
  for (const [record, person] of truth.entries()) {
    if (person < 0) continue;
    const records = people.get(person);
    if (records) records.push(record);
    else people.set(person, [record]);
  }
  let pairs = 0;
  for (const records of people.values())
    for (const [at, one] of records.entries())
      for (const other of records.slice(at + 1)) if (!wanted || wanted(one, other)) pairs += 1;
  return pairs;
}
