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

/** What a decision answers, and what it takes back. */
interface Answered {
  readonly review?: string | undefined;
  /** The review whose answer it takes back, unless somebody has answered again since. */
  readonly undone?: string | undefined;
  /** Who was one person before it. */
  readonly before?: Partition | undefined;
  readonly takesBack?: boolean;
}

/**
 * Where a drift stands: who is one person is what it asks of, so that alone settles nothing. It is settled by an answer, or by their being two people;
 * an answer stands while they are two, for when they are one again.
 */
function settleDrift({ id, state }: Standing, same: boolean, joins: boolean, apart: boolean, answered: Answered): ReviewState {
  if (!same) {
    if (state !== 'open') return state;
    return apart ? 'apart' : 'withdrawn';
  }
  if (id !== undefined && id === answered.review) return 'linked';
  if (id !== undefined && id === answered.undone) return 'open';
  if (!joins || state === 'linked') return state;
  // What had made them two was taken back: it is to be answered again. Whoever links them anew has seen it.
  if (answered.takesBack) return 'open';
  return state === 'apart' ? 'linked' : state;
}

/** Whether two stand in one person, by who is who. */
function togetherIn(people: Partition): (one: string, other: string) => boolean {
  const person = new Map(people.flatMap((group) => group.map((patient) => [patient, group[0]] as const)));
  return (one, other) => person.has(one) && person.get(one) === person.get(other);
}

/** In which state reviews of pairs stand by who is who and who is said to be two; those that stay as they are are left out. */
export function settleReviews<R extends Standing>(
  reviews: readonly R[],
  people: Partition,
  isApart: (one: string, other: string) => boolean,
  answered: Answered = {},
): readonly { readonly review: R; readonly state: ReviewState }[] {
  const [isOne, wasOne] = [togetherIn(people), togetherIn(answered.before ?? people)];
  return reviews.flatMap((review) => {
    const [one, other] = pairOf(review.one, review.other);
    const same = isOne(one, other);
    const apart = isApart(one, other);
    const said: ReviewState = same ? 'linked' : apart ? 'apart' : 'open';
    // What was withdrawn had nothing left to decide, and has nothing now unless it has been decided.
    const usual = review.state === 'withdrawn' && said === 'open' ? 'withdrawn' : said;
    const state = review.kind === 'drift' ? settleDrift(review, same, same && !wasOne(one, other), apart, answered) : usual;
    return state === review.state ? [] : [{ review, state }];
  });
}
