import type { ReviewState } from '../contract.ts';
import { type Partition, pairOf } from './partition.ts';

/** In which state reviews of pairs stand by who is who and who is said to be two; those that stay as they are are left out. */
export function settleReviews<R extends { readonly one: string; readonly other: string; readonly state: ReviewState }>(
  reviews: readonly R[],
  people: Partition,
  isApart: (one: string, other: string) => boolean,
): readonly { readonly review: R; readonly state: ReviewState }[] {
  const person = new Map(people.flatMap((group) => group.map((patient) => [patient, group[0]] as const)));
  return reviews.flatMap((review) => {
    const [one, other] = pairOf(review.one, review.other);
    const same = person.has(one) && person.get(one) === person.get(other);
    const said: ReviewState = same ? 'linked' : isApart(one, other) ? 'apart' : 'open';
    // What was withdrawn had nothing left to decide, and has nothing now unless it has been decided.
    const state = review.state === 'withdrawn' && said === 'open' ? 'withdrawn' : said;
    return state === review.state ? [] : [{ review, state }];
  });
}
