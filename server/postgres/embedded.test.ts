import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Database, type EmbeddedOptions, openEmbedded } from './embedded.ts';
import { endStuck } from './end-stuck.ts';
import { isAlive } from './run.ts';
import { childrenOf, titleOf } from './stuck.ts';
import { canReach } from './unprivileged.ts';

const root = process.getuid?.() === 0;

/** What a test opened: stopped before its folders go, since hooks run in the order they were made. */
const opened = new WeakMap<TestContext, Database[]>();

async function temporary(t: TestContext, mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-test-'));
  await chmod(folder, mode);
  t.after(async () => {
    // At once: who is stopped later would meanwhile start it again.
    await Promise.all((opened.get(t) ?? []).map((database) => database.stop()));
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}

const open = async (t: TestContext, options: EmbeddedOptions): Promise<Database> => {
  const database = await openEmbedded({ settings: { shared_buffers: '16MB' }, ...options });
  opened.set(t, [...(opened.get(t) ?? []), database]);
  return database;
};

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const postmaster = async ({ where }: Database): Promise<number> =>
  Number((await readFile(join(where, 'postmaster.pid'), 'utf8')).split('\n')[0]);

async function killHard(database: Database): Promise<void> {
  const pid = await postmaster(database);
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await wait(20);
}

test('what was committed is there after the database was killed with -9', async (t) => {
  const folder = await temporary(t);
  const first = await open(t, { folder });
  await ask(first.url, 'create table kept as select 42 as n');
  await killHard(first);
  const second = await open(t, { folder });
  assert.deepEqual(await ask(second.url, 'select n from kept'), [{ n: 42 }]);
});

test('a database left running by a killed server is joined, not started twice', async (t) => {
  const folder = await temporary(t);
  const first = await open(t, { folder });
  const second = await open(t, { folder });
  assert.equal(await postmaster(second), await postmaster(first));
});

test('stopping leaves the database running while somebody else uses it', async (t) => {
  const folder = await temporary(t);
  const first = await open(t, { folder });
  const user = new pg.Client({ connectionString: first.url });
  await user.connect();
  await first.stop();
  assert.deepEqual((await user.query('select 1 as n')).rows, [{ n: 1 }]);
  const pid = await postmaster(first);
  await user.end();
  await first.stop();
  assert.equal(isAlive(pid), false);
});

test('the pid of a dead database taken by another program does not keep it from starting', async (t) => {
  const folder = await temporary(t);
  const first = await open(t, { folder });
  const note = await readFile(join(first.where, 'postmaster.pid'), 'utf8');
  await killHard(first);
  const other = spawn('sleep', ['60']);
  t.after(() => other.kill());
  await writeFile(join(first.where, 'postmaster.pid'), note.replace(/^\d+/, String(other.pid)));
  const second = await open(t, { folder });
  assert.deepEqual(await ask(second.url, 'select 1 as n'), [{ n: 1 }]);
});

test('a database that dies while the server runs is started again at the same address, with what was committed', async (t) => {
  const database = await open(t, { folder: await temporary(t) });
  await ask(database.url, 'create table kept as select 42 as n');
  await killHard(database);
  for (let tries = 0; ; tries += 1) {
    const rows = await ask(database.url, 'select n from kept').catch((error: unknown) => error);
    if (Array.isArray(rows)) {
      assert.deepEqual(rows, [{ n: 42 }]);
      break;
    }
    assert.ok(tries < 100, String(rows));
    await wait(100);
  }
});

/** Sends the startup process of a crash restart a signal as soon as it is there; undefined when it came and went unseen. */
function catchStartup(pid: number, signal: NodeJS.Signals): number | undefined {
  const read = (path: string): string => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return '';
    }
  };
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    for (const child of read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean)) {
      const title = read(`/proc/${child}/cmdline`);
      if (title.startsWith('postgres: startup')) return process.kill(Number(child), signal) ? Number(child) : undefined;
      // The one from before the crash is gone after a second.
      if (title.startsWith('postgres: walwriter') && end - Date.now() < 9_000) return undefined;
    }
  }
  return undefined;
}

