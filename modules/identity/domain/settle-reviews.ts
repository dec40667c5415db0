import type { ReviewKind, ReviewState } from '../contract.ts';
import { type Partition, pairOf } from './partition.ts';

/** As much of a review as tells where it stands. */
interface Standing {
  readonly id?: string;
  readonly one: string;
  readonly other: string;
  readonly kind?: ReviewKind;
  readonly state: ReviewState;
}

/** The review that a decision answers, and the one whose answer it takes back. */
interface Answered {
  readonly review?: string | undefined;
  readonly undone?: string | undefined;
}

/**
 * Where a drift stands: who is one person is what it asks of, so that alone settles nothing. It is settled by an answer, or by their being two people.
 */
function settleDrift({ id, state }: Standing, same: boolean, apart: boolean, { review, undone }: Answered): ReviewState {
  if (!same) return apart ? 'apart' : 'withdrawn';
  if (id !== undefined && id === review) return 'linked';
  // What had made them two, or said that they are one after all, was taken back: it is to be answered again.
  return state === 'apart' || (id !== undefined && id === undone) ? 'open' : state;
}

/** In which state reviews of pairs stand by who is who and who is said to be two; those that stay as they are are left out. */
export function settleReviews<R extends Standing>(
  reviews: readonly R[],
  people: Partition,
  isApart: (one: string, other: string) => boolean,
  answered: Answered = {},
): readonly { readonly review: R; readonly state: ReviewState }[] {
  const person = new Map(people.flatMap((group) => group.map((patient) => [patient, group[0]] as const)));
  return reviews.flatMap((review) => {
    const [one, other] = pairOf(review.one, review.other);
    const same = person.has(one) && person.get(one) === person.get(other);
    const apart = isApart(one, other);
    const said: ReviewState = same ? 'linked' : apart ? 'apart' : 'open';
    // What was withdrawn had nothing left to decide, and has nothing now unless it has been decided.
    const usual = review.state === 'withdrawn' && said === 'open' ? 'withdrawn' : said;
    const state = review.kind === 'drift' ? settleDrift(review, same, apart, answered) : usual;
    return state === review.state ? [] : [{ review, state }];
  });
}
