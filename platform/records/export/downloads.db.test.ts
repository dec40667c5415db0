import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Call, everything, isStreamReply, type Reach, wallClock, withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type pg from 'pg';
import { exportRoutes } from '../http/export-routes.ts';
import { discloses } from './discloses.ts';
import { drainExport } from './fixtures/drain-export.ts';
import { ended, everythingWanted, newExport, person, put, runnerParts, store } from './fixtures/exporting.ts';
import type { Wanted } from './job.ts';
import { dropExport, finishExport, readParts, takeExport } from './jobs.ts';
import { startExportRunner } from './runner.ts';

const carried = async (pool: pg.Pool, wanted: Wanted = everythingWanted, reach: Reach | null = null): Promise<string> => {
  const id = await newExport(pool, wanted, reach);
  const runner = startExportRunner(runnerParts(pool));
  await ended(pool, id);
  await runner.stop();
  return id;
};

/** The answer to the download of a job's first file by who asked for it. */
const download = (pool: pg.Pool, job: string) =>
  withTx(pool, 'write', async (tx) => {
    const route = exportRoutes.find(({ path }) => path.endsWith('/:part'));
    const actor = { kind: 'client', id: 'test', name: 'test', roles: [], permissions: new Set(['*']), reach: everything };
    const call = { tx, records: store, actor, now: wallClock(), params: { job, part: '1' } };
    return route?.handle(call as unknown as Call<never, never, never>);
  });

test('attack: a file whose export is thrown away while it is downloaded breaks off and does not end as if it were whole', async (t) => {
  const pool = await testDatabase(t);
  await withTx(pool, 'write', (tx) => put(tx, [person('a')], wallClock()));
  const id = await carried(pool);
  const [part] = await withTx(pool, 'read', (tx) => readParts(tx, id));
  assert.equal(part?.part, 1);
  const answer = await download(pool, id);
  assert.ok(answer?.ok && isStreamReply(answer.value), JSON.stringify(answer));
  const { next } = answer.value;
  assert.match(String(await withTx(pool, 'read', next)), /"id":"a"/);
  await withTx(pool, 'write', (tx) => dropExport(tx, id));
  await assert.rejects(withTx(pool, 'read', next), /thrown away/);
  const whole = await download(pool, await carried(pool));
  assert.ok(whole?.ok && isStreamReply(whole.value));
  await withTx(pool, 'read', whole.value.next);
  assert.equal(await withTx(pool, 'read', whole.value.next), null);
});

test('attack: of an export that failed on its way no file is handed out, though parts of it stand', async (t) => {
  const pool = await testDatabase(t);
  await withTx(pool, 'write', (tx) => put(tx, [person('a')], wallClock()));
  const id = await carried(pool);
  await pool.query(`update records.export_job set state = 'waiting', lease_until = null where id = $1`, [id]);
  const { rows } = await pool.query('select * from records.export_part');
  const now = wallClock();
  await withTx(pool, 'write', (tx) => takeExport(tx, { holder: 'x', until: now }, now));
  await pool.query('insert into records.export_part select * from json_populate_recordset(null::records.export_part, $1)', [
    JSON.stringify(rows),
  ]);
  const failure = { code: 'records.search-too-costly', params: { looked: 1, limit: 1 } };
  const expires = new Date(now.getTime() + 60_000);
  assert.ok(await withTx(pool, 'write', (tx) => finishExport(tx, id, 'x', { failure, now, expires })));
  const answer = await download(pool, id);
  assert.ok(answer && !answer.ok);
  assert.equal(answer.error.code, 'records.search-too-costly');
});

test('attack: a restriction that cannot be read is refused and does not export everything', async (t) => {
  const pool = await testDatabase(t);
  await withTx(pool, 'write', (tx) => put(tx, [person('a')], wallClock()));
  const drained = (path: string, body?: unknown) =>
    withTx(pool, 'read', async (tx) => {
      const asked = { path, ...(body !== undefined && { body: JSON.stringify(body) }) };
      const files = await drainExport(store, tx, everything, asked, wallClock());
      return 'refused' in files ? (files.refused.errors?.map(({ field, rule }) => `${field} ${rule}`) ?? []) : files.length;
    });
  const posted = (parameter: unknown) => drained('Patient/$export', { resourceType: 'Parameters', parameter });
  assert.deepEqual(await posted({ name: '_type', valueString: 'Observation' }), ['parameter list']);
  assert.deepEqual(await posted(null), ['parameter list']);
  assert.deepEqual(await posted(['_type']), ['parameter[0] named']);
  assert.deepEqual(await posted([{ name: '_elements', valueString: 'id' }, null]), ['parameter[1] named']);
  assert.deepEqual(await posted([{ valueString: 'Observation' }]), ['parameter[0] named']);
  assert.equal(await drained('Patient/$export', { resourceType: 'Parameters' }), 1);
  assert.deepEqual(await drained('Patient/$export?_typeFilter=Organization?name=x'), ['_typeFilter patient-compartment']);
  for (const own of ['a', 'Patient/a', 'http://test/fhir/R4/Patient/a'])
    assert.equal(await posted([{ name: 'patient', valueReference: { reference: own } }]), 1, own);
  for (const strange of ['http://elsewhere/Patient/a', 'http://elsewhere/fhir/R4/Patient/a', 'Group/a', 'x/Patient/a'])
    assert.deepEqual(
      await posted([{ name: 'patient', valueReference: { reference: strange } }]),
      ['patient patient-there'],
      strange,
    );
});