/** Kills a backend and catches the startup process of the restart that follows, with patience for those that are too fast. */
async function crash(database: Database, signal: NodeJS.Signals): Promise<{ postmaster: number; startup: number }> {
  for (let tries = 0; tries < 20; tries += 1) {
    const pid = await postmaster(database);
    const backend = new pg.Client({ connectionString: database.url });
    backend.on('error', () => {});
    await backend.connect();
    const { rows } = await backend.query<{ pid: number }>('select pg_backend_pid() as pid');
    process.kill(Number(rows[0]?.pid), 'SIGKILL');
    const startup = catchStartup(pid, signal);
    if (startup !== undefined) return { postmaster: pid, startup };
    await answerOf(database, 'select 1 as n');
  }
  return assert.fail('the startup process was never caught');
}

/** Makes it stuck: the startup process of a crash restart is killed. Resolves with the postmaster's pid. */
async function makeStuck(database: Database): Promise<number> {
  const crashed = await crash(database, 'SIGKILL');
  await wait(500);
  const titles = (await childrenOf(crashed.postmaster)).map(({ title }) => title);
  assert.ok(titles.includes('postgres: checkpointer') && !titles.some((title) => /startup|walwriter/.test(title)), titles.join());
  return crashed.postmaster;
}

/** The answer as soon as there is one, within half a minute. */
async function answerOf(database: Database, sql: string): Promise<unknown[]> {
  for (const end = Date.now() + 30_000; ; await wait(100)) {
    const rows = await ask(database.url, sql).catch((error: unknown) => error);
    if (Array.isArray(rows)) return rows;
    assert.ok(Date.now() < end, String(rows));
  }
}

const linuxAlone = { skip: process.platform !== 'linux' && 'only Linux tells the processes of a PostgreSQL' };

test(
  'a database in whose crash restart the startup process is killed, too, is started again at the same address',
  linuxAlone,
  async (t) => {
    const database = await open(t, { folder: await temporary(t), settling: 3 });
    await ask(database.url, 'create table kept as select 42 as n');
    const former = await makeStuck(database);
    assert.deepEqual(await answerOf(database, 'select n from kept'), [{ n: 42 }]);
    assert.notEqual(await postmaster(database), former);
  },
);

test('a database left behind in that state by a server is started again by the next one', linuxAlone, async (t) => {
  const folder = await temporary(t);
  const first = await open(t, { folder, settling: Number.POSITIVE_INFINITY });
  await ask(first.url, 'create table kept as select 42 as n');
  const former = await makeStuck(first);
  await first.stop();
  assert.ok(isAlive(former), 'as the next one finds it');
  const [second, third] = await Promise.all([open(t, { folder, settling: 3 }), open(t, { folder, settling: 3 })]);
  assert.deepEqual(await ask(second.url, 'select n from kept'), [{ n: 42 }]);
  assert.equal(await postmaster(third), await postmaster(second));
  assert.equal(isAlive(former), false);
});

/** What a connection is refused with while looks of the watch pass by, and that none of them ended anything. */
async function leftAlone(database: Database, refusal: RegExp): Promise<void> {
  const pid = await postmaster(database);
  await wait(500);
  for (let n = 0; n < 5; n += 1) {
    await assert.rejects(ask(database.url, 'select 1'), refusal);
    await wait(1_000);
  }
  assert.equal(await postmaster(database), pid);
  assert.doesNotMatch(await readFile(join(dirname(database.where), 'postgres.log'), 'utf8'), /songhua:/);
}

test('a recovery that takes its time is left alone', linuxAlone, async (t) => {
  const database = await open(t, { folder: await temporary(t), settling: 2 });
  const { startup } = await crash(database, 'SIGSTOP');
  await leftAlone(database, /in recovery mode/);
  process.kill(startup, 'SIGCONT');
  assert.deepEqual(await answerOf(database, 'select 1 as n'), [{ n: 1 }]);
});

