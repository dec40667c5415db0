import { type Actor, ok, route, type Text, type Tx } from '@songhua/kernel';
import { dayInBeijing } from '@songhua/module-registry/api.ts';
import { errandList, type VisitAnswer, type VisitDraft, visitDraft, visitsAnswer, visitsInput } from '../contract.ts';
import { dueOn, nextDueAfter, visitFault } from '../domain/plan-follow-up.ts';
import { holdContacts, listErrands, type StoredContact, signOn, updateContact } from '../store/contacts.ts';
import { daysEntered, findStanding, insertVisit } from '../store/visits.ts';
import { fieldWorkByLaw, tell } from './load-outbreak.ts';

/** More than anybody visits on a day, and what a phone keeps easily. */
const mostErrands = 300;

export const listErrandsRoute = route({
  method: 'GET',
  path: '/api/investigation/follow-up',
  summary: { zh: '我今天要随访的密切接触者', en: 'Whom I follow up today' },
  permission: 'investigation.follow-up',
  people: fieldWorkByLaw,
  response: errandList,
  handle: async ({ tx, actor, now }) => {
    const today = dayInBeijing(now);
    const found = await listErrands(tx, actor.id, today, mostErrands + 1);
    const items = found.slice(0, mostErrands).map((one) => ({ ...one, contact: one.id, due: dueOn(one, today) }));
    return ok({ today, asOf: now.toISOString(), more: found.length > mostErrands, items });
  },
});

export const signOnRoute = route({
  method: 'PUT',
  path: '/api/investigation/follow-up/me',
  summary: { zh: '加入随访队伍', en: 'Sign on as one who follows up' },
  permission: 'investigation.follow-up',
  people: 'none',
  response: errandList.pick({ today: true }),
  handle: async ({ tx, actor, now }) => {
    await signOn(tx, actor, now);
    return ok({ today: dayInBeijing(now) });
  },
});

const notYours: Text = { zh: '该接触者已不在您的随访名单上', en: 'this contact is no longer on your list' };

/** Writes a form that may be written; the contact's next day and state follow from all its days. */
async function keep(tx: Tx, actor: Actor, contact: StoredContact, visit: VisitDraft, now: Date): Promise<void> {
  await insertVisit(tx, visit, actor, now);
  const nextDue = nextDueAfter(contact.begins, await daysEntered(tx, visit.investigation, contact.id));
  const isOver = nextDue > contact.until && contact.state === 'following';
  await updateContact(tx, visit.investigation, {
    ...contact,
    nextDue,
    symptoms: contact.symptoms || visit.symptoms.length > 0,
    state: isOver ? 'finished' : contact.state === 'lost' && visit.outcome === 'seen' ? 'following' : contact.state,
  });
}

async function takeVisit(tx: Tx, actor: Actor, typed: unknown, now: Date): Promise<VisitAnswer> {
  const parsed = visitDraft.safeParse(typed);
  const id = typeof typed === 'object' && typed !== null && 'id' in typed ? String(typed.id).slice(0, 64) : '';
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    return { id, became: 'refused', why: { zh: `“${field}”不合要求`, en: `“${field}” breaks a rule` } };
  }
  const visit = parsed.data;
  const [contact] = await holdContacts(tx, visit.investigation, [visit.contact]);
  const standing = await findStanding(tx, visit);
  if (standing?.id === visit.id) return { id, became: 'known', why: null };
  if (!contact || contact.worker !== actor.id) return { id, became: 'refused', why: notYours };
  if (standing !== null) {
    const why = { zh: `${standing.by} 已填写 ${standing.day} 的随访`, en: `${standing.by} has entered ${standing.day} already` };
    return { id, became: 'conflict', why };
  }
  const why = visitFault(visit.day, contact, dayInBeijing(now));
  if (why) return { id, became: 'refused', why };
  await keep(tx, actor, contact, visit, now);
  return { id, became: 'kept', why: null };
}

export const sendVisits = route({
  method: 'POST',
  path: '/api/investigation/follow-up',
  summary: {
    zh: '提交随访表，可离线填写后成批提交，重复提交只记一次',
    en: 'Send follow-up forms, also those entered offline; what comes twice is written once',
  },
  permission: 'investigation.follow-up',
  people: fieldWorkByLaw,
  body: visitsInput,
  response: visitsAnswer,
  handle: async ({ tx, actor, now, body: { visits } }) => {
    const items: VisitAnswer[] = [];
    for (const visit of visits) items.push(await takeVisit(tx, actor, visit, now));
    const kept = visits.flatMap((visit, at) => (items[at]?.became === 'kept' ? [(visit as VisitDraft).investigation] : []));
    for (const id of new Set(kept)) await tell(tx, id, now);
    return ok({ items });
  },
});
