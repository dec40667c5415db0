import { findMemberships } from '@songhua/access';
import { ok, type RecordStore, route, type Tx } from '@songhua/kernel';
import { dayInBeijing } from '@songhua/module-registry/api.ts';
import { type MissedList, missedList, waiting } from '../contract.ts';
import { countWaiting, listMissed } from '../store/waiting.ts';
import { loadView } from './load-outbreak.ts';

/** As many workers as a page shows. */
const mostShown = 100;

export const waitingRoute = route({
  method: 'GET',
  path: '/api/investigation/follow-up/waiting',
  summary: { zh: '今天有多少密切接触者等我随访', en: 'How many contacts wait for me today' },
  permission: 'investigation.follow-up',
  people: 'none',
  response: waiting,
  handle: async ({ tx, actor, now }) => {
    const today = dayInBeijing(now);
    return ok({ today, ...(await countWaiting(tx, actor.id, today)) });
  },
});

/** Where somebody works today, by the name under which it is registered. */
async function institutionOf(tx: Tx, records: RecordStore, worker: string | null, now: Date): Promise<string | null> {
  const [first] = worker === null ? [] : await findMemberships(tx, worker, now);
  if (!first) return null;
  const found = await records.read(tx, 'Organization', first.organization.replace('Organization/', ''));
  return typeof found?.['name'] === 'string' ? found['name'] : null;
}

export const missedRoute = route({
  method: 'GET',
  path: '/api/investigation/missed',
  summary: { zh: '本辖区逾期未随访：按随访人和机构', en: 'Follow-ups missed in one’s area, by worker and institution' },
  permission: 'investigation.read',
  people: 'none',
  response: missedList,
  handle: async ({ tx, records, actor, now }) => {
    const { sight, today } = await loadView(tx, actor, now);
    const found = await listMissed(tx, sight, today, mostShown + 1);
    const items: MissedList['items'] = [];
    for (const one of found.slice(0, mostShown))
      items.push({ ...one, institution: await institutionOf(tx, records, one.worker, now) });
    return ok({ today, more: found.length > mostShown, items });
  },
});
