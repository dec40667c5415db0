import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Subscription, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type pg from 'pg';
import { append, appendAll } from './append.ts';
import { delivering, drain, start } from './fixtures/delivering.ts';
import { correctPayload, readEvent, retryAllDead, retryDelivery, setAside, takeBack } from './index.ts';
import { waitAfter } from './next-try.ts';
import { trimEvents } from './trim.ts';
import { workOnce } from './work.ts';

const person = { id: 'p1', name: '王管理' };

/** Keeps what it is given, except payloads for which `broken` says so. */
const keeping = (kept: unknown[], broken: (payload: unknown) => boolean): Subscription => ({
  name: 'keeper',
  event: 'test.happened',
  handle: async (tx, { id, payload }) => {
    await tx.query('insert into effect (event, payload) values ($1, $2)', [id, JSON.stringify(payload)]);
    if (broken(payload)) throw new Error(`cannot keep ${JSON.stringify(payload)}`);
    kept.push(payload);
  },
});

const effects = async (pool: pg.Pool): Promise<unknown[]> =>
  (await pool.query<{ payload: unknown }>('select payload from effect order by n')).rows.map(({ payload }) => payload);
const makeEffects = (pool: pg.Pool) =>
  pool.query('create table effect (n bigint generated always as identity primary key, event uuid, payload jsonb)');
const states = async (pool: pg.Pool): Promise<unknown[]> =>
  (await pool.query<{ state: string; tries: number }>('select state, tries from events.delivery order by seq')).rows.map(
    ({ state, tries }) => `${state} ${tries}`,
  );
const ids = async (pool: pg.Pool): Promise<string[]> =>
  (await pool.query<{ id: string }>('select id from events.outbox order by seq')).rows.map(({ id }) => id);

test('the wait doubles from two seconds to five minutes, and half of it is left to chance', () => {
  const least = [1, 2, 3, 4, 8, 9, 50].map((tries) => waitAfter(tries, () => 0));
  assert.deepEqual(least, [1_000, 2_000, 4_000, 8_000, 128_000, 150_000, 150_000]);
  assert.deepEqual([waitAfter(1, () => 0.5), waitAfter(3, () => 1)], [1_500, 8_000]);
});

test('a handler that throws leaves nothing behind, is tried again when due and not before, and then counts once', async (t) => {
  const pool = await testDatabase(t);
  await makeEffects(pool);
  let broken = true;
  const worker = await delivering(pool, [keeping([], () => broken)]);
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', 1, start));
  await drain(worker);
  assert.deepEqual([await states(pool), await effects(pool)], [['retry 1'], []]);
  broken = false;
  worker.turn(0.9);
  assert.equal(await workOnce(worker), 'none');
  worker.turn(1);
  await drain(worker);
  assert.deepEqual([await states(pool), await effects(pool)], [['done 2'], [1]]);
  const [id = ''] = await ids(pool);
  const history = (await withTx(pool, 'read', (tx) => readEvent(tx, id)))?.history;
  assert.deepEqual(
    history?.map(({ what, note, by }) => ({ what, note, by })),
    [{ what: 'failed', note: 'Error: cannot keep 1', by: null }],
  );
});

test('one event that cannot be handled holds up its own subject alone', async (t) => {
  const pool = await testDatabase(t);
  await makeEffects(pool);
  let broken = true;
  const worker = await delivering(pool, [keeping([], (payload) => broken && payload === 'a1')]);
  const told = (payload: string) => ({ type: 'test.happened', payload, subject: `Patient/${payload[0]}` });
  await withTx(pool, 'write', (tx) => appendAll(tx, ['a0', 'a1', 'b1', 'a2', 'b2', 'a3'].map(told), start));
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', 'alone', start));
  await drain(worker);
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', 'a4', start, 'Patient/a'));
  await drain(worker);
  assert.deepEqual((await effects(pool)).sort(), ['a0', 'alone', 'b1', 'b2']);
  assert.deepEqual(await states(pool), ['done 1', 'retry 1', 'done 1', 'behind 0', 'done 1', 'behind 0', 'done 1', 'behind 0']);
  broken = false;
  worker.turn(10);
  await drain(worker);
  assert.deepEqual((await effects(pool)).slice(-4), ['a1', 'a2', 'a3', 'a4']);
});

