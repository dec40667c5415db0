import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Subscription, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import fc from 'fast-check';
import type pg from 'pg';
import { append, appendAll } from './append.ts';
import { delivering, drain, start } from './fixtures/delivering.ts';
import { endLease, holdFence, LeaseLost, renewLease, takeLease } from './lease.ts';
import { workOnce } from './work.ts';

const idle: Subscription = { name: 'a', event: 'test.happened', handle: async () => {} };

const tell = (pool: pg.Pool, ...subjects: readonly string[]): Promise<void> =>
  withTx(pool, 'write', (tx) =>
    appendAll(
      tx,
      subjects.map((subject, payload) => ({ type: 'test.happened', payload, subject })),
      start,
    ),
  );

test('a lease is held until it ends by time; its successor’s token is higher and the old one commits nothing', async (t) => {
  const pool = await testDatabase(t);
  await delivering(pool, [idle]);
  await tell(pool, 'Patient/1');
  const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
  const take = (holder: string, seconds: number) => takeLease(pool, ['a'], holder, later(seconds), 10_000);
  const first = await take('first', 0);
  assert.ok(first);
  assert.equal(await take('second', 9.9), null, 'held');
  await renewLease(pool, first, later(18));
  assert.equal(await take('second', 12), null, 'renewed by a heartbeat');
  const second = await take('second', 18.1);
  assert.ok(second);
  assert.deepEqual(second.lanes, first.lanes);
  assert.ok(Number(second.tokens[0]) > Number(first.tokens[0]));
  await assert.rejects(
    withTx(pool, 'write', (tx) => holdFence(tx, first, null)),
    LeaseLost,
  );
  await renewLease(pool, first, later(3600));
  await endLease(pool, first);
  assert.equal(await take('third', 20), null, 'neither a heartbeat nor an end under the old token touches the new lease');
  await withTx(pool, 'write', (tx) => holdFence(tx, second, null));
  await renewLease(pool, second, later(3600));
  assert.ok(await take('third', 20), 'what was given back is not held by a late heartbeat');
});

test('nothing is leased for a handler this process does not know', async (t) => {
  const pool = await testDatabase(t);
  await delivering(pool, [idle]);
  await tell(pool, 'Patient/1');
  assert.equal(await takeLease(pool, ['b'], 'x', start, 1000), null);
});

test('a worker that overslept its lease rolls back what its handler wrote; the successor’s effect is the only one', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table effect (n bigint generated always as identity primary key, by text)');
  const asleep = Promise.withResolvers<void>();
  const awake = Promise.withResolvers<void>();
  const writing = (by: string): Subscription => ({
    ...idle,
    handle: async (tx) => {
      await tx.query('insert into effect (by) values ($1)', [by]);
      if (by === 'sleeper') asleep.resolve();
      if (by === 'sleeper') await awake.promise;
    },
  });
  const sleeper = await delivering(pool, [writing('sleeper')]);
  const successor = await delivering(pool, [writing('successor')]);
  await tell(pool, 'Patient/1');
  const sleeping = workOnce(sleeper);
  await asleep.promise;
  assert.equal(await workOnce(successor), 'none', 'the lease still holds');
  successor.turn(11);
  assert.equal(await workOnce(successor), 'some');
  awake.resolve();
  assert.equal(await sleeping, 'some');
  const { rows } = await pool.query<{ by: string }>('select by from effect');
  assert.deepEqual(
    rows.map(({ by }) => by),
    ['successor'],
  );
  assert.deepEqual(sleeper.failures, [], 'losing a lease is no failure of the event');
});

test('an open transaction that falls silent is ended by PostgreSQL, so that its row locks end, too', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table counted (n int primary key, seen int not null)');
  await pool.query('insert into counted values (1, 0)');
  const held = Promise.withResolvers<void>();
  const counting = (silent: boolean): Subscription => ({
    ...idle,
    handle: async (tx) => {
      await tx.query('update counted set seen = seen + 1 where n = 1');
      held.resolve();
      // Neither a heartbeat nor a statement: as a process does that was stopped here.
      if (silent) await new Promise((resolve) => setTimeout(resolve, 1_500));
    },
  });
  // A heart that beats every hour is one that does not beat.
  const silent = await delivering(pool, [counting(true)], { leaseMs: 400 });
  const setInterval = globalThis.setInterval;
  t.mock.method(globalThis, 'setInterval', () => setInterval(() => {}, 3_600_000));
  const successor = await delivering(pool, [counting(false)]);
  await tell(pool, 'Patient/1');
  const stuck = assert.rejects(workOnce(silent), /terminat|idle-in-transaction|not queryable/i);
  await held.promise;
  successor.turn(1);
  await drain(successor);
  await stuck;
  assert.deepEqual((await pool.query('select seen from counted')).rows, [{ seen: 1 }]);
});

