/**
 * What an import costs beside COPY of the same bytes into a plain table, in the same run: CPU time of Node and of PostgreSQL with all its
 * processes, per resource, at both levels. Synthea's people, multiplied with names, dates, values and codes of their own.
 * `npm run bench import [-- --resources 100000 --batch 20000]`. Linux only (/proc).
 */

import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRecordStore } from '@songhua/records/record-store.ts';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import pg from 'pg';
import { copyPlain, importFile, importHead, importText, measureImport, writeLines } from './records/import-file.ts';
import { openCity } from './records/load.ts';
import { machine } from './records/table.ts';
import { withServer } from './storage/server.ts';

const { values } = parseArgs({
  options: { resources: { type: 'string', default: '100000' }, batch: { type: 'string', default: '20000' } },
});
const [resources, batch] = [Number(values.resources), Number(values.batch)];
const root = join(import.meta.dirname, '..');
const synthea = join(root, '../shared/data/synthea');
if (!existsSync(synthea)) throw new Error(`no Synthea bundles in ${synthea}`);

console.log(machine());
const folder = await mkdtemp(join(tmpdir(), 'songhua-bench-import-'));
try {
  const city = openCity(7);
  const warm = join(folder, 'warm.ndjson');
  await writeLines(warm, city.take(30_000));
  const house = await discover(root);
  const store = await openRecordStore([]);
  await withServer({}, async ({ plain, postmaster }) => {
    const { host, port, user = '', password = '', database = '' } = plain as pg.Client;
    const pool = new pg.Pool({ host, port, user, password: password ?? '', database, max: 4 });
    await migrate(pool, house.migrations, new Date());
    for (const level of ['structure', 'full'] as const) await importFile(pool, store, warm, level, batch);
    await copyPlain(plain, warm, batch);
    console.log(`${resources} resources, batches of ${batch}; CPU µs per resource, checkpoints and background included`);
    console.log(importHead);
    for (const level of ['structure', 'full'] as const) {
      const file = join(folder, `${level}.ndjson`);
      await writeLines(file, city.take(resources));
      console.log(importText(await measureImport({ pool, plain, postmaster, store }, { file, level, resources, batch })));
    }
    await pool.end();
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}
