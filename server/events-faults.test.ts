import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { announce, appendAll, handlersOf, startWorker } from '@songhua/events';
import { type RecordStore, type Subscription, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { openPool } from './database.ts';
import { discover } from './discover.ts';
import { migrate } from './migrate.ts';
import { type Database, openEmbedded } from './postgres/embedded.ts';
import { isAlive } from './postgres/run.ts';

/** A PostgreSQL of this test alone, that may be killed, with the outbox in it. */
async function openDatabase(t: TestContext): Promise<{ database: Database; pool: pg.Pool }> {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-test-'));
  await chmod(folder, 0o755);
  const database = await openEmbedded({ folder, settings: { shared_buffers: '16MB' } });
  const pool = openPool(database.url, () => {});
  t.after(async () => {
    await pool.end();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const { migrations } = await discover(join(import.meta.dirname, '..'));
  await migrate(
    pool,
    migrations.filter(({ unit }) => unit === 'events'),
    new Date(),
  );
  return { database, pool };
}

async function killHard({ where }: Database): Promise<void> {
  const pid = Number((await readFile(join(where, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await wait(20);
}

async function answering(pool: pg.Pool): Promise<void> {
  for (const end = Date.now() + 60_000; ; await wait(50)) {
    const answered = await pool.query('select 1').catch(() => null);
    if (answered) return;
    assert.ok(Date.now() < end, 'PostgreSQL did not come back');
  }
}

test('PostgreSQL killed with -9 in the middle of handlers: no event is lost and each effect happens exactly once', async (t) => {
  const { database, pool } = await openDatabase(t);
  await pool.query('create table effect (n bigint generated always as identity primary key, event uuid, payload int)');
  let inside = Promise.withResolvers<void>();
  const writing: Subscription = {
    name: 'test.effect',
    event: 'test.happened',
    handle: async (tx, { id, payload }) => {
      await tx.query('insert into effect (event, payload) values ($1, $2)', [id, payload]);
      inside.resolve();
      await wait(20);
    },
  };
  const handlers = handlersOf([writing]);
  await announce(pool, handlers, new Date());
  const worker = startWorker({
    pool,
    handlers,
    records: {} as RecordStore,
    clock: () => new Date(),
    random: () => 0,
    holder: 'test',
    leaseMs: 1_000,
    tries: 1,
    idleMs: 50,
    onFailure: (error) => assert.fail(String(error)),
    onError: () => {},
  });
  /** Kept outside the database: what it acknowledged. */
  const acknowledged: number[] = [];
  const tell = async (from: number): Promise<void> => {
    const numbers = Array.from({ length: 40 }, (_, n) => from + n);
    const events = numbers.map((payload) => ({ type: 'test.happened', payload, subject: `Patient/${payload % 7}` }));
    await withTx(pool, 'write', (tx) => appendAll(tx, events, new Date()));
    acknowledged.push(...numbers);
    worker.wake();
  };
  for (let round = 0; round < 3; round += 1) {
    inside = Promise.withResolvers<void>();
    await tell(round * 40);
    await inside.promise;
    await wait(round * 70);
    await killHard(database);
    await answering(pool);
  }
  const open = async (): Promise<number> =>
    (await pool.query(`select 1 from events.delivery where state <> 'done'`)).rowCount ?? 0;
  for (const end = Date.now() + 60_000; (await open()) > 0; await wait(50)) assert.ok(Date.now() < end, 'events are still open');
  await worker.stop();
  const { rows } = await pool.query<{ payload: number }>('select payload from effect order by payload');
  assert.deepEqual(
    rows.map(({ payload }) => payload),
    acknowledged,
  );
});
