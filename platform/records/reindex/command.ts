import { hostname } from 'node:os';
import { type Command, withTx } from '@songhua/kernel';
import type { FhirStore } from '../fhir-store.ts';
import { createFolder } from './fold.ts';
import { findJobs, requestReindex } from './request-reindex.ts';
import { workOnIndex } from './worker.ts';

/** `songhua records reindex [TYPE…]`: indexes types anew, all of R4 without names, and stays until it is done. */
export const reindexCommand: Command = {
  name: 'records reindex',
  usage: '[TYPE …]',
  summary: { zh: '重建检索索引', en: 'index resources anew' },
  run: async (args, { pool, records, progress, print }) => {
    const store = records as FhirStore;
    const types = args.length > 0 ? args : store.definitions.resourceTypes;
    const clock = (): Date => new Date();
    const asked = await withTx(pool, 'write', (tx) => requestReindex(store, tx, types, clock()));
    if (!asked.ok) {
      print(`没有此资源类型 / no such type: ${asked.error.params?.['type'] ?? ''}`);
      return 2;
    }
    const mine = async () => withTx(pool, 'read', (tx) => findJobs(tx, asked.value));
    const told = async (): Promise<boolean> => {
      const jobs = await mine();
      const done = jobs.filter(({ finished_at }) => finished_at !== null).length;
      progress({ zh: '重建检索索引', en: 'indexing anew' }, done, jobs.length);
      return done < jobs.length;
    };
    // Servers on the same database work on it, too; whoever is free takes the next piece.
    let failed = 0;
    const options = {
      pool,
      store,
      clock,
      holder: `${hostname()} ${process.pid} reindex`,
      onError: (error: unknown) => {
        failed += 1;
        print(error instanceof Error ? error.message : String(error));
      },
    };
    while (failed < 5 && (await told())) {
      if (!(await workOnIndex(options))) await new Promise((resolve) => setTimeout(resolve, 200));
    }
    if (failed < 5) await createFolder(pool, () => clock().getTime()).finish();
    return failed < 5 ? 0 : 1;
  },
};
