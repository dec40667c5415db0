import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase, testDatabaseUrl } from '@songhua/testing';
import pg from 'pg';
import { contentOf } from './fixtures/content.ts';
import { importAll, jobOf } from './fixtures/importing.ts';
import { importThroughKills } from './fixtures/kill-import.ts';
import { fileOf, peopleLines, testFolder } from './fixtures/ndjson.ts';

/** How often; `SONGHUA_TEST_KILLS=300` for the long run. */
const kills = Number(process.env['SONGHUA_TEST_KILLS'] ?? 3);
const batch = 20;
const mostBatches = 20;
const lines = 400 + kills * batch * (mostBatches + 20);

test('an importer killed with -9 at any moment and started again leaves every line in once, and nothing twice', async (t) => {
  const url = await testDatabaseUrl(t);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => {});
  t.after(() => pool.end());
  const path = fileOf(testFolder(t), 'many.ndjson', peopleLines(lines));
  const moments = Array.from({ length: kills }, () => ({
    batches: 1 + Math.floor(Math.random() * mostBatches),
    ms: Math.floor(Math.random() * 30),
  }));
  const { id, killedAt } = await importThroughKills(pool, { url, path, moments, batch });
  t.diagnostic(`killed at ${killedAt.join(', ')} of ${lines} resources`);
  const job = await jobOf(pool, id);
  assert.deepEqual([job.state, job.created, job.updated, job.refused], ['done', lines, 0, 0]);
  const whole = await testDatabase(t);
  await importAll(whole, [{ kind: 'file', address: path }], {}, { batch: 500 });
  const [killed, unharmed] = [await contentOf(pool), await contentOf(whole)];
  for (const table of Object.keys(unharmed)) assert.deepEqual(killed[table], unharmed[table], table);
});
