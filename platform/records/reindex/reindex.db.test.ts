import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { must, withResult, withTx } from '@songhua/kernel';
import { testDatabase, testDatabaseUrl } from '@songhua/testing';
import pg from 'pg';
import { checkIndex } from '../check-index.ts';
import { createRecordStore } from '../record-store.ts';
import { extraction } from '../view.ts';
import { eyes, found, later, mother, now, patient, save, workOff } from './fixtures/eyes.ts';
import { openIndex, requestReindex } from './request-reindex.ts';
import { workOnIndex } from './worker.ts';

test('an added parameter is refused until what is there is indexed, then finds old and new, and is gone when it is deleted', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const people = Array.from({ length: 8 }, (_, n) => patient(`p${n}`, n % 2 === 0 ? 'brown' : 'green'));
  await save(pool, store, ...people);
  assert.equal(await found(pool, store, 'eye-colour=brown'), 'records.invalid-search');
  await save(pool, store, eyes, mother);
  await save(pool, store, patient('late', 'brown'), patient('p1', 'brown', '1990-02-02'));
  assert.equal(await found(pool, store, 'eye-colour=brown'), 'records.parameter-not-ready');
  assert.equal(await found(pool, store, '_has:Patient:mother:gender=male'), 'records.parameter-not-ready');
  await workOff(pool, store);
  assert.deepEqual(await found(pool, store, 'eye-colour=brown'), ['late', 'p0', 'p1', 'p2', 'p4', 'p6']);
  assert.deepEqual(await found(pool, store, 'eye-colour:not=brown'), ['p3', 'p5', 'p7']);
  assert.deepEqual(await found(pool, store, 'mother=Patient/p1&eye-colour=green'), ['p3', 'p5', 'p7']);
  assert.equal((await found(pool, store, 'mother.birthdate=1990')).length, 9, 'through a chain, by old links and new');
  assert.deepEqual(await found(pool, store, '_has:Patient:mother:eye-colour=green'), ['p1']);
  await save(pool, store, patient('p0', 'blue'));
  assert.deepEqual(await found(pool, store, 'eye-colour=brown'), ['late', 'p1', 'p2', 'p4', 'p6']);
  must(await withResult(pool, 'write', (tx) => store.remove(tx, 'SearchParameter', 'eyes', now)));
  assert.equal(await found(pool, store, 'eye-colour=brown'), 'records.invalid-search');
  await workOff(pool, store);
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::int as n from records.posting where key >= (20000::bigint << 48) and key < (20001::bigint << 48)',
  );
  assert.equal(rows[0]?.n, 0, 'its rows are removed');
  assert.equal((await found(pool, store, 'mother=Patient/p1')).length, 9, 'the other stays');
});

test('a changed expression is indexed anew, and the old rows answer no more', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  await save(pool, store, patient('p0', 'brown'), eyes);
  await workOff(pool, store);
  await save(pool, store, { ...eyes, name: 'Eyes' });
  assert.deepEqual(await found(pool, store, 'eye-colour=brown'), ['p0'], 'nothing that matters has changed');
  await save(pool, store, { ...eyes, expression: "Patient.extension('http://songhua.example/other').value" });
  assert.equal(await found(pool, store, 'eye-colour=brown'), 'records.parameter-not-ready');
  await workOff(pool, store);
  assert.deepEqual(await found(pool, store, 'eye-colour=brown'), []);
});

test('a SearchParameter that cannot work is refused by element and not stored', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  await save(pool, store, eyes);
  const refused = async (resource: object) => {
    const done = await withResult(pool, 'write', (tx) => store.update(tx, { ...eyes, id: 'x', ...resource } as never, now));
    return done.ok ? 'taken' : `${done.error.code} ${done.error.errors?.map(({ field }) => field).join()}`;
  };
  const unusable = (element: string): string => `records.unusable-parameter SearchParameter.${element}`;
  assert.equal(await refused({}), unusable('url'));
  assert.equal(await refused({ code: 'other' }), unusable('url'));
  assert.equal(await refused({ url: 'urn:x:x', code: 'gender' }), unusable('code'));
  assert.equal(await refused({ url: 'urn:x:x', code: 'new', expression: 'Patient.name.(' }), unusable('expression'));
  const own = 'http://hl7.org/fhir/SearchParameter/individual-gender';
  assert.equal(await refused({ url: own, code: 'sex', expression: 'Patient.gender' }), unusable('url'));
  assert.equal(await refused({ url: 'urn:x:x', code: 'new', expression: 'Patient.name.(', status: 'draft' }), 'taken');
  assert.equal(
    await withTx(pool, 'read', (tx) => store.read(tx, 'SearchParameter', 'x')).then((one) => one?.['status']),
    'draft',
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
  await workOff(pool, first, new Date(later.getTime() + 1_000));
  assert.deepEqual(await found(pool, first, 'eye-colour=brown'), ['late', 'p0', 'slow']);
  assert.deepEqual(await found(pool, second, 'eye-colour=brown'), ['late', 'p0', 'slow']);
  must(await withResult(pool, 'write', (tx) => second.remove(tx, 'Patient', 'p0', now)));
  assert.deepEqual(await found(pool, first, 'eye-colour=brown'), ['late', 'slow']);
});