test('after its last try an event waits for a person, who corrects it and has it tried again; the payload appended is kept', async (t) => {
  const pool = await testDatabase(t);
  await makeEffects(pool);
  const worker = await delivering(pool, [keeping([], (payload) => payload === 'wrong')], { tries: 2 });
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', 'wrong', start));
  await drain(worker);
  worker.turn(3600);
  await drain(worker);
  worker.turn(7200);
  await drain(worker);
  assert.deepEqual(await states(pool), ['dead 2']);
  const [event = ''] = await ids(pool);
  const key = { event, handler: 'keeper' };
  const correct = (payload: string, seen: number) =>
    withTx(pool, 'write', (tx) => correctPayload(tx, event, { payload, reason: 'a slip', seen }, person, worker.clock()));
  assert.equal(await correct('right', 0), 'done');
  assert.equal(await correct('by somebody else meanwhile', 0), 'changed');
  assert.equal(await withTx(pool, 'write', (tx) => retryDelivery(tx, key, person, worker.clock())), 'done');
  await drain(worker);
  assert.deepEqual([await states(pool), await effects(pool)], [['done 1'], ['right']]);
  assert.equal(await correct('too late', 1), 'other-state');
  assert.equal(await withTx(pool, 'write', (tx) => retryDelivery(tx, key, person, worker.clock())), 'other-state');
  const detail = await withTx(pool, 'read', (tx) => readEvent(tx, event));
  assert.deepEqual([detail?.payload, detail?.corrected], ['wrong', 'right']);
  assert.deepEqual(
    detail?.history.map(({ what, by, payload }) => [what, by, payload]),
    [
      ['failed', null, null],
      ['dead', null, null],
      ['corrected', '王管理', 'right'],
      ['retried', '王管理', null],
    ],
  );
});

test('a dead letter that a person has tried again lets its subject go on once it is handled', async (t) => {
  const pool = await testDatabase(t);
  await makeEffects(pool);
  let broken = true;
  const worker = await delivering(pool, [keeping([], (payload) => broken && payload === 1)], { tries: 1 });
  const told = (payload: number) => ({ type: 'test.happened', payload, subject: 'Patient/a' });
  await withTx(pool, 'write', (tx) => appendAll(tx, [1, 2, 3].map(told), start));
  await drain(worker);
  const [event = ''] = await ids(pool);
  const again = () => withTx(pool, 'write', (tx) => retryDelivery(tx, { event, handler: 'keeper' }, person, start));
  assert.equal(await again(), 'done');
  await drain(worker);
  assert.deepEqual(await states(pool), ['dead 1', 'behind 0', 'behind 0']);
  broken = false;
  assert.equal(await again(), 'done');
  await drain(worker);
  assert.deepEqual([await states(pool), await effects(pool)], [Array(3).fill('done 1'), [1, 2, 3]]);
});

test('set aside with a reason, an event lets its subject go on; taken back, it waits for a person again', async (t) => {
  const pool = await testDatabase(t);
  await makeEffects(pool);
  const worker = await delivering(pool, [keeping([], (payload) => payload === 1)], { tries: 1 });
  const told = (payload: number) => ({ type: 'test.happened', payload, subject: 'Patient/a' });
  await withTx(pool, 'write', (tx) => appendAll(tx, [1, 2, 3].map(told), start));
  await drain(worker);
  assert.deepEqual(await states(pool), ['dead 1', 'behind 0', 'behind 0']);
  const [event = ''] = await ids(pool);
  const key = { event, handler: 'keeper' };
  assert.equal(await withTx(pool, 'write', (tx) => setAside(tx, key, 'of no use', person, start)), 'done');
  await drain(worker);
  assert.deepEqual(
    [await states(pool), await effects(pool)],
    [
      ['aside 1', 'done 1', 'done 1'],
      [2, 3],
    ],
  );
  assert.equal(await withTx(pool, 'write', (tx) => setAside(tx, key, 'again', person, start)), 'other-state');
  assert.equal(await withTx(pool, 'write', (tx) => takeBack(tx, key, person, start)), 'done');
  assert.deepEqual((await states(pool))[0], 'dead 1');
  assert.equal(await withTx(pool, 'write', (tx) => takeBack(tx, { ...key, handler: 'x' }, person, start)), 'unknown');
});

test('all dead letters of a handler are tried again at once, those of another are left', async (t) => {
  const pool = await testDatabase(t);
  let broken = true;
  const fails = (name: string): Subscription => ({
    name,
    event: 'test.happened',
    handle: async () => {
      if (broken) throw new Error('no');
    },
  });
  const worker = await delivering(pool, [fails('one'), fails('other')], { tries: 1 });
  const told = (payload: number) => ({ type: 'test.happened', payload, subject: `Patient/${payload}` });
  await withTx(pool, 'write', (tx) => appendAll(tx, [1, 2, 3].map(told), start));
  await drain(worker);
  broken = false;
  const again = (which: { handler?: string; type?: string }) =>
    withTx(pool, 'write', (tx) => retryAllDead(tx, which, person, start));
  assert.equal(await again({ type: 'test.other' }), 0);
  assert.equal(await again({ handler: 'one', type: 'test.happened' }), 3);
  await drain(worker);
  const { rows } = await pool.query(`select handler, state, count(*)::int as n from events.delivery group by 1, 2 order by 1`);
  assert.deepEqual(rows, [
    { handler: 'one', state: 'done', n: 3 },
    { handler: 'other', state: 'dead', n: 3 },
  ]);
});

