import type { Subscription } from '@songhua/kernel';
import { registered } from '../contract.ts';
import { deriveIds } from '../store/derive-ids.ts';
import { linkWaiting } from '../store/link-waiting.ts';

/** Few at a time: whoever decides meanwhile waits for it. */
const mostAtOnce = 50;

/** What was just registered is compared with all others at once, while whoever registered it still has it before them. */
export const linkRegistered: Subscription = {
  name: 'identity.link-registered',
  event: 'identity.registered',
  title: { zh: '比对新登记的居民', en: 'Compare new registrations with all others' },
  handle: async (tx, { id, payload, at }) => {
    await linkWaiting(tx, mostAtOnce, { now: at, newId: deriveIds(id) }, registered.parse(payload).patients);
  },
};
