import { type Actor, ok, type Result, refuse, route } from '@songhua/kernel';
import { type CardFields, cardDetail, cardParams, correctInput, deathInput, fillInput } from '../contract.ts';
import { afterReport } from '../domain/check-card.ts';
import { isRules } from '../domain/decide-sight.ts';
import { diffFields, isReclassified } from '../domain/diff-fields.ts';
import { windClock } from '../domain/judge-clock.ts';
import type { StoredCard } from '../store/cards.ts';
import { checkPatient } from './check-patient.ts';
import { classifiedBy } from './create-card.ts';
import { judgeFields } from './judge-fields.ts';
import { reportsByLaw, type View } from './load-sight.ts';
import { takeStep } from './step.ts';

interface Written {
  readonly actor: Actor;
  readonly now: Date;
  /** What it says must be whole, and is a person's word from now on. */
  readonly isReported: boolean;
}

/** What a card is once it says this. */
function rewrite(
  card: StoredCard,
  view: View,
  fields: CardFields,
  { actor, now, isReported }: Written,
): Result<Partial<StoredCard>> {
  const judged = judgeFields(fields, view, now, isReported);
  if (!judged.ok) return judged;
  const { reported } = card;
  const diagnosed = new Date(judged.value.fields.diagnosed);
  if (reported !== null && diagnosed > reported)
    return refuse('reporting.incomplete', { count: 1 }, [afterReport(judged.value.fields)]);
  const saysAnew = isReclassified(diffFields(card.fields, judged.value.fields));
  // Whoever reports what a rule prepared has made it their own.
  const isPersons = saysAnew || (isReported && card.classification.by === 'rule');
  return ok({
    ...judged.value,
    // How timely it was is decided once: by what was said when it was reported.
    ...(reported === null
      ? windClock({ ...card, diagnosed: new Date(card.fields.diagnosed) }, { diagnosed, hours: judged.value.hours }, now)
      : { due: card.due, hours: card.hours, since: card.since, strict: card.strict }),
    ...(isRules(card.author) && { author: actor.id }),
    ...(isPersons && { classification: classifiedBy(actor, now) }),
    ...(isReported && reported === null && { reported: now }),
  });
}

const params = cardParams;
const common = { permission: 'reporting.report', people: reportsByLaw, params, response: cardDetail } as const;

export const fillCard = route({
  ...common,
  method: 'PUT',
  path: '/api/reporting/cards/:id',
  summary: { zh: '填写草稿或退回的报告卡，可同时报告', en: 'Fill in a draft or what was returned, and report it' },
  body: fillInput,
  handle: async (call) => {
    const { actor, now, params: asked, body } = call;
    const written = { actor, now, isReported: body.report };
    return takeStep(call, {
      ...{ id: asked.id, version: body.version, step: body.report ? 'report' : 'fill', reason: null },
      change: async (card, view) => {
        const known = await checkPatient(call, body.fields.patient, card.fields.patient);
        return known.ok ? rewrite(card, view, body.fields, written) : known;
      },
    });
  },
});

export const correctCard = route({
  ...common,
  method: 'POST',
  path: '/api/reporting/cards/:id/correct',
  summary: { zh: '订正已报告的报告卡', en: 'Correct a card that was reported' },
  body: correctInput,
  handle: async (call) => {
    const { actor, now, params: asked, body } = call;
    const written = { actor, now, isReported: true };
    return takeStep(call, {
      ...{ id: asked.id, version: body.version, step: 'correct', reason: body.reason },
      change: async (card, view) => {
        const known = await checkPatient(call, body.fields.patient, card.fields.patient);
        return known.ok ? rewrite(card, view, body.fields, written) : known;
      },
    });
  },
});

export const supplementDeath = route({
  ...common,
  method: 'POST',
  path: '/api/reporting/cards/:id/death',
  summary: { zh: '补报死亡', en: 'Supplement that the person died' },
  body: deathInput,
  handle: async (call) => {
    const { actor, now, params: asked, body } = call;
    const written = { actor, now, isReported: true };
    return takeStep(call, {
      ...{ id: asked.id, version: body.version, step: 'death', reason: body.remark },
      change: (card, view) => rewrite(card, view, { ...card.fields, died: body.died }, written),
    });
  },
});
