import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '@songhua/testing';
import pg from 'pg';
import { exchange } from './exchange.ts';
import { type Tx, withTx } from './tx.ts';

const one = async (pool: pg.Pool, work: (client: pg.ClientBase) => Promise<void>): Promise<void> => {
  const client = await pool.connect();
  try {
    await work(client);
  } finally {
    client.release();
  }
};

test('several statements go and come together: each its rows, in order, a name prepared once', async (t) => {
  const pool = await testDatabase(t);
  await one(pool, async (client) => {
    const plus = { name: 'plus', text: 'select $1::int + 1 as n' };
    const asked = [
      { ...plus, values: [1] },
      { text: 'select $1::text as a, $2::timestamptz as at', values: ['x', new Date(0)] },
      { ...plus, values: [2] },
      { text: 'select 1 where false', values: [] },
    ];
    const answer = [[{ n: 2 }], [{ a: 'x', at: new Date(0) }], [{ n: 3 }], []];
    assert.deepEqual(await exchange(client, asked), answer);
    assert.deepEqual(await exchange(client, asked), answer);
    const { rows } = await client.query(`select count(*)::int as n from pg_prepared_statements where name = 'plus'`);
    assert.deepEqual(rows, [{ n: 1 }]);
    await assert.rejects(exchange(client, [{ name: 'plus', text: 'select 1', values: [] }]), /two statements/);
    assert.deepEqual((await client.query({ name: 'plus', text: plus.text, values: [5] })).rows, [{ n: 6 }]);
  });
});

test('with the first statement that fails the rest are not run, and what was not prepared is prepared the next time', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int primary key)');
  await one(pool, async (client) => {
    const put = { name: 'put', text: 'insert into kept values ($1)' };
    const look = { name: 'look', text: 'select count(*)::int as n from kept', values: [] };
    await assert.rejects(
      exchange(client, [{ ...put, values: [1] }, { ...put, values: [1] }, look]),
      (error: Error & { code?: string }) => error.code === '23505' && /exchange\.db\.test/.test(error.stack ?? ''),
    );
    assert.deepEqual(await exchange(client, [look, { ...put, values: [2] }, look]), [[{ n: 0 }], [], [{ n: 1 }]]);
    await assert.rejects(exchange(client, [{ name: 'no', text: 'select * from nowhere', values: [] }]), /nowhere/);
    await client.query('create table nowhere ()');
    assert.deepEqual(await exchange(client, [{ name: 'no', text: 'select * from nowhere', values: [] }]), [[]]);
  });
});

test('what is said for later is done before the next statement and before the commit, in order', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int)');
  const put = (tx: Tx, n: number): void => tx.later('insert into kept values ($1)', [n], 'put');
  await withTx(pool, 'write', async (tx) => {
    put(tx, 1);
    put(tx, 2);
    assert.deepEqual(await tx.query('select n from kept'), [{ n: 1 }, { n: 2 }]);
    put(tx, 3);
  });
  assert.equal((await pool.query('select * from kept')).rowCount, 3);
  await assert.rejects(
    withTx(pool, 'write', async (tx) => {
      put(tx, 4);
      tx.later('insert into kept values ($1)', ['no number'], 'put');
    }),
    /invalid input/,
  );
  await assert.rejects(
    withTx(pool, 'write', async (tx) => {
      put(tx, 5);
      throw new Error('half way');
    }),
    /half way/,
  );
  const kept = await withTx(pool, 'write', async (tx) => {
    const part = await tx.attempt(async () => {
      put(tx, 6);
      return { ok: false };
    });
    await tx.attempt(async () => {
      put(tx, 7);
      return { ok: true };
    });
    return [part.ok, await tx.query<{ n: number }>('select n from kept order by n')] as const;
  });
  assert.deepEqual(kept, [false, [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 7 }]]);
});

test('alone, a statement of a search sees what is committed at its time; from the first other one on there is one snapshot', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int)');
  const many = 'select count(*)::int as n from kept where n > $1';
  const counts = await withTx(pool, 'search', async (tx) => {
    const seen = [await tx.alone<{ n: number }>(many, [0])];
    await pool.query('insert into kept values (1)');
    seen.push(await tx.alone(many, [0]), await tx.query(many, [0]));
    await pool.query('insert into kept values (2)');
    seen.push(await tx.alone(many, [0]), await tx.query(many, [0]));
    return seen.flat().map(({ n }) => n);
  });
  assert.deepEqual(counts, [0, 1, 1, 1, 1]);
});

test('searches must end soon; whoever writes or reads on the same connection after them has its usual time and plans', async (t) => {
  const pool = new pg.Pool({ ...(await testDatabase(t)).options, max: 1 });
  const settings = async (tx: Tx): Promise<unknown> => {
    const [row] = await tx.query<{ time: string; plans: string }>(
      `select current_setting('statement_timeout') as time, current_setting('plan_cache_mode') as plans`,
    );
    return [row?.time, row?.plans];
  };
  const asked: unknown[] = [];
  const spread = await withTx(pool, 'read', async (tx) => tx.spread);
  try {
    for (const mode of ['read', 'write', 'read', 'search', 'read', 'write', 'search'] as const)
      asked.push(await withTx(pool, mode, settings));
  } finally {
    await pool.end();
  }
  const kept = spread ? 'auto' : 'force_generic_plan';
  const [usual, planned, hurried] = [
    ['0', 'auto'],
    ['0', kept],
    ['10s', kept],
  ];
  assert.deepEqual(asked, [usual, planned, usual, hurried, usual, planned, hurried]);
});
