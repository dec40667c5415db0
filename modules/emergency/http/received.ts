import { append } from '@songhua/events';
import { type Actor, ok, refuse, route, type Tx } from '@songhua/kernel';
import { areaTree } from '@songhua/module-registry/api.ts';
import { type Received, received, receivedParams } from '../contract.ts';
import { departmentsOf } from '../domain/check-notice.ts';
import { lockEvent } from '../store/events.ts';
import { acknowledge, findReceived, listReceived, type Reader } from '../store/notices.ts';
import { addLog } from '../store/reports.ts';
import { recipientNames } from './show-notices.ts';

/** Notices a page shows; older ones stand on the boards of their events. */
const most = 100;

const readerOf = ({ institution, roles }: Actor): Reader => ({
  institution: institution?.split('/')[1] ?? null,
  departments: departmentsOf(roles),
});

async function load(tx: Tx, actor: Actor): Promise<Received> {
  const stored = await listReceived(tx, readerOf(actor), most);
  const nameOf = await recipientNames({ areas: stored.length > 0 ? await areaTree(tx) : [] }, tx);
  const items = stored.map((one) => ({ ...one, to: one.to.map(nameOf) }));
  return { waiting: items.filter(({ acknowledgedAt }) => acknowledgedAt === null).length, items };
}

export const readReceived = route({
  method: 'GET',
  path: '/api/emergency/received',
  summary: { zh: '发给本机构、本部门的应急通报', en: 'Notices sent to one’s institution or department' },
  permission: 'emergency.receive',
  people: 'none',
  response: received,
  handle: async ({ tx, actor }) => ok(await load(tx, actor)),
});

export const acknowledgeReceived = route({
  method: 'POST',
  path: '/api/emergency/received/:notice/acknowledge',
  summary: { zh: '确认收到', en: 'Acknowledge a notice for one’s institution or department' },
  permission: 'emergency.receive',
  people: 'none',
  params: receivedParams,
  response: received,
  handle: async ({ tx, actor, now, params: { notice } }) => {
    const reader = readerOf(actor);
    const known = await findReceived(tx, notice, reader);
    if (!known) return refuse('emergency.unknown-notice', { notice });
    const { event, title } = known;
    // The event first, as every writer does: whoever enters it on the board meanwhile comes before or after, never across.
    const held = await lockEvent(tx, event, now);
    const open = (await findReceived(tx, notice, reader))?.open ?? [];
    for (const one of open) await acknowledge(tx, notice, one, actor.name, now);
    if (open.length > 0 && held) {
      await addLog(tx, event, { kind: 'notice-acknowledged', text: `${title} · ${actor.name}` }, actor, now);
      await append(tx, 'emergency.event-changed', { id: event }, now, `emergency/${event}`);
    }
    return ok(await load(tx, actor));
  },
});
