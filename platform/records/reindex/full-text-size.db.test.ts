import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { must, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { syntheaResources } from '../import/fixtures/synthea.ts';
import { createRecordStore } from '../record-store.ts';
import { now, workOff } from './fixtures/eyes.ts';
import { textGrams } from './read-texts.ts';
import { switchFullText } from './request-reindex.ts';
import { workOnTexts } from './worker.ts';

const folder = join(import.meta.dirname, '../../../../shared/data/synthea');

test('every resource of a real load is kept by its words, and what that costs is said', async (t) => {
  if (!existsSync(folder)) {
    t.diagnostic('skipped: ../shared is not here');
    return;
  }
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const resources = syntheaResources(folder);
  await switchFullText(pool, store, true, now);
  await workOff(pool, store);
  for (let from = 0; from < resources.length; from += 500)
    must(await withResult(pool, 'write', (tx) => store.saveAll(tx, resources.slice(from, from + 500) as never, now)));
  const started = process.cpuUsage();
  let read = 0;
  for (let more = -1; more !== 0; read += more) more = await workOnTexts({ pool });
  const { user, system } = process.cpuUsage(started);
  const distinct = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`)).size;
  assert.equal(read, distinct);
  await pool.query('vacuum analyze records.full_text');
  const { rows } = await pool.query<Record<string, string>>(
    `select pg_table_size('records.full_text') as kept, pg_relation_size('records.full_text_grams') as index,
       pg_relation_size('records.full_text_pkey') as key, (select avg(cardinality(grams)) from records.full_text) as grams,
       (select sum(length(body)) from records.resource) as bodies`,
  );
  const [size = {}] = rows;
  const each = (bytes: string | undefined): number => Math.round(Number(bytes) / distinct);
  t.diagnostic(
    `${distinct} resources of ${each(size['bodies'])} characters: ${Math.round(Number(size['grams']))} grams, ` +
      `${each(size['kept'])} bytes kept, ${each(size['index'])} of index, ${each(size['key'])} of key, ` +
      `${((user + system) / 1000 / distinct).toFixed(3)} ms of this process's CPU each`,
  );
  const begun = process.cpuUsage();
  for (const resource of resources) textGrams(resource);
  t.diagnostic(`of that ${(process.cpuUsage(begun).user / 1000 / resources.length).toFixed(3)} ms for the grams`);
  const kept = await withTx(pool, 'read', (tx) => tx.query<{ n: number }>('select count(*)::int as n from records.full_text'));
  assert.equal(kept[0]?.n, distinct);
});