test('a handler slower than its lease keeps it by heartbeats, in the table and in the open transaction', async (t) => {
  const pool = await testDatabase(t);
  let runs = 0;
  const slow: Subscription = {
    ...idle,
    handle: async () => {
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 900));
    },
  };
  const worker = { ...(await delivering(pool, [slow], { leaseMs: 300 })), clock: () => new Date() };
  const other = { ...worker, holder: 'other' };
  await tell(pool, 'Patient/1');
  const working = workOnce(worker);
  const looks: string[] = [];
  for (let n = 0; n < 7; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    looks.push(await workOnce(other));
  }
  assert.equal(await working, 'some');
  assert.deepEqual(new Set(looks), new Set(['none']));
  assert.deepEqual([runs, worker.failures], [1, []]);
});

test('a handler shut up by a long queue of another still gets its turn', async (t) => {
  const pool = await testDatabase(t);
  const turns: string[] = [];
  const named = (name: string, event: string): Subscription => ({ name, event, handle: async () => void turns.push(name) });
  const worker = await delivering(pool, [named('busy', 'test.many'), named('quiet', 'test.one')]);
  await withTx(pool, 'write', async (tx) => {
    await appendAll(
      tx,
      Array.from({ length: 3_000 }, (_, payload) => ({ type: 'test.many', payload })),
      start,
    );
    await append(tx, 'test.one', 1, start);
  });
  await drain(worker);
  assert.ok(turns.indexOf('quiet') < 1_500, `the quiet one came after ${turns.indexOf('quiet')} others`);
  assert.equal(turns.length, 3_001);
});

test('however handlers fail and workers share, each subject’s events take effect once each and in their order', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table effect (n bigint generated always as identity primary key, subject text, payload int)');
  const plan = fc.record({
    subjects: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 40 }),
    /** For each event in turn: how many of its tries fail. */
    fails: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 40, maxLength: 40 }),
    cuts: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ subjects, fails, cuts }) => {
      await pool.query('truncate effect, events.outbox, events.delivery, events.history');
      const failing = new Map(subjects.map((_, n) => [n, fails[n] ?? 0]));
      const writing: Subscription = {
        ...idle,
        tries: 100,
        handle: async (tx, { payload, subject }) => {
          await tx.query('insert into effect (subject, payload) values ($1, $2)', [subject, payload]);
          const left = failing.get(Number(payload)) ?? 0;
          if (left === 0) return;
          failing.set(Number(payload), left - 1);
          throw new Error('not this time');
        },
      };
      const workers = await Promise.all(['x', 'y', 'z'].map((holder) => delivering(pool, [writing], { holder })));
      // Appended in several transactions, while the workers are at it.
      const edges = [...cuts, subjects.length].filter((cut) => cut <= subjects.length).sort((a, b) => a - b);
      let from = 0;
      for (const [round, edge] of edges.entries()) {
        const part = subjects.slice(from, edge).map((subject, n) => ({ type: 'test.happened', payload: from + n, subject }));
        await withTx(pool, 'write', (tx) => appendAll(tx, part, start));
        from = edge;
        for (const worker of workers) worker.turn(round * 2);
        await Promise.all(workers.map(drain));
      }
      for (let seconds = 1_000; seconds < 60_000; seconds += 1_000) {
        for (const worker of workers) worker.turn(seconds);
        await Promise.all(workers.map(drain));
        const { rowCount } = await pool.query(`select 1 from events.delivery where state <> 'done' limit 1`);
        if (rowCount === 0) break;
      }
      const { rows } = await pool.query<{ subject: string; payload: number }>('select subject, payload from effect order by n');
      for (const subject of new Set(subjects)) {
        assert.deepEqual(
          rows.filter((row) => row.subject === subject).map(({ payload }) => payload),
          subjects.flatMap((one, n) => (one === subject ? [n] : [])),
        );
      }
    }),
    { numRuns: 25 },
  );
});
