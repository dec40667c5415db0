import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@songhua/testing';
import { ok, refuse } from './result.ts';
import { withResult, withTx } from './tx.ts';

test('what throws inside a transaction leaves nothing behind', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int primary key)');
  await assert.rejects(
    withTx(pool, 'write', async (tx) => {
      await tx.query('insert into kept values (1)');
      throw new Error('half way');
    }),
    /half way/,
  );
  assert.equal((await pool.query('select * from kept')).rowCount, 0);
});

test('a refusal rolls back what was written before it and is returned as a value', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int primary key)');
  const result = await withResult(pool, 'write', async (tx) => {
    await tx.query('insert into kept values (1)');
    return refuse('x.no');
  });
  assert.deepEqual(result, { ok: false, error: { code: 'x.no' } });
  assert.equal((await pool.query('select * from kept')).rowCount, 0);
  await withResult(pool, 'write', async (tx) => ok(await tx.query('insert into kept values (2)')));
  assert.equal((await pool.query('select * from kept')).rowCount, 1);
});

test('a reading transaction cannot write', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int primary key)');
  await assert.rejects(
    withTx(pool, 'read', (tx) => tx.query('insert into kept values (1)')),
    /read-only/,
  );
});

test('a reading transaction sees one snapshot although another commits in between', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int primary key)');
  const counts = await withTx(pool, 'read', async (tx) => {
    const before = await tx.query<{ n: number }>('select count(*)::int as n from kept');
    await pool.query('insert into kept values (1)');
    return [before, await tx.query<{ n: number }>('select count(*)::int as n from kept')].map(([row]) => row?.n);
  });
  assert.deepEqual(counts, [0, 0]);
});
