import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, type Projection, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import { createRecordStore } from './record-store.ts';

const now = new Date('2025-12-31T08:00:00Z');
const store = createRecordStore([]);
const hospital = {
  resourceType: 'Organization',
  id: 'h1',
  name: '吉林市 Ａ 医院',
  identifier: [{ system: 'urn:code', value: '42' }],
};

test('what was written reads back with its version and time', async (t) => {
  const pool = await testDatabase(t);
  const saved = must(await withResult(pool, 'write', (tx) => store.update(tx, hospital, now)));
  assert.deepEqual(saved.meta, { versionId: '1', lastUpdated: '2025-12-31T08:00:00.000Z' });
  assert.deepEqual(await withTx(pool, 'read', (tx) => store.read(tx, 'Organization', 'h1')), saved);
  assert.equal(await withTx(pool, 'read', (tx) => store.read(tx, 'Location', 'h1')), null);
});

test('an update from an outdated version is refused and changes nothing', async (t) => {
  const pool = await testDatabase(t);
  const write = (name: string, ifMatch?: string) =>
    withResult(pool, 'write', (tx) => store.update(tx, { ...hospital, name }, now, ifMatch));
  await write('first');
  must(await write('second', '1'));
  const late = await write('third', '1');
  assert.equal(late.ok ? '' : late.error.code, 'records.version-conflict');
  assert.equal((await withTx(pool, 'read', (tx) => store.read(tx, 'Organization', 'h1')))?.['name'], 'second');
  assert.equal((await pool.query('select * from records.version')).rowCount, 1, 'the first version stays in the history');
});

test('sixteen writers of one new id at once make sixteen versions and no error', async (t) => {
  const pool = await testDatabase(t);
  const saved = await Promise.all(
    Array.from({ length: 16 }, (_, n) =>
      withResult(pool, 'write', (tx) => store.update(tx, { ...hospital, name: `n${n}` }, now)),
    ),
  );
  assert.deepEqual(
    saved.map((result) => Number(must(result).meta.versionId)).sort((a, b) => a - b),
    Array.from({ length: 16 }, (_, n) => n + 1),
  );
});

test('search finds by id, identifier, name prefix and type, and pages in a stable order', async (t) => {
  const pool = await testDatabase(t);
  const many = Array.from({ length: 5 }, (_, n) => ({
    resourceType: 'Organization',
    id: `o${n}`,
    name: n === 4 ? '50%_折扣诊所' : `松花 医院 ${n}`,
    identifier: [{ system: 'urn:code', value: String(n) }],
    type: [{ coding: [{ system: 'urn:kind', code: n % 2 === 0 ? 'even' : 'odd' }] }],
  }));
  must(await withResult(pool, 'write', (tx) => store.saveAll(tx, many, now)));
  const ids = async (query: object) =>
    (await withTx(pool, 'read', (tx) => store.search(tx, 'Organization', { limit: 10, offset: 0, ...query }))).items.map(
      ({ id }) => id,
    );
  assert.deepEqual(await ids({}), ['o4', 'o3', 'o2', 'o1', 'o0'], 'latest first');
  assert.deepEqual(await ids({ limit: 2, offset: 2 }), ['o2', 'o1']);
  assert.deepEqual(await ids({ id: ['o3', 'nobody'] }), ['o3']);
  assert.deepEqual(await ids({ identifier: 'urn:code|2' }), ['o2']);
  assert.deepEqual(await ids({ identifier: '2' }), ['o2']);
  assert.deepEqual(await ids({ identifier: '|2' }), [], 'an empty system means no system');
  assert.deepEqual(await ids({ identifier: 'urn:other|2' }), []);
  assert.deepEqual(await ids({ type: 'urn:kind|odd' }), ['o3', 'o1']);
  assert.deepEqual(await ids({ name: '松花　医院 1' }), ['o1'], 'full-width blanks fold');
  assert.deepEqual(await ids({ name: '50%' }), ['o4']);
  assert.deepEqual(await ids({ name: '5%' }), [], '% is a letter here, not a wildcard');
  assert.deepEqual(await ids({ name: '医院' }), [], 'a prefix, not a part');
});

