import { append } from '@songhua/events';
import { httpReply, ok, refuse, route } from '@songhua/kernel';
import { deferInput, deferred, reviewParams } from '../contract.ts';
import { decideDeferral } from '../domain/decide-deferral.ts';
import { deferReview, findReview, holdReview } from '../store/reviews.ts';
import { whoIs } from './decide-people.ts';
import { shownPatient } from './list-people.ts';
import { headOf } from './list-reviews.ts';
import { keepsTheRegister } from './looks-after.ts';

/** 稍后再判: a review is laid aside until a day, and waits again by itself when it has come. Nobody is hindered from deciding it before. */
export const deferReviewRoute = route({
  method: 'POST',
  path: '/api/identity/reviews/:id/defer',
  summary: { zh: '审核：搁置到某日，或取回', en: 'Review: lay aside until a day, or take back' },
  permission: 'identity.decide',
  people: keepsTheRegister,
  params: reviewParams,
  body: deferInput,
  response: deferred,
  handle: async ({ tx, actor, now, params: { id }, body: { until, version } }) => {
    const review = await holdReview(tx, id);
    if (!review) return refuse('identity.unknown-review');
    if (review.state !== 'open' || review.version !== version)
      return refuse('identity.review-changed', { version: review.version, state: review.state });
    const day = until === null ? ok(null) : decideDeferral(until, now);
    if (!day.ok) return day;
    await deferReview(tx, id, day.value, whoIs(actor), now);
    await append(tx, 'identity.review-deferred', { review: id, until: day.value?.toISOString() ?? null }, now);
    const written = await findReview(tx, id);
    if (!written) throw new Error(`review ${id} is gone`);
    return ok(httpReply(200, headOf(written, now), {}, [review.one, review.other].map(shownPatient)));
  },
});
