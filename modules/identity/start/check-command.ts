import { type Command, withTx } from '@songhua/kernel';
import { checkProjection } from '../store/check-projection.ts';
import { forget, mend } from '../store/projection.ts';

/** Proves that the index says what the Patients say; with `--mend` it is made to, for Patients older than the index. */
export const checkCommand: Command = {
  name: 'identity check',
  usage: '[--mend] [--json]',
  summary: {
    zh: '核对主索引与居民登记（Patient）是否一致；不一致时返回 1；--mend 补齐',
    en: 'compare the person index with the registrations (Patient); 1 when any differs; --mend puts them right',
  },
  run: async (args, { pool, records, now, print }) => {
    const mends = args.includes('--mend');
    const drift = await withTx(pool, mends ? 'write' : 'read', async (tx) => {
      const found = await checkProjection(tx, records, mends ? (wrong) => mend(tx, wrong) : undefined);
      const gone = found.filter(({ problem }) => problem === 'without resource');
      if (mends && gone.length > 0)
        await forget(
          tx,
          gone.map(({ patient }) => ({ type: 'Patient', id: patient })),
          now,
        );
      return found;
    });
    if (args.includes('--json')) print(JSON.stringify({ drift, mended: mends }));
    else {
      for (const { patient, problem } of drift.slice(0, 100)) print(`Patient/${patient}: ${problem}`);
      print(`${drift.length} 条与登记不符 / rows differ${mends && drift.length > 0 ? '，已补齐 / put right' : ''}`);
    }
    return drift.length === 0 || mends ? 0 : 1;
  },
};
