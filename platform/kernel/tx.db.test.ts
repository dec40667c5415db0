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

test('a part that is still at work when its transaction ends says nothing on a connection that serves somebody else', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int primary key)');
  const ended = Promise.withResolvers<void>();
  const late: Promise<unknown>[] = [];
  await assert.rejects(
    withTx(pool, 'write', async (tx) => {
      for (const outcome of [ok(1), refuse('x.no')]) {
        const begun = Promise.withResolvers<void>();
        const part = tx.attempt(() => {
          begun.resolve();
          return ended.promise.then(() => outcome);
        });
        late.push(part.catch((error: Error) => error.message));
        await begun.promise;
      }
      late.push(ended.promise.then(() => tx.query('insert into kept values (1)')).catch((error: Error) => error.message));
      await tx.query('select 1');
      throw new Error('its time is up');
    }),
    /its time is up/,
  );
  await withTx(pool, 'write', async (tx) => {
    await tx.query('insert into kept values (2)');
    ended.resolve();
    const [first, second, third] = await Promise.all(late);
    assert.deepEqual([first, second, third], ['the transaction is over', refuse('x.no'), 'the transaction is over']);
    await tx.query('insert into kept values (3)');
  });
  assert.deepEqual((await pool.query('select n from kept order by n')).rows, [{ n: 2 }, { n: 3 }]);
});

test('a statement that comes while its transaction is being rolled back or committed is refused, not carried out by itself', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int primary key)');
  for (const [at, ends] of [
    [1, true],
    [2, false],
  ] as const) {
    let late: Promise<unknown> | undefined;
    const run = withTx(pool, 'write', async (tx) => {
      await tx.query('select 1');
      // Resumes after this transaction's last word was sent, and before it was answered.
      late = new Promise<void>((resolve) => setImmediate(resolve)).then(() => tx.query('insert into kept values ($1)', [at]));
      late.catch(() => {});
      if (!ends) throw new Error('no');
    });
    await run.catch(() => {});
    await assert.rejects(Promise.resolve(late), /the transaction is over/);
  }
  assert.equal((await pool.query('select * from kept')).rowCount, 0);
});
