import { type Actor, type Call, ok, type Result, refuse, route } from '@songhua/kernel';
import type { z } from 'zod';
import { type CardChange, type Classification, cardDetail, cardDraft } from '../contract.ts';
import { enterBy } from '../domain/judge-clock.ts';
import { stateWords } from '../domain/move-card.ts';
import type { StoredCard } from '../store/cards.ts';
import { carryOut } from '../store/carry-out.ts';
import { dropTyped } from '../store/typed.ts';
import { checkPatient } from './check-patient.ts';
import { findStanding } from './find-standing.ts';
import { judgeFields } from './judge-fields.ts';
import { countyOf, loadView, reportsByLaw, type View } from './load-sight.ts';
import { sayCard } from './say-card.ts';

export const byPerson = ({ id, name }: Actor): CardChange['by'] => ({ kind: 'person', id, name });
export const classifiedBy = ({ id, name }: Actor, now: Date): Classification => ({
  by: 'person',
  id,
  name,
  version: null,
  at: now.toISOString(),
});

type Told = NonNullable<z.output<typeof cardDraft>['told']>;
type Origin = Pick<StoredCard, 'institution' | 'reportCounty' | 'source' | 'received' | 'enterBy'>;

/** For which institution somebody writes a card: their own, or one that told disease control of a case. */
async function originOf(
  { tx, records, now }: Pick<Call<unknown, unknown, unknown>, 'tx' | 'records' | 'now'>,
  view: View,
  told: Told | undefined,
  diagnosed: Date,
): Promise<Result<Origin>> {
  const { sight } = view;
  if (sight.of === 'institution') {
    if (told) return refuse('reporting.told-to-disease-control');
    const { institution } = sight;
    const reportCounty = await countyOf(tx, records, view, institution);
    return ok({ institution, reportCounty, source: 'hand', received: null, enterBy: null });
  }
  if (sight.of === 'nothing') return refuse('reporting.no-institution');
  if (!told) return refuse('reporting.say-who-told');
  const { institution, by, at } = told;
  if (!(await records.read(tx, 'Organization', institution.slice('Organization/'.length))))
    return refuse('reporting.unknown-institution', { institution });
  const reportCounty = await countyOf(tx, records, view, institution);
  if (sight.of === 'counties' && !(reportCounty !== null && sight.codes.includes(reportCounty)))
    return refuse('reporting.not-yours');
  const received = new Date(at);
  if (received > now || received < diagnosed) return refuse('reporting.told-when');
  return ok({ institution, reportCounty, source: by, received, enterBy: enterBy(received) });
}

export const createCard = route({
  method: 'POST',
  path: '/api/reporting/cards',
  summary: { zh: '填写报告卡，可直接报告', en: 'Fill in a card, and report it at once unless it stays a draft' },
  permission: 'reporting.report',
  people: reportsByLaw,
  body: cardDraft,
  response: cardDetail,
  handle: async (call) => {
    const { tx, records, actor, now, newId, body } = call;
    const view = await loadView(tx, actor);
    const origin = await originOf(call, view, body.told, new Date(body.fields.diagnosed));
    if (!origin.ok) return origin;
    // What disease control was told of is reported.
    const isReported = body.report || body.told !== undefined;
    const judged = judgeFields(body.fields, view, now, isReported);
    if (!judged.ok) return judged;
    const known = await checkPatient(call, body.fields.patient, null);
    if (!known.ok) return known;
    const there = body.anew ? null : await findStanding(tx, view, body.fields);
    if (there) return refuse('reporting.card-exists', { card: there.id, state: stateWords(there.state) });
    const card = await carryOut(
      tx,
      null,
      {
        id: newId(),
        state: isReported ? 'reported' : 'draft',
        ...origin.value,
        ...judged.value,
        reported: isReported ? (origin.value.received ?? now) : null,
        created: now,
        author: actor.id,
        classification: classifiedBy(actor, now),
        duplicateOf: null,
      },
      { step: isReported ? 'report' : 'prepare', by: byPerson(actor), reason: null, now },
    );
    await dropTyped(tx, actor.id, 'new');
    return ok(await sayCard(tx, records, { card, view, actor, now }));
  },
});
