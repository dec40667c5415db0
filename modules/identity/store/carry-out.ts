import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import type { PeopleChanged } from '../contract.ts';
import { samePartition } from '../domain/partition.ts';
import { settleReviews } from '../domain/settle-reviews.ts';
import { addApart, apartAmong, apartIn, removeApart } from './apart.ts';
import { addDecisions, answeredLast, type NewDecision } from './decisions.ts';
import { putPeople } from './groups.ts';
import { moveReviews, reviewsAmong } from './reviews.ts';
import { stillDrifted } from './still-drifted.ts';

/**
 * Writes a decision down and makes it so, in one transaction that holds people (`holdPeople`): who is who, what is said to be apart, the
 * reviews that it settles, who reaches whose records; and tells the other modules.
 */
export async function carryOut(tx: Tx, decision: NewDecision, now: Date): Promise<void> {
  const { before, after } = decision;
  await addDecisions(tx, [decision], now);
  await removeApart(tx, decision.apartRemoved);
  await addApart(tx, decision.apartAdded, decision.id, now);
  const patients = [...new Set(after.flat())];
  const changes = !samePartition(before, after);
  if (changes) await putPeople(tx, after, now);
  const isApart = apartIn(await apartAmong(tx, patients));
  const undone = decision.undoes === undefined ? undefined : await answeredLast(tx, decision.undoes);
  const moves = settleReviews(await reviewsAmong(tx, patients), after, isApart, {
    ...{ review: decision.review, undone, before },
    takesBack: decision.undoes !== undefined,
  });
  const asked = await stillDrifted(
    tx,
    moves.flatMap(({ review, state }) => (state === 'open' ? [review] : [])),
  );
  await moveReviews(
    tx,
    moves
      .filter(({ review, state }) => state !== 'open' || asked.has(review.id))
      .map(({ review, state }) => ({ id: review.id, state, by: decision.by, reason: decision.reason })),
    now,
  );
  if (!changes) return;
  const payload: PeopleChanged = {
    people: after.map((members) => ({ person: members[0] ?? '', members: [...members] })),
    cause: decision.kind,
  };
  await append(tx, 'identity.people-changed', payload, now);
}
