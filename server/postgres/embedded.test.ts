import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { type Database, type EmbeddedOptions, openEmbedded } from './embedded.ts';
import { isAlive } from './run.ts';
import { canReach } from './unprivileged.ts';

const root = process.getuid?.() === 0;

/** What a test opened: stopped before its folders go, since hooks run in the order they were made. */
const opened = new WeakMap<TestContext, Database[]>();

async function temporary(t: TestContext, mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'songhua-test-'));
  await chmod(folder, mode);
  t.after(async () => {
    for (const database of opened.get(t) ?? []) await database.stop();
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
