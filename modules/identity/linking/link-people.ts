import { availableParallelism } from 'node:os';
import { createTextList, type TextList } from '@songhua/engine-linkage/columns/text-list.ts';
import { seededChance } from '@songhua/engine-linkage/model/seeded-chance.ts';
import { type JoinedPeople, joinPeople } from '@songhua/engine-linkage/person/join-people.ts';
import { createPeopleReader, type PeopleTable } from '@songhua/engine-linkage/person/people-table.ts';
import { type PersonModel, usualModel } from '@songhua/engine-linkage/person/person-model.ts';
import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import { prepareLinking } from '@songhua/engine-linkage/person/prepare-linking.ts';
import { scoreShare } from '@songhua/engine-linkage/person/score-share.ts';
import { type PersonThresholds, usualPersonThresholds } from '@songhua/engine-linkage/person/thresholds.ts';
import { scoreInThreads } from './score-in-threads.ts';

export type LinkingStep = 'read' | 'prepare' | 'score' | 'join';

/** How far a run is: records read, or pairs compared of all there are. */
export type LinkingProgress = (step: LinkingStep, done: number, of: number | null) => void;

export interface LinkPeopleOptions {
  /** Judges registers too small to teach their own model. */
  readonly model?: PersonModel;
  readonly thresholds?: PersonThresholds;
  /** Name of the model that this run teaches. */
  readonly version: string;
  /** One for each core unless said; small registers are scored without. */
  readonly threads?: number;
  readonly progress?: LinkingProgress;
}

export interface LinkingFigures {
  readonly records: number;
  readonly compared: number;
  /** Records that are not alone, and the people they are. */
  readonly grouped: number;
  readonly people: number;
  readonly review: number;
}

export interface LinkedPeople {
  readonly model: PersonModel;
  readonly figures: LinkingFigures;
  /** Ids of the records of each person of two or more, in the order in which they came. */
  readonly groups: () => Iterable<readonly string[]>;
  /** Pairs for somebody to look at, the likeliest first. */
  readonly reviews: () => Iterable<{ readonly one: string; readonly other: string; readonly weight: number }>;
  readonly table: PeopleTable;
  readonly joined: JoinedPeople;
}

/** Below so many pairs threads cost more than they save. */
const worthThreads = 500_000;

/**
 * Finds out who is one person among all records of a register. Reads them once, in any order; what is kept of them is some two hundred bytes each in shared memory,
 * whatever the rows hold besides. The same rows give the same groups.
 */
export async function linkPeople(
  rows: AsyncIterable<PersonRecord & { readonly id: string }> | Iterable<PersonRecord & { readonly id: string }>,
  {
    model = usualModel,
    thresholds = usualPersonThresholds,
    version,
    threads = availableParallelism(),
    progress = () => {},
  }: LinkPeopleOptions,
): Promise<LinkedPeople> {
  const ids = createTextList();
  const table = await readAll(rows, ids, progress);
  progress('prepare', 0, null);
  const prepared = prepareLinking(table, model, seededChance(1), version, thresholds);
  let compared = 0;
  const tell = (more: number): void => {
    compared += more;
    progress('score', compared, prepared.pairs);
  };
  tell(0);
  const scored =
    threads > 1 && prepared.pairs > worthThreads
      ? await scoreInThreads(prepared, threads, tell)
      : [scoreShare(prepared, [0, 1], tell)];
  progress('join', 0, null);
  const joined = joinPeople(table, scored);
  const members = membersOf(joined.group);
  return {
    model: prepared.model,
    table,
    joined,
    figures: {
      records: table.records,
      compared: scored.reduce((sum, share) => sum + share.compared, 0),
      grouped: [...members.values()].reduce((sum, records) => sum + records.length, 0),
      people: members.size,
      review: joined.review.length,
    },
    groups: function* () {
      for (const records of members.values()) yield records.map((record) => ids.at(record));
    },
    reviews: function* () {
      for (const { one, other, weight } of joined.review) yield { one: ids.at(one), other: ids.at(other), weight };
    },
  };
}

async function readAll(
  rows: AsyncIterable<PersonRecord & { readonly id: string }> | Iterable<PersonRecord & { readonly id: string }>,
  ids: TextList,
  progress: LinkingProgress,
): Promise<PeopleTable> {
  const reader = createPeopleReader();
  let read = 0;
  for await (const row of rows) {
    reader.add(row);
    ids.add(row.id);
    read += 1;
    if (read % 10_000 === 0) progress('read', read, null);
  }
  progress('read', read, read);
  return reader.finish();
}

/** Records of each group of two or more. */
function membersOf(group: Int32Array): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>();
  for (let record = 0; record < group.length; record += 1) {
    const first = group[record] ?? record;
    if (first === record) continue;
    const found = members.get(first);
    if (found) found.push(record);
    else members.set(first, [first, record]);
  }
  return members;
}
