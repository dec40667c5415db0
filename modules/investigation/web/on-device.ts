import type { OnDevice } from '@songhua/ui/page-route.ts';
import { dropForms, readForms, readList, wipeLists } from './device-store.ts';
import { sendForms } from './send-forms.ts';

/** What the shell may ask of what this device keeps: who goes on without a connection, and what is left when somebody signs out. */
export const onDevice: OnDevice = {
  lastSession: async (owner) => (await readList(owner, Date.now()))?.session ?? null,
  unsent: async (owner) => (await readForms(owner)).length,
  send: async (owner, language) => {
    await sendForms(owner, language);
    return (await readForms(owner)).length;
  },
  leave: async (owner, forms) => {
    await wipeLists();
    if (forms === 'drop') await dropForms((await readForms(owner)).map(({ id }) => id));
  },
};
