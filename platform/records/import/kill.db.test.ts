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
const lines = 200 + kills * 1200;

test('an importer killed with -9 at any moment and started again leaves every line in once, and nothing twice', async (t) => {
  const url = await testDatabaseUrl(t);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => {});
  t.after(() => pool.end());
  const path = fileOf(testFolder(t), 'many.ndjson', peopleLines(lines));
  const delays = Array.from({ length: kills }, () => 20 + Math.floor(Math.random() * 400));
  const { id, killedAt } = await importThroughKills(pool, { url, path, delays, batch: 20 });
  t.diagnostic(`killed after ${delays.join(', ')} ms, at ${killedAt.join(', ')} of ${lines} resources`);
  const job = await jobOf(pool, id);
  assert.deepEqual([job.state, job.created, job.updated, job.refused], ['done', lines, 0, 0]);
  const whole = await testDatabase(t);
  await importAll(whole, [{ kind: 'file', address: path }], {}, { batch: 500 });
  const [killed, unharmed] = [await contentOf(pool), await contentOf(whole)];
  for (const table of Object.keys(unharmed)) assert.deepEqual(killed[table], unharmed[table], table);
});
