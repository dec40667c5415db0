import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import type { Measure } from '../domain/compare-source.ts';
import { decideGroups } from '../domain/decide-groups.ts';
import { pairOf } from '../domain/partition.ts';
import { settleReviews } from '../domain/settle-reviews.ts';
import { apartAmong, apartIn } from './apart.ts';
import { changedByAccount } from './bulk.ts';
import { addDecisions, type NewDecision } from './decisions.ts';
import { earliestOf, holdPeople, partitionOf, putPeople } from './groups.ts';
import { measurePairs } from './measure-pairs.ts';
import { moveReviews, openReviews, reviewsAmong } from './reviews.ts';

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
  const decided = decideGroups({
    groups,
    before,
    isApart: apartIn(await apartAmong(tx, patients)),
    isDoubtful: reviewOnly ? () => true : await doubtful(tx, patients),
    earliest: await earliestOf(tx, patients),
  });
  const decisions = decided.joins.map(
    (join): NewDecision => ({
      ...{ id: newId(), kind: 'auto', by: null, reason: null, apartAdded: [], apartRemoved: [] },
      before: join.before,
      after: [join.after],
      model: measure.model.version,
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
  const opened = await openReviews(
    tx,
    await measurePairs(
      tx,
      decided.doubts.map(([one, other]) => pairOf(one, other)),
      measure,
      reviewOnly ? [] : ['by-account'],
    ),
    now,
  );
  for (let at = 0; tell && at < after.length; at += toldAtOnce) {
    const people = after.slice(at, at + toldAtOnce).map((members) => ({ person: members[0] ?? '', members: [...members] }));
    await append(tx, 'identity.people-changed', { people, cause: 'auto' }, now);
  }
  return { people: after.length, reviews: opened.length };
}

async function doubtful(tx: Tx, patients: readonly string[]): Promise<(patient: string) => boolean> {
  const changed = await changedByAccount(tx, patients);
  return (patient) => changed.has(patient);
}

/** Lays pairs that somebody should look at before people, as far as they are not one person and nobody has said that they are two. */
export async function reviewPairs(tx: Tx, pairs: readonly (readonly [string, string])[], means: BulkMeans): Promise<number> {
  const patients = [...new Set(pairs.flat())];
  const people = await partitionOf(tx, patients);
  const person = new Map(people.flatMap((group) => group.map((patient) => [patient, group[0]] as const)));
  const isApart = apartIn(await apartAmong(tx, patients));
  const open = pairs
    .map(([one, other]) => pairOf(one, other))
    .filter(([a, b]) => person.get(a) !== person.get(b) && !isApart(a, b));
  const opened = await openReviews(tx, await measurePairs(tx, open, means.measure, []), means.now);
  return opened.length;
}