test('a parameter whose transaction is rolled back is in force nowhere', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  await save(pool, store, patient('p0', 'brown'));
  const undone = new Error('undone');
  await assert.rejects(
    withTx(pool, 'write', async (tx) => {
      must(await store.update(tx, eyes as never, now));
      throw undone;
    }),
    undone,
  );
  await save(pool, store, patient('p1', 'brown'));
  assert.equal(await found(pool, store, 'eye-colour=brown'), 'records.invalid-search');
  assert.equal((await pool.query('select from records.index_job')).rowCount, 0);
});

const script = join(import.meta.dirname, 'fixtures/reindex-process.ts');

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => {
        child.once('exit', () => resolve());
      });

/** A process that works on the index; when it has done so many steps. */
async function begin(url: string, holder: string, steps = 0): Promise<ChildProcess> {
  const child = spawn(process.execPath, [script, url, holder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { promise, resolve } = Promise.withResolvers<void>();
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
    if (said.split('step').length > steps) resolve();
  });
  child.once('exit', () => resolve());
  await promise;
  return child;
}

test('the work goes on after kill -9 while others write, and every resource stands in the index once', async (t) => {
  const url = await testDatabaseUrl(t);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => {});
  t.after(() => pool.end());
  const store = createRecordStore([]);
  const ids = Array.from({ length: 300 }, (_, n) => `p${n}`);
  must(await withResult(pool, 'write', (tx) => store.saveAll(tx, ids.map((id) => patient(id, 'brown')) as never, now)));
  await save(pool, store, eyes);
  const done = async () => Number((await pool.query('select done from records.index_job')).rows[0].done);
  const killed: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const child = await begin(url, `child ${n}`, 2 + Math.floor(Math.random() * 10));
    child.kill('SIGKILL');
    await ended(child);
    killed.push(await done());
    await save(pool, store, patient(`p${n * 50}`, 'green'), patient(`new${n}`, 'brown'));
    await new Promise((resolve) => setTimeout(resolve, 320));
  }
  await ended(await begin(url, 'last'));
  assert.ok(
    killed.every((count) => count > 0 && count < ids.length),
    'killed in the middle',
  );
  t.diagnostic(`killed after ${killed.join(', ')} of ${ids.length}`);
  assert.deepEqual(await found(pool, store, 'eye-colour=green'), ['p0', 'p100', 'p50']);
  assert.equal((await found(pool, store, 'eye-colour=brown')).length, 300);
  const faults: string[] = [];
  const checked = await withTx(pool, 'read', (tx) => checkIndex(store, tx, (fault) => faults.push(fault)));
  assert.deepEqual(faults, []);
  assert.equal(checked.resources, 304);
});

test('indexing anew adds what is missing and removes what is too much, in every table', async (t) => {
  const pool = await testDatabase(t);
  const store = createRecordStore([]);
  const observation = (id: string, value: number) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }], text: 'systolic' },
    subject: { reference: 'Patient/p0' },
    effectivePeriod: { start: '2025-01-01', end: '2025-03-01' },
    valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  });
  const people = Array.from({ length: 7 }, (_, n) => ({ ...patient(`p${n}`, 'brown'), name: [{ text: `n${n}` }] }));
  await save(pool, store, ...people, ...Array.from({ length: 7 }, (_, n) => observation(`o${n}`, n)));
  const tables = ['posting', 'word', 'amount', 'moment'];
  const content = async () =>
    Object.fromEntries(
      await Promise.all(
        tables.map(async (table) => {
          const { rows } = await pool.query(`select t::text as row from records.${table} t order by 1`);
          return [table, rows.map(({ row }) => row)];
        }),
      ),
    );
  const whole = await content();
  for (const table of tables) {
    assert.ok(whole[table].length > 3, table);
    await pool.query(`delete from records.${table} where v % 3 = 0`);
    await pool.query(`insert into records.${table} select * from records.${table} where v % 3 = 1 limit 0`);
  }
  // As an older way of indexing may have left them: values that nobody has, under numbers that are in use.
  await pool.query('insert into records.posting select key + 7, v, place from records.posting where v % 3 = 1');
  await pool.query(`insert into records.word select parameter, place, v, folded || 'x', exact from records.word where v % 3 = 1`);
  await pool.query('insert into records.amount select key, lo + 0.5, hi, v, place from records.amount where v % 3 = 1');
  await pool.query('insert into records.moment select lo - 1, hi, v, parameter, place from records.moment where v % 3 = 1');
  assert.notDeepEqual(await content(), whole);
  must(await withResult(pool, 'write', (tx) => requestReindex(store, tx, ['Patient', 'Observation'], now)));
  await workOff(pool, store);
  const after = await content();
  for (const table of tables) assert.deepEqual(after[table], whole[table], table);
});

test('a program that indexes in a newer way takes the index over once, and the older one writes no more', async (t) => {
  const pool = await testDatabase(t);
  const old = createRecordStore([]);
  await save(pool, old, patient('p0', 'brown'));
  assert.deepEqual(await openIndex(pool, old, now), [], 'the first program of a database finds nothing to do');
  const newer = createRecordStore([]);
  assert.deepEqual(await openIndex(pool, newer, now, extraction + 1), ['Patient']);
  assert.deepEqual(await openIndex(pool, newer, now, extraction + 1), []);
  const late = await withResult(pool, 'write', (tx) => old.update(tx, patient('p1', 'brown') as never, now));
  assert.equal(late.ok ? 'written' : late.error.code, 'records.outdated-program');
});
