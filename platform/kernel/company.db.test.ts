import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@songhua/testing';
import pg from 'pg';
import { type Tx, withTx } from './tx.ts';

const plus = (tx: Tx, n: number): Promise<{ n: number; pid: number }[]> =>
  tx.alone('select $1::int + 1 as n, pg_backend_pid() as pid', [n], 'test.plus');
const half = (tx: Tx, n: number): Promise<{ n: number }[]> => tx.alone('select 60 / $1::int as n', [n], 'test.half');

test('statements that searches ask alone at the same moment go together, each with its own rows', async (t) => {
  const pool = await testDatabase(t);
  const counted = Array.from({ length: 40 }, (_, n) => n);
  const rows = (await Promise.all(counted.map((n) => withTx(pool, 'search', (tx) => plus(tx, n))))).flat();
  assert.deepEqual(
    rows.map(({ n }) => n),
    counted.map((n) => n + 1),
  );
  assert.ok(new Set(rows.map(({ pid }) => pid)).size <= 4, 'forty searches need no forty connections');
});

test('of statements that go together one that fails fails by itself', async (t) => {
  const pool = await testDatabase(t);
  const done = await Promise.allSettled([1, 2, 0, 3, 0].map((n) => withTx(pool, 'search', (tx) => half(tx, n))));
  const said = done.map((one) => (one.status === 'fulfilled' ? one.value[0]?.n : (one.reason as { code?: string }).code));
  assert.deepEqual(said, [60, 30, '22012', 20, '22012']);
});

test('a search whose connection is ended while it waits is asked once more; others are not disturbed', async (t) => {
  const pool = await testDatabase(t);
  let tries = 0;
  const killing = withTx(pool, 'search', (tx) => {
    tries += 1;
    return tx.alone('select pg_terminate_backend(pg_backend_pid())', [], 'test.end');
  });
  const others = [1, 2, 3].map((n) => withTx(pool, 'search', (tx) => plus(tx, n)));
  await assert.rejects(killing, /terminat/i);
  assert.equal(tries, 1);
  assert.deepEqual(
    (await Promise.all(others)).flat().map(({ n }) => n),
    [2, 3, 4],
  );
  assert.deepEqual(
    (await withTx(pool, 'search', (tx) => plus(tx, 5))).map(({ n }) => n),
    [6],
  );
});

test('from its first other statement on, a search has one snapshot for what it asks alone, too', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int)');
  const many = (tx: Tx) => tx.alone<{ n: number }>('select count(*)::int as n from kept', [], 'test.many');
  const counts = await withTx(pool, 'search', async (tx) => {
    const seen = [await many(tx)];
    await pool.query('insert into kept values (1)');
    seen.push(await many(tx), await tx.query('select 1 as n'));
    await pool.query('insert into kept values (2)');
    seen.push(await many(tx));
    return seen.flat().map(({ n }) => n);
  });
  assert.deepEqual(counts, [0, 1, 1, 1]);
  const inside = await withTx(pool, 'write', async (tx) => {
    await tx.query('insert into kept values (3)');
    return (await many(tx))[0]?.n;
  });
  assert.equal(inside, 3, 'what a transaction wrote itself it sees');
});

test('others do not wait for a statement that takes long, and it has all the time of a search', async (t) => {
  const pool = await testDatabase(t);
  for (const round of ['not known to be slow', 'known']) {
    let slept = false;
    const sleeping = withTx(pool, 'search', (tx) => tx.alone('select pg_sleep(2)', [], 'test.slow')).then(() => {
      slept = true;
    });
    const others = [1, 2, 3].map((n) => withTx(pool, 'search', (tx) => plus(tx, n)));
    assert.deepEqual(
      (await Promise.all(others)).flat().map(({ n }) => n),
      [2, 3, 4],
    );
    assert.equal(slept, false, round);
    await sleeping;
  }
});

test('a search ends with its last statement, which still sees its snapshot; what is asked after it sees the present', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int)');
  const many = 'select count(*)::int as n from kept where n > $1';
  const counts = await withTx(pool, 'search', async (tx) => {
    const seen = [await tx.query<{ n: number }>(many, [0], 'test.many-kept')];
    await pool.query('insert into kept values (1)');
    seen.push(await tx.last(many, [0], 'test.many-kept'));
    const { rows } = await pool.query(
      `select from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`,
    );
    assert.equal(rows.length, 0);
    seen.push(await tx.query(many, [0], 'test.many-kept'));
    return seen.flat().map(({ n }) => n);
  });
  assert.deepEqual(counts, [0, 0, 1]);
});

test('where no connection is to be had, those who go together wait as one and are told once the time is over', async (t) => {
  const database = await testDatabase(t);
  const pool = new pg.Pool({ ...database.options, max: 2, connectionTimeoutMillis: 300 });
  await withTx(pool, 'search', (tx) => plus(tx, 1));
  const taken = [await pool.connect(), await pool.connect()];
  const asked = Array.from({ length: 32 }, (_, n) => withTx(pool, 'search', (tx) => plus(tx, n)));
  const waiting: number[] = [];
  const timer = setInterval(() => waiting.push(pool.waitingCount), 5);
  const done = await Promise.allSettled(asked);
  clearInterval(timer);
  for (const client of taken) client.release();
  assert.ok(
    done.every(({ status }) => status === 'rejected'),
    'nobody was answered',
  );
  assert.ok(Math.max(...waiting) <= 4, `${Math.max(...waiting)} waited for a connection each`);
  assert.deepEqual(
    (await withTx(pool, 'search', (tx) => plus(tx, 5))).map(({ n }) => n),
    [6],
  );
  await pool.end();
});
