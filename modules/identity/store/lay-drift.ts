import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import type { Measure } from '../domain/compare-source.ts';
import { everyField, findDrift } from '../domain/find-drift.ts';
import { pairOf } from '../domain/partition.ts';
import { measurePairs } from './measure-pairs.ts';
import { openReviews, openReviewsOf, withdrawReviews } from './reviews.ts';
import { findMembers, type Source } from './sources.ts';

/**
 * Lays a registration before people that has changed so that it contradicts another of its person: nobody is taken apart by a machine. What it has
 * contradicted and does no more is withdrawn. Within a transaction that holds people.
 */
export async function layDrift(tx: Tx, source: Source, measure: Measure, now: Date): Promise<void> {
  const { patient, person, changed, recorded } = source;
  if (changed.length === 0) return;
  // A version that comes meanwhile says anew what it changes, and waits to be compared itself.
  await tx.query(
    `update identity.source set changed = '{}' where patient = $1 and recorded = $2`,
    [patient, recorded],
    'identity.compared',
  );
  const others = (await findMembers(tx, [person])).filter((one) => one.patient !== patient && one.active);
  const against = new Map(others.map((other) => [other.patient, findDrift(source, [other], everyField)?.vetoes ?? []]));
  const still = others.map((other) => other.patient).filter((other) => against.get(other)?.length);
  // One question of one registration is enough, whichever of the others it shows. It stays as long as anything that it was asked of does.
  const asked = (await openReviewsOf(tx, [patient])).find(({ drifted }) => drifted === patient);
  await withdrawReviews(tx, patient, { kind: 'drift', except: still }, now);
  const found = findDrift(source, others, asked ? everyField : changed);
  if (!found) return;
  const shown = asked && still.find((other) => other === asked.one || other === asked.other);
  const pair = pairOf(patient, shown ?? found.other.patient);
  // Whichever it shows, it says all that the registration contradicts of its person: what was said before is not taken back by what changes next.
  const vetoes = [...new Set([...against.values()].flat())];
  const measured = await measurePairs(tx, [pair], measure, () => vetoes);
  for (const {
    id,
    pair: [one, other],
  } of await openReviews(tx, measured, now, patient))
    await append(tx, 'identity.review-opened', { review: id, one, other }, now);
}
