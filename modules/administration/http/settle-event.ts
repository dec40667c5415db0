import { append, correctPayload, retryAllDead, retryDelivery, type Settled, setAside, takeBack } from '@songhua/events';
import { type Actor, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import {
  correctionInput,
  type EventDetail,
  eventDetail,
  eventParams,
  handlerChoice,
  retriedAll,
  retryAllInput,
  setAsideInput,
} from '../contract.ts';
import { checkPayload } from '../domain/check-payload.ts';
import { loadEvent } from './load-event.ts';
import { looksAfterEvents } from './looks-after.ts';

const permission = 'administration.settle-events';

/** Who did it, as the event's history keeps it. */
const settler = ({ id, name }: Actor) => ({ id, name });

/** The event as it is now, told to the other pages; or why nothing was done. */
async function answer(
  tx: Tx,
  now: Date,
  settled: Settled,
  { id, handler, other }: { readonly id: string; readonly handler: string; readonly other: string },
): Promise<Result<EventDetail>> {
  if (settled === 'other-state') return refuse(other);
  if (settled === 'unknown') {
    const event = await loadEvent(tx, id);
    return event.ok ? refuse('administration.unknown-delivery', { id, handler }) : event;
  }
  await append(tx, 'administration.event-settled', { id }, now);
  return loadEvent(tx, id);
}

export const readOneEvent = route({
  method: 'GET',
  path: '/api/administration/events/:id',
  summary: {
    zh: '一个事件：内容、各处理程序的状态与经过',
    en: 'One event: payload, its state with each handler, and its history',
  },
  permission: 'administration.read-events',
  people: looksAfterEvents,
  params: eventParams,
  response: eventDetail,
  handle: ({ tx, params }) => loadEvent(tx, params.id),
});

export const retryEvent = route({
  method: 'POST',
  path: '/api/administration/events/:id/retry',
  summary: { zh: '立即重试失败的事件', en: 'Try an event that failed again now' },
  permission,
  people: looksAfterEvents,
  params: eventParams,
  body: handlerChoice,
  response: eventDetail,
  handle: async ({ tx, actor, now, params: { id }, body: { handler } }) =>
    answer(tx, now, await retryDelivery(tx, { event: id, handler }, settler(actor), now), {
      id,
      handler,
      other: 'administration.nothing-to-retry',
    }),
});

export const retryAllEvents = route({
  method: 'POST',
  path: '/api/administration/events/retry',
  summary: {
    zh: '重试全部（或某处理程序、某类型的）待人工处理事件',
    en: 'Try all events that need a person again, or those of one handler or type',
  },
  permission,
  people: looksAfterEvents,
  body: retryAllInput,
  response: retriedAll,
  handle: async ({ tx, actor, now, body }) => {
    const retried = await retryAllDead(tx, body, settler(actor), now);
    if (retried > 0) await append(tx, 'administration.event-settled', { retried }, now);
    return ok({ retried });
  },
});

export const setEventAside = route({
  method: 'POST',
  path: '/api/administration/events/:id/set-aside',
  summary: { zh: '搁置不再处理的事件（须写明理由）', en: 'Set an event aside, with a reason' },
  permission,
  people: looksAfterEvents,
  params: eventParams,
  body: setAsideInput,
  response: eventDetail,
  handle: async ({ tx, actor, now, params: { id }, body: { handler, reason } }) =>
    answer(tx, now, await setAside(tx, { event: id, handler }, reason, settler(actor), now), {
      id,
      handler,
      other: 'administration.nothing-to-set-aside',
    }),
});

export const takeEventBack = route({
  method: 'POST',
  path: '/api/administration/events/:id/take-back',
  summary: { zh: '取回已搁置的事件', en: 'Take back an event that was set aside' },
  permission,
  people: looksAfterEvents,
  params: eventParams,
  body: handlerChoice,
  response: eventDetail,
  handle: async ({ tx, actor, now, params: { id }, body: { handler } }) =>
    answer(tx, now, await takeBack(tx, { event: id, handler }, settler(actor), now), {
      id,
      handler,
      other: 'administration.nothing-to-take-back',
    }),
});

export const correctEvent = route({
  method: 'POST',
  path: '/api/administration/events/:id/correct',
  summary: { zh: '更正事件内容（原内容保留）', en: 'Correct an event’s payload; the original is kept' },
  permission,
  people: looksAfterEvents,
  params: eventParams,
  body: correctionInput,
  response: eventDetail,
  handle: async ({ tx, actor, now, params: { id }, body }) => {
    const fault = checkPayload(body.payload ?? null);
    if (fault) return refuse('administration.payload-not-kept', {}, [fault]);
    const settled = await correctPayload(tx, id, { ...body, payload: body.payload ?? null }, settler(actor), now);
    if (settled === 'changed') return refuse('administration.corrected-meanwhile');
    return answer(tx, now, settled, { id, handler: '', other: 'administration.nothing-to-correct' });
  },
});
