import { findVetoes } from '@songhua/engine-linkage/person/find-vetoes.ts';
import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import type { Measure } from '../domain/compare-source.ts';
import { decideGroups } from '../domain/decide-groups.ts';
import type { Pair } from '../domain/decide-undo.ts';
import { type Partition, pairOf } from '../domain/partition.ts';
import { settleReviews } from '../domain/settle-reviews.ts';
import { apartAmong, apartIn } from './apart.ts';
import { changedByAccount } from './bulk.ts';
import { addDecisions, type NewDecision } from './decisions.ts';
import { earliestOf, holdPeople, partitionOf, putPeople } from './groups.ts';
import { measurePairs } from './measure-pairs.ts';
import { moveReviews, openReviews, reviewsAmong } from './reviews.ts';
import { findSources } from './sources.ts';

export interface BulkMeans {
  readonly now: Date;
  readonly newId: () => string;
  readonly measure: Measure;
  /** Whether nothing is linked and everything laid before people. */
  readonly reviewOnly: boolean;
  /** Whether the other modules are told, and links written onto the Patients. */
  readonly tell: boolean;
}

export interface Grouped {
  readonly people: number;
  readonly reviews: number;
}

/** So many people one event tells of: whoever hears of it ends in time. */
const toldAtOnce = 100;

/**
 * Makes groups of registrations that were found to be one person each so, a decision each, as far as nobody has decided otherwise. What is so
 * already stays and is not written again: the same groups a second time change nothing.
 */
export async function linkGroups(tx: Tx, groups: readonly (readonly string[])[], means: BulkMeans): Promise<Grouped> {
  const { now, newId, measure, reviewOnly, tell } = means;
  await holdPeople(tx);
  const before = await partitionOf(tx, groups.flat());
  const patients = before.flat();
  const changed = await changedByAccount(tx, patients);
  const decided = decideGroups({
    groups,
    before,
    isApart: apartIn(await apartAmong(tx, patients)),
    isDoubtful: reviewOnly ? () => true : (patient) => changed.has(patient),
    vetoesOf: await vetoesIn(tx, groups, before),
    earliest: await earliestOf(tx, patients),
  });
  const decisions = decided.joins.map(
    (join): NewDecision => ({
      ...{ id: newId(), kind: 'auto', by: null, reason: null, apartAdded: [], apartRemoved: [] },
      before: join.before,
      after: [join.after],
      model: measure.model.version,
      thresholds: measure.thresholds,
    }),
  );
  await addDecisions(tx, decisions, now);
  const after = decided.joins.map((join) => join.after);
  if (after.length > 0) {
    await putPeople(tx, after, now);
    const moves = settleReviews(await reviewsAmong(tx, after.flat()), after, () => false).filter(
      ({ state }) => state === 'linked',
    );
    await moveReviews(
      tx,
      moves.map(({ review, state }) => ({ id: review.id, state, by: null, reason: null })),
      now,
    );
  }
  const doubts = new Map(
    decided.doubts.map(({ pair: [one, other], vetoes }) => [pairOf(one, other).join(' '), { pair: pairOf(one, other), vetoes }]),
  );
  const people = new Map(before.flatMap((group) => group.map((patient) => [patient, group] as const)));
  const byAccount = (pair: Pair): boolean => pair.some((one) => people.get(one)?.some((patient) => changed.has(patient)));
  const opened = await openReviews(
    tx,
    await measurePairs(
      tx,
      [...doubts.values()].map(({ pair }) => pair),
      measure,
      (pair) => [...(doubts.get(pair.join(' '))?.vetoes ?? []), ...(byAccount(pair) ? ['by-account'] : [])],
    ),
    now,
  );
  for (let at = 0; tell && at < after.length; at += toldAtOnce) {
    const people = after.slice(at, at + toldAtOnce).map((members) => ({ person: members[0] ?? '', members: [...members] }));
    await append(tx, 'identity.people-changed', { people, cause: 'auto' }, now);
  }
  return { people: after.length, reviews: opened.length };
}

/** What speaks against two registrations of those whose people would change and were linked before; nothing is read where nobody was. */
async function vetoesIn(
  tx: Tx,
  groups: readonly (readonly string[])[],
  before: Partition,
): Promise<(one: string, other: string) => readonly string[]> {
  const people = new Map(before.flatMap((group) => group.map((patient) => [patient, group] as const)));
  const changing = groups
    .map((group) => new Set(group.flatMap((patient) => people.get(patient) ?? [])))
    .filter((all, at) => all.size > (people.get(groups[at]?.[0] ?? '')?.length ?? 0));
  // Groups may meet in a person that another of them makes larger: all of them are read, then, unless everybody was alone.
  const read = changing.flatMap((all) => [...all]);
  if (!read.some((patient) => (people.get(patient)?.length ?? 0) > 1)) return () => [];
  const sources = new Map((await findSources(tx, [...new Set(read)])).map((one) => [one.patient, one]));
  return (one, other) => {
    const [a, b] = [sources.get(one), sources.get(other)];
    return a && b ? findVetoes(a, b).filter((veto) => veto !== 'too-little') : [];
  };
}

/** Lays pairs that somebody should look at before people, as far as they are not one person and nobody has said that they are two. */
export async function reviewPairs(tx: Tx, pairs: readonly (readonly [string, string])[], means: BulkMeans): Promise<number> {
  await holdPeople(tx);
  const patients = [...new Set(pairs.flat())];
  const people = await partitionOf(tx, patients);
  const person = new Map(people.flatMap((group) => group.map((patient) => [patient, group[0]] as const)));
  const isApart = apartIn(await apartAmong(tx, patients));
  const open = pairs
    .map(([one, other]) => pairOf(one, other))
    .filter(([a, b]) => person.get(a) !== person.get(b) && !isApart(a, b));
  const opened = await openReviews(tx, await measurePairs(tx, open, means.measure, () => []), means.now);
  return opened.length;
}
