import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { carryOver } from './carry-over.ts';
import { createRecordStore } from './record-store.ts';

test('what version 1 held is there again with its versions and times, and is carried over once', async (t) => {
  const pool = await testDatabase(t);
  const columns = 'type text, id text, version integer, updated_at timestamptz, body text';
  await pool.query(`create table records.resource_v1 (${columns}); create table records.version_v1 (${columns})`);
  const body = (name: string) => JSON.stringify({ resourceType: 'Organization', id: 'h1', name });
  for (const [version, name] of [
    [1, '第一'],
    [2, '第二'],
  ] as const) {
    const row = ['Organization', 'h1', version, `2025-01-0${version}T00:00:00Z`, body(name)];
    await pool.query('insert into records.version_v1 values ($1, $2, $3, $4, $5)', row);
  }
  const store = createRecordStore([]);
  assert.equal(await carryOver(pool, store), 2);
  const [found, first] = await withTx(pool, 'read', async (tx) => [
    await store.readCurrent(tx, 'Organization', 'h1'),
    await store.readVersion(tx, 'Organization', 'h1', 1),
  ]);
  assert.deepEqual(
    [found?.version, found?.updatedAt.toISOString(), JSON.parse(found?.body ?? '').name],
    [2, '2025-01-02T00:00:00.000Z', '第二'],
  );
  assert.equal(JSON.parse(first?.body ?? '').name, '第一');
  const { items } = await withTx(pool, 'read', (tx) => store.search(tx, 'Organization', { name: '第二', limit: 5 }));
  assert.equal(items.length, 1);
  assert.equal(await carryOver(pool, store), 0);
});
