import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DomainEvent, type Subscription, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { append, appendAll } from './append.ts';
import { delivering, drain, start } from './fixtures/delivering.ts';
import { workOnce } from './work.ts';

const hearing = (name: string, heard: DomainEvent[], event = 'test.happened'): Subscription => ({
  name,
  event,
  handle: async (_tx, one) => void heard.push(one),
});

test('an event is handed on when its transaction commits and never when it rolls back', async (t) => {
  const pool = await testDatabase(t);
  const heard: DomainEvent[] = [];
  const worker = await delivering(pool, [hearing('a', heard)]);
  await withTx(pool, 'write', async (tx) => {
    await append(tx, 'test.happened', { n: 1 }, start);
    throw new Error('undone');
  }).catch(() => {});
  assert.equal(await workOnce(worker), 'none');
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', { n: 2 }, start, 'Patient/1'));
  assert.equal(await workOnce(worker), 'some');
  assert.equal(await workOnce(worker), 'none');
  assert.deepEqual(
    heard.map(({ payload, at, subject }) => ({ payload, at, subject })),
    [{ payload: { n: 2 }, at: start, subject: 'Patient/1' }],
  );
});

test('many events appended by one statement keep their order, and one that nobody waits for has no delivery', async (t) => {
  const pool = await testDatabase(t);
  const heard: DomainEvent[] = [];
  const worker = await delivering(pool, [hearing('a', heard)]);
  const events = Array.from({ length: 500 }, (_, n) => ({ type: 'test.happened', payload: n, subject: 'one' }));
  await withTx(pool, 'write', (tx) => appendAll(tx, [...events, { type: 'test.unheard', payload: null }], start));
  await drain(worker);
  assert.deepEqual(
    heard.map(({ payload }) => payload),
    events.map(({ payload }) => payload),
  );
  assert.equal((await pool.query('select 1 from events.outbox')).rowCount, 501);
  assert.equal((await pool.query('select 1 from events.delivery')).rowCount, 500);
});

test('an event delivered twice is handled once', async (t) => {
  const pool = await testDatabase(t);
  const heard: DomainEvent[] = [];
  const worker = await delivering(pool, [hearing('a', heard)]);
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', {}, start));
  await drain(worker);
  // Handed on anew, as after a restart that does not know better: the mark that it was handled is still there.
  await pool.query('update events.outbox set handed_at = null');
  await drain(await delivering(pool, [hearing('a', heard)]));
  assert.equal(heard.length, 1);
});

test('each handler of an event gets it whatever becomes of the others', async (t) => {
  const pool = await testDatabase(t);
  const heard: DomainEvent[] = [];
  const broken: Subscription = {
    name: 'broken',
    event: 'test.happened',
    handle: () => Promise.reject(new Error('never')),
  };
  const worker = await delivering(pool, [broken, hearing('a', heard), hearing('b', heard)]);
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', {}, start));
  await drain(worker);
  assert.equal(heard.length, 2);
  assert.deepEqual(worker.failures, ['never']);
});

test('two workers at once share the events without handing one on twice', async (t) => {
  const pool = await testDatabase(t);
  const heard: DomainEvent[] = [];
  const worker = await delivering(pool, [hearing('a', heard)]);
  await withTx(pool, 'write', (tx) =>
    appendAll(
      tx,
      Array.from({ length: 200 }, (_, n) => ({ type: 'test.happened', payload: n })),
      start,
    ),
  );
  await Promise.all([drain(worker), drain({ ...worker, holder: 'other' })]);
  assert.equal(new Set(heard.map(({ id }) => id)).size, 200);
  assert.equal(heard.length, 200);
});

test('what an earlier version had appended and not handed on reaches its handlers, what it had handed on does not', async (t) => {
  const pool = await testDatabase(t);
  const heard: DomainEvent[] = [];
  const [waiting, done] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
  await pool.query(
    `insert into events.outbox (id, type, payload, happened_at, handed_at)
     values ($1, 'test.happened', '1', $3, null), ($2, 'test.happened', '2', $3, $3)`,
    [waiting, done, start],
  );
  await drain(await delivering(pool, [hearing('a', heard)]));
  assert.deepEqual(
    heard.map(({ id }) => id),
    [waiting],
  );
});

test('a handler no longer announced gets no further events, and its open ones are left for a person', async (t) => {
  const pool = await testDatabase(t);
  const heard: DomainEvent[] = [];
  await delivering(pool, [hearing('old', heard)]);
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', 1, start));
  const worker = await delivering(pool, [hearing('new', heard)]);
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', 2, start));
  await drain(worker);
  assert.deepEqual(
    heard.map(({ payload }) => payload),
    [2],
  );
  const { rows } = await pool.query('select handler, state from events.delivery order by handler');
  assert.deepEqual(rows, [
    { handler: 'new', state: 'done' },
    { handler: 'old', state: 'waiting' },
  ]);
});
