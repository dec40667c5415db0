import { refuse, route } from '@songhua/kernel';
import { decided, decideInput, reviewParams } from '../contract.ts';
import { decideApart, decideLink, decideStays, decideUnlink } from '../domain/decide-people.ts';
import { apartAmong } from '../store/apart.ts';
import { deciding } from '../store/deciding.ts';
import type { Measured } from '../store/decisions.ts';
import { earliestOf, partitionOf } from '../store/groups.ts';
import { measureInUse } from '../store/model.ts';
import { holdReview, type StoredReview } from '../store/reviews.ts';
import { settle } from './decide-people.ts';
import { keepsTheRegister } from './looks-after.ts';

/** What the review showed, as it goes into the log with what was decided on it. */
const shownBy = (review: StoredReview, thresholds: Measured['thresholds']): Measured => ({
  pair: [review.one, review.other],
  grade: review.grade,
  vetoes: review.vetoes,
  model: review.model,
  thresholds,
  score: {
    weight: review.weight,
    relatives: review.relatives,
    evidence: review.evidence.map(({ field, ...rest }) => ({ comparison: field, ...rest })),
  },
});

export const decideReview = route({
  method: 'POST',
  path: '/api/identity/reviews/:id/decide',
  summary: { zh: '审核：是同一人，或是两人', en: 'Review: one person, or two' },
  permission: 'identity.decide',
  people: keepsTheRegister,
  params: reviewParams,
  body: decideInput,
  response: decided,
  handle: async ({ tx, actor, now, newId, params: { id }, body: { outcome, reason, version } }) =>
    deciding(tx, async () => {
      const review = await holdReview(tx, id);
      if (!review) return refuse('identity.unknown-review');
      if (review.state !== 'open' || review.version !== version)
        return refuse('identity.review-changed', { version: review.version, state: review.state });
      const pair = [review.one, review.other] as const;
      const before = await partitionOf(tx, pair);
      const all = before.flat();
      const [apart, earliest] = [await apartAmong(tx, all), await earliestOf(tx, all)];
      const isOne = outcome === 'link';
      const { drifted } = review;
      const decideOne = () => (drifted === null ? decideLink(before, apart, earliest) : decideStays(before, pair));
      const decideTwo = () =>
        drifted === null ? decideApart(before, pair, apart, earliest) : decideUnlink(before, drifted, apart, earliest);
      const decision = isOne ? decideOne() : decideTwo();
      if (!decision.ok) return decision;
      const { thresholds } = await measureInUse(tx);
      const said = { kind: isOne ? ('link' as const) : ('apart' as const), reason, review: id };
      return settle({ tx, actor, now, newId }, decision.value, { ...said, measured: shownBy(review, thresholds) });
    }),
});