test('a shutdown that waits for its checkpoint is left alone', linuxAlone, async (t) => {
  const database = await open(t, { folder: await temporary(t), settling: 2 });
  const pid = await postmaster(database);
  const checkpointer = (await childrenOf(pid)).find(({ title }) => title === 'postgres: checkpointer');
  assert.ok(checkpointer);
  process.kill(checkpointer.pid, 'SIGSTOP');
  process.kill(pid, 'SIGINT');
  await leftAlone(database, /shutting down/);
  process.kill(checkpointer.pid, 'SIGCONT');
  assert.deepEqual(await answerOf(database, 'select 1 as n'), [{ n: 1 }], 'started again once it was down');
});

test('a stuck postmaster that does not listen is ended with everything it started', linuxAlone, async (t) => {
  const folder = await temporary(t);
  const database = await open(t, { folder });
  const pid = await postmaster(database);
  const children = await childrenOf(pid);
  assert.ok(children.length > 3, JSON.stringify(children));
  for (const one of [pid, ...children.map((child) => child.pid)]) process.kill(one, 'SIGSTOP');
  await endStuck({ home: dirname(database.where), data: database.where, bin: '' }, pid, 500);
  for (const one of [pid, ...children.map((child) => child.pid)]) assert.equal(await titleOf(one), '');
  assert.deepEqual(await answerOf(database, 'select 1 as n'), [{ n: 1 }]);
});

test('two first starts at once on one folder make one database and both use it', async (t) => {
  const folder = await temporary(t);
  const [first, second] = await Promise.all([open(t, { folder }), open(t, { folder })]);
  await ask(first.url, 'create table kept as select 1 as n');
  assert.deepEqual(await ask(second.url, 'select n from kept'), [{ n: 1 }]);
});

test('a first start that was interrupted half way is begun again', async (t) => {
  const folder = await temporary(t);
  const place = join(folder, 'postgres');
  await mkdir(join(place, 'data.new'), { recursive: true });
  await writeFile(join(place, 'data.new', 'PG_VERSION'), '18');
  const database = await open(t, { folder });
  assert.deepEqual(await ask(database.url, 'select 1 as n'), [{ n: 1 }]);
});

test('the database listens on no network and its password is readable by its owner alone', async (t) => {
  const database = await open(t, { folder: await temporary(t) });
  assert.deepEqual(await ask(database.url, 'show listen_addresses'), [{ listen_addresses: '' }]);
  assert.equal((await stat(join(dirname(database.where), 'password'))).mode & 0o077, 0);
  const wrong = new URL(database.url);
  wrong.password = 'wrong';
  await assert.rejects(ask(wrong.href, 'select 1'), /password authentication failed/);
});

test('started by root from a folder only root can enter, the data goes where the unprivileged user reaches it, and stays there', {
  skip: !root && 'needs root',
}, async (t) => {
  const hidden = await temporary(t, 0o700);
  const shelter = join(await temporary(t), 'shelter');
  const folder = join(hidden, 'data');
  const first = await open(t, { folder, shelter });
  assert.ok(first.where.startsWith(shelter), first.where);
  assert.notEqual((await stat(first.where)).uid, 0);
  assert.ok(!existsSync(join(folder, 'postgres')));
  await ask(first.url, 'create table kept as select 7 as n');
  await first.stop();
  await chmod(hidden, 0o755);
  const second = await open(t, { folder, shelter });
  assert.deepEqual(
    await ask(second.url, 'select n from kept'),
    [{ n: 7 }],
    'the folder being open now must not lead to an empty database',
  );
});

test('a folder is reachable only if every folder above it lets the user pass', { skip: !root && 'needs root' }, async (t) => {
  const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 };
  const open = await temporary(t);
  await mkdir(join(open, 'a', 'b'), { recursive: true });
  assert.equal(await canReach(join(open, 'a', 'b'), nobody), true);
  await chmod(join(open, 'a'), 0o700);
  assert.equal(await canReach(join(open, 'a', 'b'), nobody), false);
  assert.equal(await canReach(join(open, 'a', 'b', 'not-yet-there'), nobody), false);
  assert.equal(await canReach(join(open, 'a', 'b'), undefined), true, 'ourselves');
});
