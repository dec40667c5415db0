import { ok, refuse, route } from '@songhua/kernel';
import { cardDetail, cardParams, mergeInput, reasonInput, reviewInput } from '../contract.ts';
import { sees } from '../domain/decide-sight.ts';
import { findCards, holdCards } from '../store/cards.ts';
import { reportsByLaw } from './load-sight.ts';
import { takeStep } from './step.ts';

const common = { method: 'POST', people: reportsByLaw, params: cardParams, response: cardDetail } as const;

export const reviewCard = route({
  ...common,
  path: '/api/reporting/cards/:id/review',
  summary: { zh: '审核：通过，或注明原因退回', en: 'Review: approve, or return with a reason' },
  permission: 'reporting.review',
  body: reviewInput,
  handle: async (call) => {
    const { params, body } = call;
    const { version, outcome } = body;
    const reason = body.outcome === 'return' ? body.reason : null;
    return takeStep(call, { id: params.id, version, step: outcome, reason });
  },
});

export const dismissCard = route({
  ...common,
  path: '/api/reporting/cards/:id/dismiss',
  summary: { zh: '排除草稿：不是应报告的病例', en: 'Dismiss a draft: it is no case to report' },
  permission: 'reporting.report',
  body: reasonInput,
  handle: async (call) => takeStep(call, { id: call.params.id, ...call.body, step: 'dismiss' }),
});

export const deleteCard = route({
  ...common,
  path: '/api/reporting/cards/:id/delete',
  summary: { zh: '删除报告卡（决定，保留记录）', en: 'Delete a card: a decision, kept with its reason' },
  permission: 'reporting.review',
  body: reasonInput,
  handle: async (call) => takeStep(call, { id: call.params.id, ...call.body, step: 'delete' }),
});

/** Cards into which others are merged; what is one itself, or was taken out, holds nothing. */
const standing: readonly string[] = ['reported', 'returned', 'checked', 'approved'];

export const mergeCard = route({
  ...common,
  path: '/api/reporting/cards/:id/merge',
  summary: { zh: '查重：并入另一张卡', en: 'Merge a duplicate into another card' },
  permission: 'reporting.review',
  body: mergeInput,
  handle: async (call) => {
    const { tx, params, body } = call;
    const { into, reason, version } = body;
    if (into === params.id) return refuse('reporting.same-card');
    // Both at once: of two merges in opposite directions the second finds that its target has gone.
    await holdCards(tx, [params.id, into]);
    return takeStep(call, {
      ...{ id: params.id, version, step: 'merge', reason },
      change: async (card, { sight }) => {
        const [other] = await findCards(tx, [into]);
        if (!other || !sees(sight, other)) return refuse('reporting.unknown-card');
        const isSame = other.fields.disease === card.fields.disease;
        if (!standing.includes(other.state) || !isSame) return refuse('reporting.merge-target');
        return ok({ duplicateOf: into });
      },
    });
  },
});
