import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Resource, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { createRecordStore } from '../record-store.ts';

const now = new Date('2026-03-01T08:00:00Z');
const organization = (id: string, more: object = {}) => ({ resourceType: 'Organization', id, name: `名 ${id}`, ...more });

test('what is loaded is found, is told to the modules, and is a second version when it is loaded again', async (t) => {
  const pool = await testDatabase(t);
  const told: string[][] = [];
  const apply = async (_: unknown, resources: readonly { readonly id: string }[]): Promise<void> => {
    told.push(resources.map(({ id }) => id));
  };
  const store = createRecordStore([{ name: 'test', types: ['Organization'], apply }]);
  const load = () => withResult(pool, 'write', (tx) => store.load(tx, [organization('a'), organization('b')], now));
  assert.deepEqual(await load(), { ok: true, value: { created: 2, updated: 0 } });
  assert.deepEqual(await load(), { ok: true, value: { created: 0, updated: 2 } });
  assert.deepEqual(told, [
    ['a', 'b'],
    ['a', 'b'],
  ]);
  const found = await withTx(pool, 'read', (tx) => store.search(tx, 'Organization', { name: '名 b', limit: 10 }));
  assert.deepEqual([found.total, found.items[0]?.id, found.items[0]?.meta.versionId], [1, 'b', '2']);
});

test('one resource that breaks a rule keeps all out, and is named by its position', async (t) => {
  const pool = await testDatabase(t);
  const check = ({ name }: Resource) =>
    name === '名 d' ? [{ field: 'name', rule: 'own', message: { zh: '不可', en: 'not this' } }] : [];
  const store = createRecordStore([{ name: 'test', types: ['Organization'], check, apply: async () => {} }]);
  const resources = [
    organization('a'),
    organization('b', { active: 'yes' }),
    organization('c', { nmae: 'x' }),
    organization('d'),
  ];
  const loaded = await withResult(pool, 'write', (tx) => store.load(tx, resources, now));
  assert.deepEqual(!loaded.ok && [loaded.error.code, loaded.error.errors?.map(({ field }) => field)], [
    'records.invalid-resource',
    ['[1].Organization.active', '[2].Organization.nmae', '[3].name'],
  ]);
  assert.equal((await withTx(pool, 'read', (tx) => store.search(tx, 'Organization', { limit: 10 }))).total, 0);
});
