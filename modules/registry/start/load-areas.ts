import { type StartTask, withTx } from '@songhua/kernel';
import { saveAreas } from '../store/areas.ts';
import { hashRead, saveHash } from '../store/plan-files.ts';
import { replacePublishedTotals } from '../store/published-totals.ts';
import { takeTurn } from '../store/take-turn.ts';
import { hashPlanFiles, readPlanFiles } from './read-plan-files.ts';

/** Loads the area trees and the published totals of every plan folder; the files are the truth, so whenever they changed. */
export const loadAreas: StartTask = {
  name: 'registry.areas',
  run: async ({ pool, root }) => {
    const hash = hashPlanFiles(root);
    await withTx(pool, 'write', async (tx) => {
      await takeTurn(tx);
      if ((await hashRead(tx)) === hash) return;
      const files = readPlanFiles(root);
      const areas = new Map(files.flatMap((f) => f.areas).map((a) => [a.code, a]));
      const totals = new Map(files.flatMap((f) => f.published).map((t) => [`${t.area} ${t.measure} ${t.asOf}`, t]));
      await saveAreas(
        tx,
        [...areas.values()].map(({ code, parent, level, type, name, nameEn }) => ({
          code,
          parent,
          level,
          type,
          name_zh: name,
          name_en: nameEn,
        })),
      );
      await replacePublishedTotals(tx, [...totals.values()]);
      await saveHash(tx, hash);
    });
  },
};
