import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Reach, wallClock, withTx } from '@songhua/kernel';
import { testDatabase, testDatabaseUrl } from '@songhua/testing';
import pg from 'pg';
import { importAll } from '../import/fixtures/importing.ts';
import { fileOf, peopleLines, testFolder } from '../import/fixtures/ndjson.ts';
import { JobLost } from '../leases/hold-lease.ts';
import { stakeWriter } from '../stake-writer.ts';
import { carryOut } from './carry-out.ts';
import { ended, everythingWanted, linesOf, newExport, person, put, runnerParts, store } from './fixtures/exporting.ts';
import { dropExport, takeExport } from './jobs.ts';
import { startExportRunner } from './runner.ts';

const idsOf = (lines: readonly Record<string, unknown>[]): string[] => lines.map(({ id }) => String(id)).sort();
const many = 3_000;

const carried = async (pool: pg.Pool): Promise<string> => {
  const id = await newExport(pool);
  const runner = startExportRunner(runnerParts(pool));
  await ended(pool, id);
  await runner.stop();
  return id;
};

test('a process killed with -9 while it looks for what belongs to an export leaves it to another, which finds everything once', async (t) => {
  const url = await testDatabaseUrl(t);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => {});
  t.after(() => pool.end());
  await importAll(pool, [{ kind: 'file', address: fileOf(testFolder(t), 'many.ndjson', peopleLines(many)) }], {}, { batch: 500 });
  const id = await newExport(pool);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fixtures/export-process.ts'), url, '1000'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const found = async (): Promise<number> =>
    Number((await pool.query<{ found: string }>('select found from records.export_job')).rows[0]?.found);
  while ((await found()) < 100) await sleep(5);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  const half = await found();
  t.diagnostic(`killed at ${half} of ${many}`);
  assert.ok(half < many, 'it was killed on its way');
  const runner = startExportRunner(runnerParts(pool));
  t.after(() => runner.stop());
  const job = await ended(pool, id);
  assert.deepEqual([job.state, job.found], ['done', many]);
  const ids = idsOf(await linesOf(pool, id));
  assert.deepEqual([ids.length, new Set(ids).size], [many, many]);
});

test('two servers carry out many exports, each of them once', async (t) => {
  const pool = await testDatabase(t);
  await withTx(pool, 'write', (tx) =>
    put(
      tx,
      ['a', 'b', 'c'].map((id) => person(id)),
      wallClock(),
    ),
  );
  const jobs = await Promise.all(Array.from({ length: 6 }, () => newExport(pool)));
  const servers = ['one', 'two'].map((holder) => startExportRunner(runnerParts(pool, { holder })));
  t.after(() => Promise.all(servers.map((server) => server.stop())));
  for (const id of jobs) {
    assert.equal((await ended(pool, id)).found, 3);
    assert.deepEqual(idsOf(await linesOf(pool, id)), ['a', 'b', 'c']);
  }
});

test('a cancelled export stops, and whoever lost one to another notes nothing more', async (t) => {
  const pool = await testDatabase(t);
  await withTx(pool, 'write', (tx) => put(tx, [person('a')], wallClock()));
  const parts = runnerParts(pool);
  const take = (holder: string, from: Date) =>
    withTx(pool, 'write', (tx) => takeExport(tx, { holder, until: new Date(from.getTime() + 1_000) }, from));
  const lost = (error: unknown): boolean => error instanceof JobLost;
  const none = new AbortController().signal;
  const first = await newExport(pool);
  const mine = await take('mine', new Date());
  assert.ok(mine && mine.id === first);
  const taken = await take('theirs', new Date(Date.now() + 60_000));
  assert.equal(taken?.id, first, 'after its lease it is another’s');
  await assert.rejects(carryOut(parts, mine, 'mine', none), lost);
  await withTx(pool, 'write', (tx) => dropExport(tx, first));
  await assert.rejects(carryOut(parts, taken, 'theirs', none), lost);
  assert.equal((await pool.query('select 1 from records.export_chunk')).rows.length, 0);
});

