/**
 * The whole registry into an empty database, as the first `npm start` does it: generated, checked, written as FHIR resources, projected
 * into the registry's tables, in one transaction. Beside it the record store's own road of imports for the same resources, without
 * checks of modules and without projections. `npm run bench registry`.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { must, type RecordStore, withTx } from '@songhua/kernel';
import { readConfig } from '@songhua/server/config.ts';
import { discover, type House } from '@songhua/server/discover.ts';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';
import { createLogger, openBase, startContext } from '@songhua/server/runtime.ts';

const root = join(import.meta.dirname, '..');
const since = (from: number): number => (performance.now() - from) / 1000;

type Batch = Parameters<RecordStore['load']>[1];

const folder = await mkdtemp(join(tmpdir(), 'songhua-bench-'));
await chmod(folder, 0o755);

async function withBase<T>(
  name: string,
  house: House,
  work: (base: Awaited<ReturnType<typeof openBase>>) => Promise<T>,
): Promise<T> {
  const database = await openEmbedded({ folder: join(folder, name) });
  const config = readConfig({ DATABASE_URL: database.url, SONGHUA_LOG_LEVEL: 'silent', PORT: '0' });
  const base = await openBase(config, house, () => new Date(), createLogger('silent'));
  try {
    return await work(base);
  } finally {
    await base.close();
    await database.stop();
  }
}

try {
  const house = await discover(root);
  const tasks = new Map(house.manifests.flatMap(({ start = [] }) => start).map((task) => [task.name, task]));
  const batches: Batch[] = [];
  const { ours, within } = await withBase('ours', house, async (base) => {
    let loading = 0;
    const records: RecordStore = {
      ...base.records,
      load: async (tx, resources, now) => {
        batches.push(resources);
        const from = performance.now();
        const result = await base.records.load(tx, resources, now);
        loading += since(from);
        return result;
      },
    };
    const context = { ...startContext(base, () => {}), records };
    await tasks.get('registry.areas')?.run(context);
    const from = performance.now();
    await tasks.get('registry.institutions')?.run(context);
    return { ours: since(from), within: loading };
  });
  const bare: House = { ...house, manifests: house.manifests.map(({ projections: _, ...manifest }) => manifest) };
  const limit = await withBase('bare', bare, async (base) => {
    const from = performance.now();
    await withTx(base.pool, 'write', async (tx) => {
      for (const batch of batches) must(await base.records.load(tx, batch, new Date()));
    });
    return since(from);
  });
  const { model = 'unknown' } = cpus()[0] ?? {};
  const resources = batches.reduce((sum, batch) => sum + batch.length, 0);
  console.log(`\n${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`);
  console.log(`${resources} resources in ${batches.length} batches`);
  console.log(
    `ours ${ours.toFixed(1)} s (of which writing ${within.toFixed(1)})  the store alone ${limit.toFixed(1)} s  ratio ${(ours / limit).toFixed(2)}, ${((100 * limit) / ours).toFixed(0)} % of the import limit`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
