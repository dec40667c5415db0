import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DomainEvent, type RecordStore, type Subscription, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { append } from './append.ts';
import { workOnce } from './work.ts';

const now = new Date('2025-12-31T00:00:00Z');
const noRecords = {} as RecordStore;

const hearing = (name: string, heard: DomainEvent[]): Subscription => ({
  name,
  event: 'test.happened',
  handle: async (_tx, event) => void heard.push(event),
});

test('an event is handed on when its transaction commits and never when it rolls back', async (t) => {
  const pool = await testDatabase(t);
  const heard: DomainEvent[] = [];
  await withTx(pool, 'write', async (tx) => {
    await append(tx, 'test.happened', { n: 1 }, now);
    throw new Error('undone');
  }).catch(() => {});
  assert.equal(await workOnce(pool, [hearing('a', heard)], noRecords, now), false);
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', { n: 2 }, now));
  assert.equal(await workOnce(pool, [hearing('a', heard)], noRecords, now), true);
  assert.equal(await workOnce(pool, [hearing('a', heard)], noRecords, now), false);
  assert.deepEqual(
    heard.map(({ payload, at }) => ({ payload, at })),
    [{ payload: { n: 2 }, at: now }],
  );
});

test('a handler that failed gets the event again and one that succeeded before does not', async (t) => {
  const pool = await testDatabase(t);
  const first: DomainEvent[] = [];
  let broken = true;
  const second: Subscription = {
    name: 'second',
    event: 'test.happened',
    handle: async () => {
      if (broken) throw new Error('not now');
    },
  };
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', {}, now));
  await assert.rejects(workOnce(pool, [hearing('first', first), second], noRecords, now), /not now/);
  broken = false;
  assert.equal(await workOnce(pool, [hearing('first', first), second], noRecords, now), true);
  // The first handler's mark rolled back with the second's failure, so its writes did, too: it ran again, once.
  assert.equal(first.length, 2);
  assert.equal((await pool.query('select * from events.handled')).rowCount, 2);
});

test('an event delivered twice is handled once', async (t) => {
  const pool = await testDatabase(t);
  const heard: DomainEvent[] = [];
  await withTx(pool, 'write', (tx) => append(tx, 'test.happened', {}, now));
  await workOnce(pool, [hearing('a', heard)], noRecords, now);
  await pool.query('update events.outbox set done_at = null');
  await workOnce(pool, [hearing('a', heard)], noRecords, now);
  assert.equal(heard.length, 1);
});

test('two workers at once share the events without handing one on twice', async (t) => {
  const pool = await testDatabase(t);
  const heard: DomainEvent[] = [];
  await withTx(pool, 'write', async (tx) => {
    for (let n = 0; n < 20; n += 1) await append(tx, 'test.happened', { n }, now);
  });
  const drain = async (): Promise<void> => {
    while (await workOnce(pool, [hearing('a', heard)], noRecords, now));
  };
  await Promise.all([drain(), drain()]);
  assert.equal(new Set(heard.map(({ id }) => id)).size, 20);
  assert.equal(heard.length, 20);
});