test('what a person did while the handler ran counts: it is handled with the corrected payload, once', async (t) => {
  const pool = await testDatabase(t);
  await makeEffects(pool);
  const meanwhile: (() => Promise<unknown>)[] = [];
  const slow: Subscription = {
    ...keeping([], () => false),
    handle: async (tx, event) => {
      await tx.query('insert into effect (payload) values ($1)', [JSON.stringify(event.payload)]);
      await meanwhile.pop()?.();
    },
  };
  const worker = await delivering(pool, [slow]);
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', 'old', start));
  const [event = ''] = await ids(pool);
  meanwhile.push(() =>
    withTx(pool, 'write', (tx) => correctPayload(tx, event, { payload: 'new', reason: 'r', seen: 0 }, person, start)),
  );
  await drain(worker);
  assert.deepEqual([await states(pool), await effects(pool)], [['done 1'], ['new']]);
});

test('an outage of the database is nobody’s failure and counts as no try', async (t) => {
  const pool = await testDatabase(t);
  let first = true;
  const cut: Subscription = {
    name: 'cut',
    event: 'test.happened',
    handle: async (tx) => {
      if (!first) return;
      first = false;
      const [row] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await pool.query('select pg_terminate_backend($1::int)', [row?.pid]);
      await tx.query('select 1');
    },
  };
  const worker = await delivering(pool, [cut]);
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', 1, start));
  await assert.rejects(workOnce(worker), /terminat|went away|queryable/i);
  assert.deepEqual(await states(pool), ['waiting 0']);
  await drain(worker);
  assert.deepEqual([await states(pool), worker.failures], [['done 1'], []]);
});

test('a handler that leaves its transaction broken, or breaks a rule that is checked at the commit, has failed', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table rule (n int unique deferrable initially deferred)');
  await pool.query('insert into rule values (1)');
  const ways: Record<string, Subscription['handle']> = {
    broken: async (tx) => void (await tx.query('select 1 / 0').catch(() => {})),
    deferred: async (tx) => void (await tx.query('insert into rule values (1)')),
  };
  const worker = await delivering(
    pool,
    Object.entries(ways).map(([name, handle]) => ({ name, event: 'test.happened', handle })),
    { tries: 1 },
  );
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', 1, start));
  await drain(worker);
  const { rows } = await pool.query(`select handler, state, error from events.delivery order by handler`);
  assert.match(JSON.stringify(rows), /"broken","state":"dead","error":".*25P02.*"deferred","state":"dead","error":".*23505/);
});

test('a handler that takes too long has failed, and what it writes afterwards goes nowhere', async (t) => {
  const pool = await testDatabase(t);
  await makeEffects(pool);
  const release = Promise.withResolvers<void>();
  const late: Promise<unknown>[] = [];
  const endless: Subscription = {
    name: 'endless',
    event: 'test.happened',
    limitMs: 30,
    handle: async (tx) => {
      await release.promise;
      const write = tx.query(`insert into effect (payload) values ('1')`);
      late.push(write.catch((error: Error) => error.message));
      await write;
    },
  };
  const worker = await delivering(pool, [endless], { tries: 1 });
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', 1, start));
  await drain(worker);
  release.resolve();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([await states(pool), worker.failures], [['dead 1'], ['endless took longer than 30 ms']]);
  assert.deepEqual(await Promise.all(late), Array(2).fill('the transaction of this handler is over'));
  assert.deepEqual(await effects(pool), []);
});

test('events handled long ago are dropped; what is open, corrected, set aside or recent stays', async (t) => {
  const pool = await testDatabase(t);
  const worker = await delivering(
    pool,
    [
      {
        name: 'a',
        event: 'test.happened',
        handle: async (_tx, { payload }) => assert.ok(payload !== 'dead' && payload !== 'aside'),
      },
    ],
    { tries: 1 },
  );
  const later = new Date(start.getTime() + 1000);
  await withTx(pool, 'write', async (tx) => {
    await appendAll(
      tx,
      ['old', 'dead', 'aside', 'corrected'].map((payload) => ({ type: 'test.happened', payload })),
      start,
    );
    await append(tx, 'test.unheard', 'old, for nobody', start);
    await append(tx, 'test.happened', 'recent', later);
  });
  const [, , aside = '', corrected = ''] = await ids(pool);
  await withTx(pool, 'write', (tx) =>
    correctPayload(tx, corrected, { payload: 'corrected', reason: 'r', seen: 0 }, person, start),
  );
  await drain(worker);
  await withTx(pool, 'write', (tx) => setAside(tx, { event: aside, handler: 'a' }, 'r', person, start));
  assert.equal(await trimEvents(pool, later), 2);
  const left = await pool.query<{ payload: string }>('select payload from events.outbox order by seq');
  assert.deepEqual(
    left.rows.map(({ payload }) => payload),
    ['dead', 'aside', 'corrected', 'recent'],
  );
  assert.equal((await pool.query('select 1 from events.delivery')).rowCount, 4);
  assert.equal(await trimEvents(pool, later), 0);
});
