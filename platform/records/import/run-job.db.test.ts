import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withTx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type pg from 'pg';
import { JobLost } from '../leases/hold-lease.ts';
import { contentOf } from './fixtures/content.ts';
import { carryOn, importAll, importing, jobOf, newJob, now } from './fixtures/importing.ts';
import { fileOf, peopleLines, testFolder } from './fixtures/ndjson.ts';
import { cancelJob, readErrors } from './jobs.ts';

const file = (address: string) => [{ kind: 'file', address } as const];
const errorsOf = (pool: pg.Pool, id: string) => withTx(pool, 'read', (tx) => readErrors(tx, id, 1000));
const countOf = async (pool: pg.Pool): Promise<number> =>
  Number((await pool.query<{ n: string }>('select count(*) as n from records.resource')).rows[0]?.n);

const wrong = [
  '{"resourceType":"Patient","id":"x1","gender":}',
  '{"resourceType":"Patient","id":"x2","gender":7}',
  '{"resourceType":"Nothing","id":"x3"}',
  '{"resourceType":"Patient"}',
  '{"resourceType":"Patient","id":"x 5"}',
  '{"resourceType":"Patient","id":"x6","id":"x7"}',
  '[]',
];

test('wrong lines are listed with line, field, rule and value in both languages; the others go in', async (t) => {
  const pool = await testDatabase(t);
  const good = peopleLines(50);
  const path = fileOf(testFolder(t), 'some.ndjson', [...good.slice(0, 20), ...wrong, '', '   ', ...good.slice(20)]);
  const job = await importAll(pool, file(path), {}, { batch: 8 });
  assert.deepEqual([job.state, job.created, job.updated, job.refused], ['done', 50, 0, wrong.length]);
  const errors = await errorsOf(pool, job.id);
  assert.deepEqual(
    errors.map(({ line, errors: [first] }) => [line, first?.field, first?.rule]),
    [
      [21, 'Patient.gender', 'json-syntax'],
      [22, 'Patient.gender', 'type'],
      [23, 'resourceType', 'r4-type'],
      [24, 'id', 'required'],
      [25, 'id', 'fhir-id'],
      [26, 'Patient.id', 'duplicate-key'],
      [27, '$', 'not-an-object'],
    ],
  );
  assert.equal(errors[1]?.errors[0]?.value, '7');
  for (const { errors: list } of errors)
    for (const { message } of list) assert.ok(/\p{Script=Han}/u.test(message.zh) && message.en !== '');
  assert.equal(await countOf(pool), 50);
});

test('a strict import writes nothing when one line is wrong, and lists every wrong line', async (t) => {
  const pool = await testDatabase(t);
  const path = fileOf(testFolder(t), 'some.ndjson', [...peopleLines(30), ...wrong]);
  const refused = await importAll(pool, file(path), { mode: 'strict' }, { batch: 8 });
  assert.deepEqual([refused.state, refused.failure?.code, refused.refused], ['failed', 'records.import-refused', wrong.length]);
  assert.equal(await countOf(pool), 0);
  assert.equal((await errorsOf(pool, refused.id)).length, wrong.length);
  const fine = fileOf(testFolder(t), 'fine.ndjson', peopleLines(30));
  const job = await importAll(pool, file(fine), { mode: 'strict' }, { batch: 8 });
  assert.deepEqual([job.state, job.created], ['done', 30]);
});

test('full level refuses what structure alone lets pass', async (t) => {
  const pool = await testDatabase(t);
  const path = fileOf(testFolder(t), 'some.ndjson', ['{"resourceType":"Patient","id":"a","gender":"elf"}']);
  const full = await importAll(pool, file(path), { level: 'full' });
  assert.deepEqual([full.created, full.refused], [0, 1]);
  assert.equal((await errorsOf(pool, full.id))[0]?.errors[0]?.rule, 'binding');
  const structure = await importAll(pool, file(path));
  assert.deepEqual([structure.created, structure.refused], [1, 0]);
});

test('an import of what is there makes new versions and keeps the old ones, the later line last', async (t) => {
  const pool = await testDatabase(t);
  const folder = testFolder(t);
  await importAll(pool, file(fileOf(folder, 'first.ndjson', ['{"resourceType":"Patient","id":"a","gender":"male"}'])));
  const again = ['female', 'other', 'unknown'].map((gender) => JSON.stringify({ resourceType: 'Patient', id: 'a', gender }));
  const job = await importAll(pool, file(fileOf(folder, 'again.ndjson', [...again, '{"resourceType":"Patient","id":"b"}'])));
  assert.deepEqual([job.created, job.updated], [1, 3]);
  const { rows } = await pool.query<{ version: number; body: string }>(
    `select version, body from records.version union all select version, body from records.resource where version > 1 order by version`,
  );
  assert.deepEqual(
    rows.map(({ version, body }) => [version, (JSON.parse(body) as { gender: string }).gender]),
    [
      [1, 'male'],
      [2, 'female'],
      [3, 'other'],
      [4, 'unknown'],
    ],
  );
});

