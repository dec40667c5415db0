import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { withTx } from '@songhua/kernel';
import { testDatabaseUrl } from '@songhua/testing';
import pg from 'pg';
import { announce, appendAll, handlersOf } from './index.ts';

const script = fileURLToPath(new URL('./fixtures/worker-process.ts', import.meta.url));

/** A database with a table of effects (nothing in it forbids doubles), a ledger outside it, and workers in processes of their own. */
async function stage(t: TestContext) {
  const url = await testDatabaseUrl(t);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => {});
  const folder = mkdtempSync(join(tmpdir(), 'songhua-ledger-'));
  const ledger = join(folder, 'ledger');
  const children: ChildProcess[] = [];
  t.after(async () => {
    for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await pool.end();
    rmSync(folder, { recursive: true, force: true });
  });
  await pool.query(
    'create table effect (n bigint generated always as identity primary key, event uuid, subject text, payload int, by text)',
  );
  await announce(pool, handlersOf([{ name: 'test.effect', event: 'test.happened', handle: async () => {} }]), new Date());
  const tell = async (count: number, subjects: number): Promise<void> => {
    const events = Array.from({ length: count }, (_, payload) => ({
      type: 'test.happened',
      payload,
      subject: `Patient/${payload % subjects}`,
    }));
    await withTx(pool, 'write', (tx) => appendAll(tx, events, new Date()));
  };
  const spawn = (name: string, slow: number): ChildProcess => {
    const child = fork(script, [url, ledger, name, String(slow)], { stdio: 'ignore' });
    children.push(child);
    return child;
  };
  const open = async (): Promise<number> =>
    (await pool.query(`select 1 from events.delivery where state <> 'done'`)).rowCount ?? 0;
  const finished = async (): Promise<void> => {
    for (const end = Date.now() + 60_000; (await open()) > 0; await wait(50))
      assert.ok(Date.now() < end, `${await open()} events are still open after a minute`);
  };
  const effects = async () =>
    (await pool.query<{ event: string; subject: string; payload: number; by: string }>('select * from effect order by n')).rows;
  const lines = (): string[] => readFileSync(ledger, 'utf8').trim().split('\n');
  return { pool, tell, spawn, open, finished, effects, lines };
}

/** Every event once, and those of a subject in their order. */
async function assertOnceInOrder({ effects }: Awaited<ReturnType<typeof stage>>, count: number): Promise<void> {
  const rows = await effects();
  assert.equal(rows.length, count);
  assert.equal(new Set(rows.map(({ event }) => event)).size, count);
  for (const subject of new Set(rows.map((row) => row.subject))) {
    const order = rows.filter((row) => row.subject === subject).map(({ payload }) => payload);
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
      subject,
    );
  }
}

test('a worker killed with -9 in the middle of its handlers, again and again, leaves each effect exactly once', async (t) => {
  const stands = await stage(t);
  await stands.tell(120, 10);
  let killed = 0;
  for (; killed < 12 && (await stands.open()) > 0; killed += 1) {
    const child = stands.spawn(`w${killed}`, 15);
    // Once it is inside a handler, at a moment nobody chose.
    await Promise.race([once(child, 'message'), wait(3_000)]);
    await wait((killed * 37) % 300);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const interrupted = stands.lines().length;
  stands.spawn('last', 0);
  await stands.finished();
  await assertOnceInOrder(stands, 120);
  const ran = new Map<string, number>();
  for (const line of stands.lines())
    ran.set(line.slice(line.indexOf(' ') + 1), (ran.get(line.slice(line.indexOf(' ') + 1)) ?? 0) + 1);
  assert.equal(ran.size, 120, 'the ledger saw every event, and no failure');
  assert.ok(interrupted > 120 || killed > 3, `${killed} were killed, ${interrupted} runs until then`);
  t.diagnostic(`${killed} killed; handlers ran ${stands.lines().length} times for 120 effects`);
});

test('a worker stopped in mid-handler until its lease is over cannot commit when it goes on', async (t) => {
  const stands = await stage(t);
  await stands.tell(1, 1);
  const stopped = stands.spawn('stopped', 100);
  await once(stopped, 'message');
  stopped.kill('SIGSTOP');
  stands.spawn('successor', 0);
  await stands.finished();
  stopped.kill('SIGCONT');
  // Long enough for the handler to end and its commit to be refused.
  for (const end = Date.now() + 10_000; !stands.lines().some((line) => line.startsWith('stopped')) && Date.now() < end; )
    await wait(20);
  await wait(300);
  assert.ok(
    stands.lines().some((line) => line.startsWith('stopped')),
    'its handler did run to its end',
  );
  assert.deepEqual(
    (await stands.effects()).map(({ by }) => by),
    ['successor'],
  );
});

test('two processes on one database share the work, each event once', async (t) => {
  const stands = await stage(t);
  const [one, other] = [stands.spawn('one', 4), stands.spawn('other', 4)];
  await stands.tell(600, 300);
  await Promise.all([once(one, 'message'), once(other, 'message')]);
  await stands.finished();
  await assertOnceInOrder(stands, 600);
  const by = Map.groupBy(await stands.effects(), (row) => row.by);
  const shares = [by.get('one')?.length ?? 0, by.get('other')?.length ?? 0];
  assert.ok(Math.min(...shares) > 60, `shares ${shares.join(' and ')}`);
});
