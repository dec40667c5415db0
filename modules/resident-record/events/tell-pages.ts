import { append } from '@songhua/events';
import type { Subscription } from '@songhua/kernel';
import { z } from 'zod';
import { regrouped } from '../contract.ts';

const changed = z.object({
  people: z.array(z.object({ members: z.array(z.string()) })),
  cause: z.string(),
});

/**
 * Somebody decided that registrations are one person, or are not: pages that show a record ask whether theirs is still the same, and read it
 * again if not. Links that a run of the index makes
 * by itself tell no page: there are thousands of them an hour while registrations come in, and every page would ask anew for each.
 */
export const tellPages: Subscription = {
  name: 'resident-record.tell-pages',
  event: 'identity.people-changed',
  title: { zh: '归并或拆分后刷新打开的档案', en: 'Refresh open records after people were joined or taken apart' },
  handle: async (tx, { payload, at }) => {
    const { people, cause } = changed.parse(payload);
    if (cause === 'auto') return;
    const patients = people.flatMap(({ members }) => members);
    await append(tx, 'resident-record.regrouped', regrouped.parse({ patients }), at);
  },
};
