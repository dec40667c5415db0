import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Joint, ok, type Refusal, type Result, refuse, shareOf, type Tx, wallClock } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import pg from 'pg';
import { createJoin, type Join } from './join-requests.ts';

interface Item {
  readonly n: number;
  readonly key?: string;
}

/** A table of numbers; `carryOut` writes those of a batch, `sizes` is what each transaction that committed took. */
async function setUp(
  t: Parameters<typeof testDatabase>[0],
  refusals: (items: readonly Item[]) => ReadonlyMap<number, Refusal> | null = () => null,
  disturb: (tx: Tx, items: readonly Item[]) => Promise<void> = async () => {},
) {
  const pool = await testDatabase(t);
  await pool.query('create table kept (n int, size int)');
  const joint: Joint<Item> = {
    transaction: 'write',
    keyOf: ({ n, key }) => key ?? String(n),
    carryOut: async (tx, items) => {
      for (const { n } of items) tx.later('insert into kept values ($1, $2)', [n, items.length], 'test.keep');
      await tx.query('select 1');
      await disturb(tx, items);
      const error = refusals(items);
      return error ? { ok: false, error } : ok(items.map(({ n }) => ok(n * 10)));
    },
  };
  const join = createJoin(pool, wallClock);
  const ask = (item: Item): Promise<Result<unknown>> => join({ ...shareOf(joint, item), noteOf: () => null });
  const kept = async () => (await pool.query<Item & { size: number }>('select n, size from kept order by n')).rows;
  return { pool, ask, kept };
}

const numbers = (to: number): Item[] => Array.from({ length: to }, (_, n) => ({ n }));
const values = (results: readonly Result<unknown>[]): unknown[] =>
  results.map((result) => (result.ok ? result.value : result.error.code));

test('what is asked for in one turn is done in one transaction, each with its own answer', async (t) => {
  const { ask, kept } = await setUp(t);
  assert.deepEqual(values(await Promise.all(numbers(5).map(ask))), [0, 10, 20, 30, 40]);
  assert.deepEqual(
    (await kept()).map(({ size }) => size),
    [5, 5, 5, 5, 5],
  );
});

test('who is refused is told so, nothing of theirs remains, and the others are done', async (t) => {
  const odd = (items: readonly Item[]) => {
    const who = new Map(items.flatMap(({ n }, at) => (n % 2 === 1 ? [[at, { code: 'x.odd' }] as const] : [])));
    return who.size > 0 ? who : null;
  };
  const { ask, kept } = await setUp(t, odd);
  assert.deepEqual(values(await Promise.all(numbers(5).map(ask))), [0, 'x.odd', 20, 'x.odd', 40]);
  assert.deepEqual(
    (await kept()).map(({ n }) => n),
    [0, 2, 4],
  );
});

test('when nobody can say who is refused, each is done by itself', async (t) => {
  const together = (items: readonly Item[]) =>
    items.length > 1 ? new Map() : items[0]?.n === 3 ? new Map([[0, { code: 'x.three' }]]) : null;
  const { ask, kept } = await setUp(t, together);
  assert.deepEqual(values(await Promise.all(numbers(5).map(ask))), [0, 10, 20, 'x.three', 40]);
  assert.deepEqual(await kept(), [
    { n: 0, size: 1 },
    { n: 1, size: 1 },
    { n: 2, size: 1 },
    { n: 4, size: 1 },
  ]);
});

test('one that breaks, in the program or in the database, breaks for nobody else', async (t) => {
  const { ask, kept } = await setUp(t, undefined, async (tx, items) => {
    if (items.some(({ n }) => n === 1)) throw new Error('a fault of one');
    if (items.some(({ n }) => n === 2)) await tx.query('select 1 / 0');
  });
  const results = await Promise.allSettled(numbers(5).map(ask));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected', 'fulfilled', 'fulfilled'],
  );
  assert.deepEqual(
    (await kept()).map(({ n }) => n),
    [0, 3, 4],
  );
});

test('a statement sent along with the commit that fails is rolled back, and each is done by itself', async (t) => {
  const { pool, ask, kept } = await setUp(t, undefined, async (tx, items) => {
    for (const { n } of items) tx.later('insert into once values ($1)', [n % 4], 'test.once');
  });
  await pool.query('create table once (n int primary key)');
  const results = await Promise.allSettled(numbers(5).map(ask));
  assert.equal(results.filter(({ status }) => status === 'rejected').length, 1);
  assert.equal((await kept()).length, 4);
});

