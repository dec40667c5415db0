import { type Command, withTx } from '@songhua/kernel';
import { stakeWriter } from '@songhua/records';
import { relationTypes } from './decide-stakes.ts';
import { denialsIn, relateAgain } from './project-relations.ts';

/** Resources read at a time. */
const atOnce = 500;

/** Works out anew who stands in which relation to whom: for what was stored before relations were kept. Safe to repeat. */
export const relateCommand: Command = {
  name: 'access relate',
  usage: 'access relate',
  summary: {
    zh: '根据已有资源重新得出诊疗、签约、属地关系与授权',
    en: 'Work out relations and consents anew from what is stored',
  },
  run: async (_args, { pool, records, print }) => {
    for (const type of [...relationTypes, 'Consent']) {
      let [after, done] = [undefined as string | undefined, 0];
      do {
        const page = await withTx(pool, 'write', async (tx) => {
          const found = await records.search(tx, type, { limit: atOnce, ...(after !== undefined && { after }) });
          if (type === 'Consent') await stakeWriter.putDenials(tx, denialsIn(found.items));
          else await relateAgain(tx, found.items);
          return found;
        });
        done += page.items.length;
        after = page.next;
      } while (after !== undefined);
      print(`${type} ${done}`);
    }
    return 0;
  },
};
