import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import type { Compared, Measure } from '../domain/compare-source.ts';
import { decideLinks, pairIn, type ToReview } from '../domain/decide-links.ts';
import { linked, ordered, pairOf } from '../domain/partition.ts';
import { apartAmong, apartIn } from './apart.ts';
import { carryOut } from './carry-out.ts';
import type { Measured } from './decisions.ts';
import { findLikely } from './find-likely.ts';
import { earliestOf, holdPeople } from './groups.ts';
import { layDrift } from './lay-drift.ts';
import { measureInUse } from './model.ts';
import { openReviews, openReviewsOf, withdrawReviews } from './reviews.ts';
import { findMembers, findSources, findWaiting, type Source, takeWaiting } from './sources.ts';

export interface Means {
  readonly now: Date;
  readonly newId: () => string;
}

/** So many of one registration's likeliest are looked at closely; what is beyond is no more than possible. */
const mostCompared = 50;

const measured = (
  source: Source,
  one: Compared<Source>,
  { model, thresholds }: Measure,
  vetoes: readonly string[],
): Measured => ({
  pair: pairIn(source, one),
  grade: vetoes.length > 0 && one.judgement.grade === 'certain' ? 'probable' : one.judgement.grade,
  score: one.score,
  vetoes,
  model: model.version,
  thresholds,
});

/** Whom a registration may be the same person as, by all that the index holds; the likeliest first. */
export const compareWithAll = (tx: Tx, source: Source, measure: Measure): Promise<readonly Compared<Source>[]> =>
  findLikely(tx, source, measure, { most: mostCompared, besides: source.patient });

/** Compares one registration with all others and carries out what follows. */
async function linkOne(tx: Tx, patient: string, measure: Measure, { now, newId }: Means): Promise<void> {
  const [source] = await findSources(tx, [patient]);
  if (!source?.active) return;
  await layDrift(tx, source, measure, now);
  const compared = await compareWithAll(tx, source, measure);
  const strangers = compared.filter(({ other }) => other.person !== source.person);
  await withdrawReviews(tx, patient, { kind: 'pair', except: compared.map(({ other }) => other.patient) }, now);
  if (strangers.length === 0) return;
  const members = await findMembers(tx, [...new Set([source.person, ...strangers.map(({ other }) => other.person)])]);
  const people = Map.groupBy(members, ({ person }) => person);
  const patients = members.map((one) => one.patient);
  const isApart = apartIn(await apartAmong(tx, patients));
  const { joins, reviews } = decideLinks({ source, compared: strangers, people, isApart });
  const earliest = await earliestOf(tx, patients);
  let own = named(people.get(source.person) ?? [source], source.person);
  for (const { person, by } of joins) {
    const before = ordered([own, named(people.get(person) ?? [], person)]);
    const after = linked(before, earliest);
    await carryOut(
      tx,
      {
        ...{ id: newId(), kind: 'auto', by: null, reason: null, before, after, apartAdded: [], apartRemoved: [] },
        measured: measured(source, by as Compared<Source>, measure, []),
      },
      now,
    );
    own = after[0] ?? own;
  }
  const asked = await openReviewsOf(tx, [...own]);
  const isAsked = ({ compared: { other } }: ToReview): boolean => {
    const theirs = new Set((people.get(other.person) ?? []).map((one) => one.patient));
    const pair = pairOf(patient, other.patient).join(' ');
    return asked.some(({ one, other: two }) => (theirs.has(one) || theirs.has(two)) && `${one} ${two}` !== pair);
  };
  // One question for two people is enough, whichever of their registrations it shows.
  const fresh = reviews.filter((review) => !isAsked(review));
  const opened = await openReviews(
    tx,
    fresh.map(({ compared: one, vetoes }) => measured(source, one as Compared<Source>, measure, vetoes)),
    now,
  );
  for (const { id, pair } of opened)
    await append(tx, 'identity.review-opened', { review: id, one: pair[0], other: pair[1] }, now);
}

const named = (members: readonly { readonly patient: string }[], person: string): readonly string[] => [
  person,
  ...members.map(({ patient }) => patient).filter((patient) => patient !== person),
];

/**
 * Compares registrations that wait with all others, `first` those who are waited for, then the longest waiting, as many as are wanted, and answers how many it
 * was. Safe to run anywhere at any time: one process takes from the list at a time, and while it decides nobody else does.
 */
export async function linkWaiting(tx: Tx, most: number, means: Means, first: readonly string[] = []): Promise<number> {
  const waiting = await findWaiting(tx, most, first);
  if (waiting.length === 0) return 0;
  // Before anything that a writer holds: whoever writes links onto Patients holds people when it comes to them.
  await holdPeople(tx);
  const patients = await takeWaiting(tx, waiting);
  const measure = await measureInUse(tx);
  for (const patient of patients) await linkOne(tx, patient, measure, means);
  return patients.length;
}
