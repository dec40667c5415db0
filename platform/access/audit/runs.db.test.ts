import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import fc from 'fast-check';
import { makeLog, meansOf } from './fixtures/log.ts';
import { readSigned } from './heads.ts';
import { listEntries } from './list-entries.ts';
import { runsOf } from './runs.ts';
import { verifyLog } from './verify-log.ts';

const migration = join(import.meta.dirname, '../migrations/0040_audit_runs.sql');

test('runs hold every link once, in order, none beyond its block', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 600 }),
      fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 700 }),
      (first, steps) => {
        let key = 0;
        const entries = steps.map((by) => (key += by === 3 ? 2 : 1));
        const runs = runsOf(first, entries);
        const links = runs.flatMap(({ number, entry, count }) =>
          Array.from({ length: count }, (_, n) => [number + n, entry + n] as const),
        );
        assert.deepEqual(
          links,
          entries.map((entry, at) => [first + at, entry] as const),
        );
        for (const { number, count } of runs)
          assert.equal(Math.floor((number - 1) / 256), Math.floor((number + count - 2) / 256), `${number}+${count}`);
      },
    ),
  );
});

test('a log whose chain was kept link by link verifies after the change to runs, and its entries have the numbers they had', async (t) => {
  const pool = await testDatabase(t);
  const means = await meansOf(t, pool);
  await makeLog(means, 700);
  const links = 'select number, entry, hash from access.audit_chain order by number';
  const { rows: before } = await pool.query(links);
  // Back to how it was kept before; two links exchanged their entries, as when one commits late.
  await pool.query(`create table access.kept as ${links}; drop view access.audit_chain; drop table access.audit_run;
    alter table access.kept rename to audit_chain`);
  await pool.query(await readFile(migration, 'utf8'));
  const { rows: after } = await pool.query(links);
  assert.deepEqual(after, before);
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from access.audit_run');
  assert.ok((rows[0]?.n ?? 0) < 20, `${rows[0]?.n} runs`);
  const result = await verifyLog(pool, { signed: await readSigned(means.folder) });
  assert.deepEqual([result.fault, result.to, result.unchained], [null, 700, 0]);
});

test('an entry has its number on pages whichever came between, and none before it is chained', async (t) => {
  const pool = await testDatabase(t);
  const means = await meansOf(t, pool);
  await makeLog(means, 5);
  await pool.query(`select setval(pg_get_serial_sequence('access.audit', 'entry'), 100)`);
  await makeLog(means, 3);
  await pool.query(`insert into access.audit (form, at, event, actor_kind, actor_id, method, path, route, status, request_id, resource_count,
    patient_count, emergency) values (1, now(), 'request', 'client', 'late', 'GET', '/', '/', 200, 'r', 0, 0, false)`);
  const page = { limit: 100, offset: 0, oldestFirst: true };
  const list = (filter: Parameters<typeof listEntries>[1]) =>
    withTx(pool, 'read', async (tx) => (await listEntries(tx, filter, page)).map(({ entry, number }) => `${entry} ${number}`));
  assert.deepEqual(await list({}), ['1 1', '2 2', '3 3', '4 4', '5 5', '101 6', '102 7', '103 8', '104 null']);
  assert.deepEqual(await list({ number: 7 }), ['102 7']);
  assert.deepEqual(await list({ number: 9 }), []);
});