test('a change that is not committed yet when the export begins, and bears an earlier moment, is in it', async (t) => {
  const pool = await testDatabase(t);
  await withTx(pool, 'write', (tx) => put(tx, [person('a')], wallClock()));
  const open = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const late = withTx(pool, 'write', async (tx) => {
    await put(tx, [person('late')], wallClock());
    begun.resolve();
    await open.promise;
  });
  await begun.promise;
  const id = await newExport(pool);
  const runner = startExportRunner(runnerParts(pool));
  t.after(() => runner.stop());
  await sleep(300);
  const state = async (): Promise<string> =>
    (await pool.query<{ state: string }>('select state from records.export_job')).rows[0]?.state ?? '';
  assert.equal(await state(), 'running', 'it waits');
  open.resolve();
  await late;
  await ended(pool, id);
  assert.deepEqual(idsOf(await linesOf(pool, id)), ['a', 'late']);
});

test('what changed after the moment of an export stands in it as it was then, what came after it not at all', async (t) => {
  const pool = await testDatabase(t);
  const [before, moment, after] = ['07:00', '08:00', '09:00'].map((at) => new Date(`2026-11-22T${at}:00Z`));
  assert.ok(before && moment && after);
  await withTx(pool, 'write', (tx) => put(tx, [person('a', { gender: 'male' }), person('b')], before));
  await withTx(pool, 'write', (tx) => put(tx, [person('a', { gender: 'female' }), person('new')], after));
  const id = await newExport(pool);
  const job = await withTx(pool, 'write', (tx) => takeExport(tx, { holder: 'x', until: after }, moment));
  assert.ok(job);
  await carryOut(runnerParts(pool), job, 'x', new AbortController().signal);
  const lines = await linesOf(pool, id);
  assert.deepEqual(idsOf(lines), ['a', 'b']);
  assert.equal(lines.find((line) => line['id'] === 'a')?.['gender'], 'male');
});

test('lines are one line each, whatever breaks the text was written with', async (t) => {
  const pool = await testDatabase(t);
  await withTx(pool, 'write', (tx) => put(tx, [person('a', { name: [{ text: 'two\nlines' }] })], wallClock()));
  await pool.query(`update records.resource set body = replace(body, ',"name"', E',\\r\\n\\t"name"')`);
  const id = await carried(pool);
  const [line, more] = await linesOf(pool, id);
  assert.deepEqual([line?.['name'], more], [[{ text: 'two\nlines' }], undefined]);
});

const treating = (id: string): Reach => ({
  ways: [{ types: '*', interactions: 'rs', whose: [{ relation: 'treating', id }], labels: [] }],
  purpose: 'treatment',
  institutions: ['Organization/o'],
});

test('what is downloaded is reached when it was asked for and when it is downloaded: neither a stake gained nor one lost in between counts', async (t) => {
  const pool = await testDatabase(t);
  const reach = treating('Organization/o');
  const stakes = (source: string, patients: readonly string[]) =>
    withTx(pool, 'write', (tx) =>
      stakeWriter.putStakes(tx, [
        { source, rows: patients.map((patient) => ({ patient, relation: 'treating' as const, holder: 'Organization/o' })) },
      ]),
    );
  await withTx(pool, 'write', (tx) =>
    put(
      tx,
      ['a', 'b', 'c', 'd'].map((id) => person(id)),
      wallClock(),
    ),
  );
  await stakes('Encounter/x', ['a', 'b', 'c']);
  const id = await newExport(pool, everythingWanted, reach);
  const runner = startExportRunner(runnerParts(pool));
  t.after(() => runner.stop());
  await ended(pool, id);
  await stakes('Encounter/x', ['a', 'b', 'd']);
  assert.deepEqual(idsOf(await linesOf(pool, id, reach)), ['a', 'b']);
  await withTx(pool, 'write', (tx) =>
    stakeWriter.putDenials(tx, [{ source: 'Consent/x', rows: [{ patient: 'b', institution: 'Organization/o' }] }]),
  );
  assert.deepEqual(idsOf(await linesOf(pool, id, reach)), ['a'], 'a consent withdrawn since is kept');
  await withTx(pool, 'write', (tx) => put(tx, [person('a', { gender: 'male' })], wallClock()));
  await withTx(pool, 'write', (tx) => store.write(tx, [{ type: 'Patient', id: 'a', method: 'DELETE' }], wallClock()));
  assert.deepEqual(
    idsOf(await linesOf(pool, id, reach)),
    ['a'],
    'changed and deleted since: as it was, for who still reaches it',
  );
  await stakes('Encounter/x', []);
  assert.deepEqual(idsOf(await linesOf(pool, id, reach)), []);
});