test('those of one key follow each other in the order they came', async (t) => {
  const order: number[] = [];
  const { ask, kept } = await setUp(t, undefined, async (_tx, items) => {
    order.push(...items.map(({ n }) => n));
    await wait(5);
  });
  await Promise.all([0, 1, 2, 3].map((n) => ask({ n, key: n === 3 ? 'other' : 'same' })));
  assert.deepEqual(
    order.filter((n) => n !== 3),
    [0, 1, 2],
  );
  assert.deepEqual(
    (await kept()).map(({ size }) => size),
    [2, 1, 1, 2],
  );
});

test('who waits for a lock that somebody else holds long holds up nobody', async (t) => {
  const { pool, ask } = await setUp(t, undefined, async (tx, items) => {
    for (const { n } of items) await tx.query('select 1 from row where n = $1 for update', [n]);
  });
  await pool.query('create table row (n int primary key)');
  await pool.query('insert into row select generate_series(0, 9)');
  const other = await pool.connect();
  await other.query('begin');
  await other.query('select 1 from row where n = 2 for update');
  const slow = ask({ n: 2 });
  let done = false;
  void slow.then(() => {
    done = true;
  });
  assert.deepEqual(values(await Promise.all([0, 1, 3].map((n) => ask({ n })))), [0, 10, 30]);
  assert.deepEqual(values(await Promise.all([4, 5].map((n) => ask({ n })))), [40, 50]);
  assert.equal(done, false);
  await other.query('commit');
  other.release();
  assert.deepEqual(values([await slow]), [20]);
});

test('however many wait for locks by themselves, connections are left for everybody else', async (t) => {
  const database = await testDatabase(t);
  // Who finds no connection is told so after a while, for else this would wait for ever.
  const pool = new pg.Pool({ ...database.options, max: 6, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => {});
  t.after(() => pool.end());
  await database.query('create table row (n int primary key)');
  await database.query('insert into row select generate_series(0, 19)');
  const joint: Joint<Item> = {
    transaction: 'write',
    keyOf: ({ n }) => String(n),
    carryOut: async (tx, items) => {
      for (const { n } of items) await tx.query('select 1 from row where n = $1 for update', [n]);
      return ok(items.map(({ n }) => ok(n)));
    },
  };
  const join = createJoin(pool, wallClock);
  const ask = (item: Item): Promise<Result<unknown>> => join({ ...shareOf(joint, item), noteOf: () => null });
  const other = await database.connect();
  await other.query('begin');
  await other.query('select 1 from row where n < 10 for update');
  const blocked = Promise.allSettled(numbers(10).map(ask));
  const inWait = async (): Promise<number> => {
    const text = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    return (await database.query(text)).rowCount ?? 0;
  };
  while ((await inWait()) < 4) await wait(10);
  const found = await pool.query('select 1').then(
    () => true,
    () => false,
  );
  const free = found ? values(await Promise.all([15, 16].map((n) => ask({ n })))) : [];
  const held = await inWait();
  await other.query('commit');
  other.release();
  assert.deepEqual(free, [15, 16]);
  assert.equal(held, 4);
  assert.deepEqual(
    (await blocked).map((one) => one.status === 'fulfilled' && values([one.value])[0]),
    numbers(10).map(({ n }) => n),
  );
});

test('a connection lost at the commit fails all of them: nobody knows whether it committed', async (t) => {
  const database = await testDatabase(t);
  await database.query('create table kept (n int)');
  let tries = 0;
  const joint: Joint<Item> = {
    transaction: 'write',
    carryOut: async (tx, items) => {
      tries += 1;
      for (const { n } of items) await tx.query('insert into kept values ($1)', [n], 'test.insert');
      // Runs with the commit's message, and ends the connection there.
      tx.later('select pg_terminate_backend(pg_backend_pid())', [], 'test.end');
      return ok(items.map(() => ok(null)));
    },
  };
  const pool = new pg.Pool({ ...database.options, max: 4 });
  pool.on('error', () => {});
  t.after(() => pool.end());
  const join: Join = createJoin(pool, wallClock);
  const results = await Promise.allSettled(numbers(3).map((item) => join({ ...shareOf(joint, item), noteOf: () => null })));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  );
  assert.equal(tries, 1);
});

test('reading shares are answered each by its own result, a refusal among them', async (t) => {
  const pool = await testDatabase(t);
  const joint: Joint<number> = {
    transaction: 'one',
    carryOut: async (tx, items) => {
      const rows = await tx.query<{ n: number }>('select unnest($1::int[]) as n', [items], 'test.read');
      return ok(rows.map(({ n }) => (n === 1 ? refuse('x.gone') : ok(n))));
    },
  };
  const join = createJoin(pool, wallClock);
  const results = await Promise.all([0, 1, 2].map((n) => join({ ...shareOf(joint, n), noteOf: () => null })));
  assert.deepEqual(values(results), [0, 'x.gone', 2]);
});
