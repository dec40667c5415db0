import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, withResult, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type pg from 'pg';
import type { FhirStore } from '../fhir-store.ts';
import { createRecordStore } from '../record-store.ts';
import { workOnIndex } from './worker.ts';

const now = new Date('2026-01-05T08:00:00Z');
const later = new Date('2026-01-05T09:00:00Z');

const eyes = {
  resourceType: 'SearchParameter',
  id: 'eyes',
  url: 'http://songhua.example/SearchParameter/eye-colour',
  name: 'eye-colour',
  description: 'colour of the eyes',
  status: 'active',
  code: 'eye-colour',
  base: ['Patient'],
  type: 'token',
  expression: "Patient.extension('http://songhua.example/eye-colour').value",
};
const mother = { ...eyes, id: 'mother', url: 'urn:x:mother', code: 'mother', type: 'reference', target: ['Patient'] };
const motherOf = { ...mother, expression: "Patient.extension('http://songhua.example/mother').value.ofType(Reference)" };

const patient = (id: string, colour: string, birth = '1980-01-01') => ({
  resourceType: 'Patient',
  id,
  birthDate: birth,
  extension: [
    { url: 'http://songhua.example/eye-colour', valueCode: colour },
    { url: 'http://songhua.example/mother', valueReference: { reference: 'Patient/p1' } },
  ],
});

const save = async (pool: pg.Pool, store: FhirStore, ...resources: object[]): Promise<void> => {
  for (const resource of resources) must(await withResult(pool, 'write', (tx) => store.update(tx, resource as never, now)));
};

async function found(pool: pg.Pool, store: FhirStore, query: string, type = 'Patient'): Promise<string[] | string> {
  const pairs = [...new URLSearchParams(query)];
  const search = await withTx(pool, 'search', (tx) => store.understand(tx, { type, query: pairs, lenient: false }, now));
  if (!search.ok) return search.error.code;
  const page = await withTx(pool, 'search', (tx) => store.find(tx, { ...search.value, total: 'accurate' }, { limit: 500 }));
  if (!page.ok) return page.error.code;
  const ids = page.value.matches.map(({ body }) => (JSON.parse(body) as { id: string }).id).sort();
  assert.equal(page.value.total, ids.length, 'each once');
  return ids;
}

const problems: unknown[] = [];
async function workOff(pool: pg.Pool, store: FhirStore, clock = () => later): Promise<void> {
  problems.length = 0;
  const options = { pool, store, clock, holder: 'test', onError: (error: unknown) => problems.push(error), size: 3 };
  while (await workOnIndex(options));
  assert.deepEqual(problems, []);
}

test('an added parameter is refused until what is there is indexed, then finds old and new, and is gone when it is deleted', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const people = Array.from({ length: 8 }, (_, n) => patient(`p${n}`, n % 2 === 0 ? 'brown' : 'green'));
  await save(pool, store, ...people);
  assert.equal(await found(pool, store, 'eye-colour=brown'), 'records.invalid-search');
  await save(pool, store, eyes, motherOf);
  await save(pool, store, patient('late', 'brown'), patient('p1', 'brown', '1990-02-02'));
  assert.equal(await found(pool, store, 'eye-colour=brown'), 'records.parameter-not-ready');
  await workOff(pool, store);
  assert.deepEqual(await found(pool, store, 'eye-colour=brown'), ['late', 'p0', 'p1', 'p2', 'p4', 'p6']);
  assert.deepEqual(await found(pool, store, 'eye-colour:not=brown'), ['p3', 'p5', 'p7']);
  assert.deepEqual(await found(pool, store, 'mother=Patient/p1&eye-colour=green'), ['p3', 'p5', 'p7']);
  assert.equal(
    (await found(pool, store, 'mother.birthdate=1990&_count=100')).length,
    9,
    'through the chain, by old links and new',
  );
  assert.deepEqual(await found(pool, store, '_has:Patient:mother:eye-colour=green'), ['p1']);
  await save(pool, store, patient('p0', 'blue'));
  assert.deepEqual(await found(pool, store, 'eye-colour=brown'), ['late', 'p1', 'p2', 'p4', 'p6']);
  must(await withResult(pool, 'write', (tx) => store.remove(tx, 'SearchParameter', 'eyes', now)));
  assert.equal(await found(pool, store, 'eye-colour=brown'), 'records.invalid-search');
  await workOff(pool, store);
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::int as n from records.posting where key >= (20000::bigint << 48) and key < (20001::bigint << 48)',
  );
  const left = await pool.query<{ number: number }>(`select number from records.added_parameter where state <> 'retired'`);
  assert.equal(rows[0]?.n, 0);
  assert.deepEqual(
    left.rows.map(({ number }) => number),
    [20001],
  );
});

test('a process that has heard of nothing writes by the new parameters, and one that began before is waited for', async (t) => {
  const pool = await testDatabase(t);
  const [first, second] = [createRecordStore([]), createRecordStore([])];
  await save(pool, second, patient('p0', 'brown'));
  const slow = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  // The second process writes before the parameter is added, and commits long after.
  const open = withResult(pool, 'write', async (tx) => {
    const done = await second.update(tx, patient('slow', 'brown'), now);
    written.resolve();
    await slow.promise;
    return done;
  });
  await written.promise;
  await save(pool, first, eyes);
  await save(pool, second, patient('late', 'brown'));
  const options = { pool, store: first, clock: () => later, holder: 'first', onError: assert.fail };
  assert.equal(await workOnIndex(options), false, 'it waits');
  slow.resolve();
  must(await open);
  await workOff(pool, first, () => new Date(later.getTime() + 1_000));
  assert.deepEqual(await found(pool, first, 'eye-colour=brown'), ['late', 'p0', 'slow']);
  assert.deepEqual(await found(pool, second, 'eye-colour=brown'), ['late', 'p0', 'slow']);
  must(await withResult(pool, 'write', (tx) => second.remove(tx, 'Patient', 'p0', now)));
  assert.deepEqual(await found(pool, first, 'eye-colour=brown'), ['late', 'slow']);
});
