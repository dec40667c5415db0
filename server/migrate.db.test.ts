import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@songhua/testing';
import { migrate } from './migrate.ts';

const now = new Date('2025-01-01T00:00:00Z');
const first = { unit: 'tried', name: '0001_a.sql', sql: 'create table tried_a (n int primary key);' };
const second = { unit: 'tried', name: '0002_b.sql', sql: 'alter table tried_a add column m int;' };

test('a migration runs once, and a later one is added to it', async (t) => {
  const pool = await testDatabase(t);
  assert.deepEqual(await migrate(pool, [first], now), ['tried/0001_a.sql']);
  assert.deepEqual(await migrate(pool, [first, second], now), ['tried/0002_b.sql']);
  assert.deepEqual(await migrate(pool, [first, second], now), []);
});

test('a migration that was edited after it ran is refused', async (t) => {
  const pool = await testDatabase(t);
  await migrate(pool, [first], now);
  await assert.rejects(migrate(pool, [{ ...first, sql: `${first.sql} -- changed` }], now), /tried\/0001_a\.sql has been edited/);
});

test('a migration that fails leaves neither its tables nor those before it in the same start', async (t) => {
  const pool = await testDatabase(t);
  await assert.rejects(migrate(pool, [first, { ...second, sql: 'create nonsense' }], now), /tried\/0002_b\.sql failed/);
  assert.equal((await pool.query(`select to_regclass('tried_a') as found`)).rows[0].found, null);
});

test('two servers starting at once migrate once', async (t) => {
  const pool = await testDatabase(t);
  const applied = await Promise.all([migrate(pool, [first, second], now), migrate(pool, [first, second], now)]);
  assert.deepEqual(applied.flat().sort(), ['tried/0001_a.sql', 'tried/0002_b.sql']);
});