test('members of a group who are patients of another server are not taken for those of ours', async (t) => {
  const pool = await testDatabase(t);
  const member = ['Patient/a', 'http://elsewhere/fhir/Patient/b'].map((reference) => ({ entity: { reference } }));
  const group = { resourceType: 'Group', id: 'g', type: 'person', actual: true, member };
  await withTx(pool, 'write', (tx) => put(tx, [person('a'), person('b'), group], wallClock()));
  const files = await withTx(pool, 'read', (tx) =>
    drainExport(store, tx, everything, { path: 'Group/g/$export?_type=Patient' }, wallClock()),
  );
  assert.ok(!('refused' in files), JSON.stringify(files));
  assert.deepEqual(
    files.flatMap(({ lines }) => lines.map((line) => (JSON.parse(line) as { id: string }).id)),
    ['a'],
  );
});

test('dates at the ends of what can be written restrict an export to everything or to nothing', async (t) => {
  const pool = await testDatabase(t);
  await withTx(pool, 'write', (tx) => put(tx, [person('a')], wallClock()));
  const found = (query: string) =>
    withTx(pool, 'read', async (tx) => {
      const files = await drainExport(store, tx, everything, { path: `$export?_type=Patient&${query}` }, wallClock());
      assert.ok(!('refused' in files), JSON.stringify(files));
      return files.flatMap(({ lines }) => lines).length;
    });
  const late = '9999-12-31T23:59:59-02:00';
  assert.deepEqual([await found('_since=0000'), await found(`_until=${late}`)], [1, 1]);
  assert.deepEqual([await found(`_since=${late}`), await found('_until=0000')], [0, 0]);
});

test('deletions since a moment are those of records that are wanted, told from what stood there before', async (t) => {
  const pool = await testDatabase(t);
  const observation = (id: string, of?: string) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { text: 'x' },
    ...(of && { subject: { reference: `Patient/${of}` } }),
  });
  await withTx(pool, 'write', async (tx) => {
    await put(tx, [person('a'), person('b'), observation('a1', 'a'), observation('b1', 'b'), observation('x')], wallClock());
    for (const id of ['a1', 'b1', 'x']) await store.write(tx, [{ type: 'Observation', id, method: 'DELETE' }], wallClock());
  });
  const deleted = (path: string) =>
    withTx(pool, 'read', async (tx) => {
      const at = new Date(Date.now() + 1_000);
      const files = await drainExport(store, tx, everything, { path: `${path}_since=2026-01-01&_type=Observation` }, at);
      assert.ok(!('refused' in files), JSON.stringify(files));
      return [...JSON.stringify(files).matchAll(/Observation\/(\w+)/g)].map(([, id]) => id).sort();
    });
  assert.deepEqual(await deleted('$export?'), ['a1', 'b1', 'x']);
  assert.deepEqual(await deleted('Patient/$export?'), ['a1', 'b1']);
  assert.deepEqual(await deleted('Patient/$export?patient=a&'), ['a1']);
});

test('the audit log names whom a file is about, those of a version that speaks of somebody else by now, too', async (t) => {
  const pool = await testDatabase(t);
  const about = (of: string) => ({
    resourceType: 'Observation',
    id: 'o',
    status: 'final',
    code: { text: 'x' },
    subject: { reference: `Patient/${of}` },
  });
  await withTx(pool, 'write', (tx) => put(tx, [person('a'), person('b'), about('a')], wallClock()));
  const wanted: Wanted = { level: 'patient', types: ['Observation'], filters: [], patients: ['a', 'b'] };
  const job = await carried(pool, wanted);
  const named = (reach: Reach | null, whose: Wanted = wanted) =>
    withTx(pool, 'read', async (tx) => {
      const [part] = await readParts(tx, job);
      assert.ok(part);
      const { patients } = await discloses(tx, { store, job, part, wanted: whose, reach });
      return patients === 'everybody' ? patients : [...patients].sort();
    });
  assert.deepEqual(await named(null), ['a']);
  await withTx(pool, 'write', (tx) => put(tx, [about('b')], wallClock()));
  assert.deepEqual(await named(null), ['a', 'b']);
  const system: Wanted = { level: 'system', types: null, filters: [] };
  assert.equal(await named(null, system), 'everybody');
  // A way to everybody's by which nothing is found does not make it everybody's.
  const creates: Reach = {
    ways: [
      { types: '*', interactions: 'cu', whose: 'everyone', labels: '*' },
      { types: '*', interactions: 'rs', whose: [{ relation: 'self', id: 'Patient/a' }], labels: '*' },
    ],
    purpose: 'personal',
    institutions: [],
  };
  assert.deepEqual(await named(creates, system), ['a', 'b']);
});
