import { type Actor, may, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { eventState } from '@songhua/module-emergency/api.ts';
import { notifiableOn } from '@songhua/module-reporting/api.ts';
import {
  type Outbreak,
  outbreakDraft,
  outbreakList,
  outbreakParams,
  outbreakPatch,
  outbreakQuery,
  outbreakView,
} from '../contract.ts';
import { checkAreas } from '../domain/decide-sight.ts';
import {
  countOutbreaks,
  findOutbreak,
  insertOutbreak,
  listOutbreaks,
  type StoredOutbreak,
  summarise,
  updateOutbreak,
} from '../store/outbreaks.ts';
import { fieldWorkByLaw, loadView, mayWrite, type Opened, openOutbreak, tell, type View } from './load-outbreak.ts';

/** Contacts of a disease whose incubation nobody has said are followed for so many days. */
const usualDays = 14;

/** An event that the actor sees on the pages of the emergency command, by its own rule: all of them or none. */
const seenEvent = async (tx: Tx, actor: Actor, id: string, now: Date) =>
  may(actor, 'emergency.read') ? eventState(tx, id, now) : null;

async function show(tx: Tx, actor: Actor, view: View, one: StoredOutbreak, now: Date): Promise<Outbreak> {
  const { least, most, openedAt, ...rest } = one;
  const nameOf = (code: string) => view.areas.find((area) => area.code === code)?.name ?? { zh: code, en: code };
  const event = one.event === null ? null : await seenEvent(tx, actor, one.event, now);
  return {
    ...rest,
    diseaseName: notifiableOn(view.today).find(({ code }) => code === one.disease)?.name ?? { zh: one.disease, en: one.disease },
    areaName: nameOf(one.area),
    shared: [...one.shared],
    eventTitle: event?.title ?? null,
    incubation: { least, most },
    openedAt: openedAt.toISOString(),
  };
}

async function answer(tx: Tx, actor: Actor, opened: Opened, now: Date) {
  const { outbreak, today } = opened;
  return ok({
    outbreak: await show(tx, actor, opened, outbreak, now),
    today,
    mayWrite: mayWrite(actor, outbreak),
    ...(await summarise(tx, outbreak.id, today)),
  });
}

export const listOutbreaksRoute = route({
  method: 'GET',
  path: '/api/investigation/outbreaks',
  summary: { zh: '流行病学调查列表', en: 'Field investigations' },
  permission: 'investigation.read',
  people: 'none',
  query: outbreakQuery,
  response: outbreakList,
  handle: async ({ tx, actor, now, query: { limit, offset, area, ...asked } }) => {
    const view = await loadView(tx, actor, now);
    const whole = view.areas.some(({ code, parent }) => code === area && parent === null);
    const filter = { ...asked, areas: area === undefined || whole ? undefined : [area] };
    const total = await countOutbreaks(tx, view.sight, filter);
    const items: Outbreak[] = [];
    for (const one of await listOutbreaks(tx, view.sight, filter, { limit, offset }))
      items.push(await show(tx, actor, view, one, now));
    return ok({ total, items });
  },
});

export const readOutbreak = route({
  method: 'GET',
  path: '/api/investigation/outbreaks/:id',
  summary: { zh: '一项调查：病例、密接、随访概况', en: 'One investigation: its cases, contacts and follow-up in figures' },
  permission: 'investigation.read',
  people: fieldWorkByLaw,
  params: outbreakParams,
  response: outbreakView,
  handle: async ({ tx, actor, now, params: { id } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    return opened.ok ? answer(tx, actor, opened.value, now) : opened;
  },
});

async function checkEvent(tx: Tx, actor: Actor, event: string | null | undefined, now: Date): Promise<Result<null>> {
  if (event && !(await seenEvent(tx, actor, event, now))) return refuse('investigation.unknown-event', { event });
  return ok(null);
}

export const createOutbreak = route({
  method: 'POST',
  path: '/api/investigation/outbreaks',
  summary: { zh: '开展调查，可关联事件', en: 'Open an investigation, perhaps of an event' },
  permission: 'investigation.manage',
  people: 'none',
  body: outbreakDraft,
  response: outbreakView,
  handle: async ({ tx, actor, now, newId, body }) => {
    const view = await loadView(tx, actor, now);
    const placed = checkAreas(view.areas, view.sight, body);
    if (!placed.ok) return placed;
    const event = await checkEvent(tx, actor, body.event, now);
    if (!event.ok) return event;
    const disease = notifiableOn(view.today).find(({ code }) => code === body.disease);
    const { least, most } = disease?.incubationDays ?? { least: 0, most: usualDays };
    const followDays = body.followDays ?? Math.min(120, Math.max(1, disease?.incubationDays?.most ?? usualDays));
    const id = newId();
    await insertOutbreak(tx, { ...body, id, followDays, least, most, openedAt: now, openedBy: actor.name });
    await tell(tx, id, now);
    const opened = await openOutbreak(tx, actor, id, now);
    return opened.ok ? answer(tx, actor, opened.value, now) : opened;
  },
});

export const editOutbreak = route({
  method: 'PATCH',
  path: '/api/investigation/outbreaks/:id',
  summary: { zh: '修改、结束或重新开展调查', en: 'Change, close or reopen an investigation' },
  permission: 'investigation.manage',
  people: 'none',
  params: outbreakParams,
  body: outbreakPatch,
  response: outbreakView,
  handle: async ({ tx, actor, now, params: { id }, body: { version, ...to } }) => {
    const opened = await openOutbreak(tx, actor, id, now);
    if (!opened.ok) return opened;
    const held = (await findOutbreak(tx, id, true)) ?? opened.value.outbreak;
    if (held.version !== version) return refuse('investigation.changed-meanwhile', { version: held.version, seen: version });
    const placed = checkAreas(opened.value.areas, opened.value.sight, { area: held.area, shared: to.shared ?? held.shared });
    if (!placed.ok) return placed;
    // Who sees the investigation but not its event may send the event back as it was.
    const event = await checkEvent(tx, actor, to.event === held.event ? null : to.event, now);
    if (!event.ok) return event;
    const said = Object.fromEntries(Object.entries(to).filter(([, value]) => value !== undefined));
    await updateOutbreak(tx, { ...held, ...said });
    await tell(tx, id, now);
    const after = await openOutbreak(tx, actor, id, now);
    return after.ok ? answer(tx, actor, after.value, now) : after;
  },
});