test('search finds the new values of an updated resource and no longer the old ones', async (t) => {
  const pool = await testDatabase(t);
  await withResult(pool, 'write', (tx) => store.update(tx, hospital, now));
  await withResult(pool, 'write', (tx) => store.update(tx, { ...hospital, name: '新名' }, now));
  const total = (name: string) =>
    withTx(pool, 'read', async (tx) => (await store.search(tx, 'Organization', { name, limit: 1, offset: 0 })).total);
  assert.deepEqual([await total('新名'), await total('吉林市')], [1, 0]);
});

test('a projection is written in the same transaction, and its failure undoes the resource', async (t) => {
  const pool = await testDatabase(t);
  await pool.query('create table projected (id text primary key)');
  const projection: Projection = {
    name: 'names',
    types: ['Organization'],
    apply: async (tx, resources) => {
      for (const { id, name } of resources) {
        if (name === 'bad') throw new Error('cannot project');
        await tx.query('insert into projected values ($1)', [id]);
      }
    },
  };
  const projecting = createRecordStore([projection]);
  await withResult(pool, 'write', (tx) => projecting.saveAll(tx, [hospital, { resourceType: 'Location', id: 'l1' }], now));
  assert.deepEqual((await pool.query('select id from projected')).rows, [{ id: 'h1' }]);
  await assert.rejects(
    withResult(pool, 'write', (tx) => projecting.update(tx, { resourceType: 'Organization', id: 'h2', name: 'bad' }, now)),
  );
  assert.equal(await withTx(pool, 'read', (tx) => projecting.read(tx, 'Organization', 'h2')), null);
});

test('one resource twice in one submission is refused by name', async (t) => {
  const pool = await testDatabase(t);
  const result = await withResult(pool, 'write', (tx) => store.saveAll(tx, [hospital, hospital], now));
  assert.deepEqual(result, {
    ok: false,
    error: { code: 'records.same-resource-twice', params: { resource: 'Organization/h1' } },
  });
});

test('versions of several resources come newest first, each with what it superseded, deletions included', async (t) => {
  const pool = await testDatabase(t);
  const day = (n: number): Date => new Date(Date.UTC(2026, 0, n));
  const write = (id: string, name: string, on: Date) =>
    withResult(pool, 'write', (tx) => store.update(tx, { ...hospital, id, name }, on)).then(must);
  await write('a', 'one', day(1));
  await write('b', 'other', day(2));
  await write('a', 'two', day(3));
  await withResult(pool, 'write', (tx) => store.remove(tx, 'Organization', 'b', day(4)));
  await write('b', 'again', day(5));
  await write('c', 'not asked for', day(6));
  const versions = async (page: { limit: number; offset?: number; changes?: boolean }) => {
    const of = ['a', 'b', 'never'].map((id) => ({ type: 'Organization', id }));
    const { total, items } = await withTx(pool, 'read', (tx) => store.versions(tx, of, page));
    const said = items.map(({ type, id, version, at, resource, before }) => {
      assert.equal(type, 'Organization');
      return `${id} ${version} ${at.slice(0, 10)} ${before?.['name'] ?? '-'} > ${resource?.['name'] ?? '-'}`;
    });
    return [total, ...said];
  };
  assert.deepEqual(await versions({ limit: 9 }), [
    5,
    'b 3 2026-01-05 - > again',
    'b 2 2026-01-04 other > -',
    'a 2 2026-01-03 one > two',
    'b 1 2026-01-02 - > other',
    'a 1 2026-01-01 - > one',
  ]);
  assert.deepEqual(await versions({ limit: 1, offset: 2 }), [5, 'a 2 2026-01-03 one > two']);
  assert.deepEqual(await versions({ limit: 9, changes: true }), [
    3,
    'b 3 2026-01-05 - > again',
    'b 2 2026-01-04 other > -',
    'a 2 2026-01-03 one > two',
  ]);
});
