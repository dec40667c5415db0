import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { createRecordStore } from '../record-store.ts';

const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));

test('the history of a day holds what was current on it, not what came later or had gone before', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const write = (id: string, name: string, on: number) =>
    withTx(pool, 'write', async (tx) => must(await store.update(tx, { resourceType: 'Organization', id, name }, day(on))));
  await write('a', 'first', 1);
  await write('a', 'second', 5);
  await write('a', 'third', 9);
  await write('b', 'only', 7);
  const on = async (from: number, to: number, id?: string) =>
    (
      await withTx(pool, 'read', (tx) =>
        store.history(
          tx,
          { types: ['Organization', 'Patient'], ...(id && { id }) },
          { limit: 10, at: { from: day(from), to: day(to) } },
        ),
      )
    ).map(({ body }) => (JSON.parse(body) as { name: string }).name);
  assert.deepEqual(await on(2, 3), ['first']);
  assert.deepEqual(await on(5, 5), ['second']);
  assert.deepEqual(await on(6, 8), ['only', 'second']);
  assert.deepEqual(await on(6, 9, 'a'), ['third', 'second']);
  assert.deepEqual(await on(20, 20), ['third', 'only']);
});

test('a clock that was set back does not put a version before its forerunner', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const write = (name: string, on: number) =>
    withTx(pool, 'write', async (tx) => must(await store.update(tx, { resourceType: 'Organization', id: 'a', name }, day(on))));
  await write('first', 9);
  assert.equal((await write('second', 1)).meta.lastUpdated, day(9).toISOString());
  const versions = await withTx(pool, 'read', (tx) => store.history(tx, { types: ['Organization'], id: 'a' }, { limit: 10 }));
  assert.deepEqual(
    versions.map(({ version }) => version),
    [2, 1],
  );
});