test('packed files, lines ended by CR LF and a last line without end are read as they are', async (t) => {
  const pool = await testDatabase(t);
  const folder = testFolder(t);
  const packed = fileOf(folder, 'packed.ndjson.gz', peopleLines(250));
  const plain = fileOf(folder, 'plain.ndjson', ['{"resourceType":"Patient","id":"a"}\r']);
  appendFileSync(plain, '{"resourceType":"Patient","id":"b","name":[{"family":"张"}]}');
  const job = await importAll(pool, [...file(packed), ...file(plain)], {}, { batch: 40 });
  assert.deepEqual([job.state, job.created, job.refused], ['done', 252, 0]);
  assert.deepEqual(
    job.sources.map(({ line }) => line),
    [250, 2],
  );
});

test('one who lost the job to another writes nothing more; all lines are in once', async (t) => {
  const [pool, other] = [await testDatabase(t), await testDatabase(t)];
  const path = fileOf(testFolder(t), 'many.ndjson', peopleLines(2000));
  const id = await newJob(pool, file(path));
  const begun = Promise.withResolvers<void>();
  const first = carryOn(importing(pool, { batch: 20 }), id, 'first', '', undefined, begun.resolve).then(
    () => 'finished',
    (error: unknown) => (error instanceof JobLost ? 'lost' : error),
  );
  await begun.promise;
  await carryOn(importing(pool, { batch: 33 }), id, 'second', 'first');
  assert.equal(await first, 'lost');
  const job = await jobOf(pool, id);
  assert.deepEqual([job.state, job.created, job.updated], ['done', 2000, 0]);
  await importAll(other, file(path), {}, { batch: 500 });
  assert.deepEqual(await contentOf(pool), await contentOf(other));
});

test('two imports of the same resources at once leave each twice, in two versions', async (t) => {
  const pool = await testDatabase(t);
  const path = fileOf(testFolder(t), 'many.ndjson', peopleLines(400));
  const [one, two] = await Promise.all([
    importAll(pool, file(path), {}, { batch: 50 }),
    importAll(pool, file(path), {}, { batch: 70 }),
  ]);
  assert.deepEqual([one.state, two.state, one.created + two.created, one.updated + two.updated], ['done', 'done', 400, 400]);
  assert.equal((await pool.query('select from records.resource where version = 2')).rowCount, 400);
  assert.equal((await pool.query('select from records.posting p group by key, v having count(*) > 1')).rowCount, 0);
});

test('a cancelled import stops and keeps what it wrote', async (t) => {
  const pool = await testDatabase(t);
  const path = fileOf(testFolder(t), 'many.ndjson', peopleLines(2000));
  const id = await newJob(pool, file(path));
  const begun = Promise.withResolvers<void>();
  const running = carryOn(importing(pool, { batch: 20 }), id, 'first', '', undefined, begun.resolve).catch(
    (error: unknown) => error,
  );
  await begun.promise;
  assert.equal(await withTx(pool, 'write', (tx) => cancelJob(tx, id, now)), true);
  assert.ok((await running) instanceof JobLost);
  const job = await jobOf(pool, id);
  assert.equal(job.state, 'cancelled');
  assert.equal(await countOf(pool), job.created);
  assert.ok(job.created < 2000);
});

test('a file that changed before it was read to its end fails the job instead of mixing two contents', async (t) => {
  const pool = await testDatabase(t);
  const path = fileOf(testFolder(t), 'some.ndjson', peopleLines(500));
  const id = await newJob(pool, file(path));
  const stop = new AbortController();
  const begun = Promise.withResolvers<void>();
  const running = carryOn(importing(pool, { batch: 10 }), id, 'first', '', stop.signal, begun.resolve).catch(
    (error: unknown) => error,
  );
  await begun.promise;
  stop.abort(new Error('stopped'));
  await running;
  appendFileSync(path, '{"resourceType":"Patient","id":"late"}\n');
  await carryOn(importing(pool), id, 'second', 'first');
  const job = await jobOf(pool, id);
  assert.deepEqual([job.state, job.failure?.code], ['failed', 'records.import-source-changed']);
});

test('bundles of a synthetic population go in with their references; a second time makes second versions', async (t) => {
  const folder = join(import.meta.dirname, '../../../../shared/data/synthea');
  if (!existsSync(folder)) {
    t.skip('no bundles of Synthea beside the project: 1 case skipped');
    return;
  }
  const pool = await testDatabase(t);
  const rank = (name: string): number => (name.startsWith('hospital') ? 0 : name.startsWith('practitioner') ? 1 : 2);
  const sources = readdirSync(folder)
    .sort((a, b) => rank(a) - rank(b))
    .map((name) => ({ kind: 'bundle', address: join(folder, name) }) as const);
  const job = await importAll(pool, sources, { mode: 'strict' });
  assert.deepEqual([job.state, job.refused], ['done', 0]);
  assert.equal(await countOf(pool), job.created);
  const dangling = await pool.query('select from records.name where rid not in (select rid from records.resource)');
  assert.equal(dangling.rowCount, 0, 'every reference leads to a resource');
  assert.equal((await pool.query(`select from records.resource where body like '%urn:uuid:%'`)).rowCount, 0);
  const again = await importAll(pool, sources);
  assert.deepEqual([again.created, again.updated], [0, job.created + job.updated]);
});
