import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job, RecordStore, Tx } from '@songhua/kernel';
import { testDatabase } from '@songhua/testing';
import type pg from 'pg';
import { enterJobs, type JobMeans, runJobsOnce, startJobs } from './run-jobs.ts';

const start = new Date('2026-01-01T00:00:00Z');
const minutes = (n: number): Date => new Date(start.getTime() + n * 60_000);

const write = (tx: Tx, by: string) => tx.query('insert into effect (by) values ($1)', [by]);

async function open(pool: pg.Pool, ...jobs: Job[]) {
  await pool.query('create table effect (n bigint generated always as identity primary key, by text)');
  const errors: string[] = [];
  await enterJobs(
    pool,
    jobs.map(({ name }) => name),
    start,
  );
  const means = (holder: string, now: Date, mine: readonly Job[] = jobs): JobMeans => ({
    pool,
    jobs: mine,
    records: {} as RecordStore,
    clock: () => now,
    newId: () => 'id',
    holder,
    onError: (error, job) => void errors.push(`${job}: ${error instanceof Error ? error.message : String(error)}`),
  });
  const effects = async () => (await pool.query<{ by: string }>('select by from effect order by n')).rows.map(({ by }) => by);
  return { means, effects, errors };
}

const title = { zh: '试验', en: 'Test' };
const hourly = (run: Job['run'], more: Partial<Job> = {}): Job => ({
  name: 'test.hourly',
  title,
  everyMs: 3_600_000,
  run,
  ...more,
});

test('of two processes that look at once one runs the job, and it comes round again when its time is over', async (t) => {
  const pool = await testDatabase(t);
  const { means, effects } = await open(
    pool,
    hourly(async (tx) => void (await write(tx, 'ran'))),
  );
  const both = await Promise.all([runJobsOnce(means('a', start)), runJobsOnce(means('b', start))]);
  assert.deepEqual(both.flat(), ['test.hourly']);
  assert.deepEqual(await runJobsOnce(means('a', minutes(59))), []);
  assert.deepEqual(await runJobsOnce(means('b', minutes(60))), ['test.hourly']);
  assert.deepEqual(await effects(), ['ran', 'ran']);
});

test('a process that overslept its limit leaves nothing behind; the one that took over is the only one that ran', async (t) => {
  const pool = await testDatabase(t);
  const asleep = Promise.withResolvers<void>();
  const wakes = Promise.withResolvers<void>();
  const slow = hourly(
    async (tx) => {
      await write(tx, 'slow');
      asleep.resolve();
      await wakes.promise;
    },
    { limitMs: 60_000 },
  );
  const { means, effects, errors } = await open(pool, slow);
  const first = runJobsOnce(means('slow', start));
  await asleep.promise;
  const quick = hourly(async (tx) => void (await write(tx, 'quick')));
  assert.deepEqual(await runJobsOnce(means('quick', minutes(1), [quick])), [], 'still held');
  assert.deepEqual(await runJobsOnce(means('quick', minutes(2), [quick])), ['test.hourly']);
  wakes.resolve();
  assert.deepEqual(await first, []);
  assert.deepEqual(await effects(), ['quick']);
  assert.match(errors.join(), /taken over/);
});

test('what a failing run wrote is gone; it is tried again after a minute, then two, and a good run clears the error', async (t) => {
  const pool = await testDatabase(t);
  let broken = true;
  const { means, effects, errors } = await open(
    pool,
    hourly(async (tx) => {
      await write(tx, broken ? 'half' : 'whole');
      if (broken) throw new Error('no paper');
    }),
  );
  const state = async () => (await pool.query('select failures, error, due_at from events.job')).rows[0];
  assert.deepEqual(await runJobsOnce(means('a', start)), []);
  assert.deepEqual(await state(), { failures: 1, error: 'no paper', due_at: minutes(1) });
  assert.deepEqual(await runJobsOnce(means('a', minutes(1))), []);
  assert.deepEqual(await state(), { failures: 2, error: 'no paper', due_at: minutes(3) });
  broken = false;
  assert.deepEqual(await runJobsOnce(means('a', minutes(2))), [], 'not due yet');
  assert.deepEqual(await runJobsOnce(means('a', minutes(3))), ['test.hourly']);
  assert.deepEqual(await state(), { failures: 0, error: null, due_at: minutes(63) });
  assert.deepEqual(await effects(), ['whole']);
  assert.deepEqual(errors, ['test.hourly: no paper', 'test.hourly: no paper']);
});

test('a started process runs what is due by itself and stops after the job at hand', async (t) => {
  const pool = await testDatabase(t);
  const ran = Promise.withResolvers<void>();
  const { means, effects } = await open(pool);
  const job = hourly(async (tx) => {
    await write(tx, 'ran');
    ran.resolve();
  });
  const running = startJobs(means('a', start, [job]), 10);
  await ran.promise;
  await running.stop();
  assert.deepEqual(await effects(), ['ran']);
});
