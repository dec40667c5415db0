import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { withTx } from '@songhua/kernel';
import { emptyDatabaseUrl, testDatabaseUrl } from '@songhua/testing';
import pg from 'pg';
import { testApp } from './testing.ts';

const cli = join(import.meta.dirname, 'cli.ts');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the command line as a person would, on a database of this test alone and without institutions. */
async function start(t: TestContext, args: readonly string[], env: Record<string, string> = {}) {
  const settings = { DATABASE_URL: await testDatabaseUrl(t), SONGHUA_REGISTRY: 'empty', SONGHUA_CITY_SCALE: '0', PORT: '0' };
  const child = spawn(process.execPath, [cli, ...args], {
    env: { ...process.env, ...settings, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.after(() => child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended: Promise<Ran> = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  const saying = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const [, found] = pattern.exec(err) ?? [];
      if (found !== undefined) return found;
      await Promise.race([once(child.stderr, 'data'), ended.then(({ err: said }) => Promise.reject(new Error(said)))]);
    }
  };
  return { child, ended, saying };
}

function folderOf(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'songhua-cli-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const run = async (t: TestContext, args: readonly string[], env?: Record<string, string>): Promise<Ran> =>
  (await start(t, args, env)).ended;

test('help on a command and wrong arguments of it are answered before any database is opened', async (t) => {
  const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
  const helped = await run(t, ['city', 'generate', '--help'], nowhere);
  assert.deepEqual([helped.code, helped.err], [0, '']);
  assert.match(helped.out, /^ {2}city generate --scale S/);
  for (const wrong of [
    ['city', 'generate', '--scale', '2', '--out', 'x'],
    ['city', 'generate', '--scael', '0.01'],
    ['city', 'load', '--scale', 'x'],
  ]) {
    const { code, out, err } = await run(t, wrong, nowhere);
    assert.deepEqual([code, out], [2, ''], `${wrong.join(' ')}: ${err}`);
    assert.doesNotMatch(err, /ECONNREFUSED|127\.0\.0\.1/);
  }
});

test('an account added on the command line is listed, and a weak or strange one is refused by field', async (t) => {
  const env = { DATABASE_URL: await testDatabaseUrl(t) };
  const added = await run(t, ['user', 'add', 'li.hua', '--name', '李华', '--role', 'planner'], {
    ...env,
    SONGHUA_PASSWORD: 'long enough by far',
  });
  assert.deepEqual([added.code, added.err], [0, '']);
  const again = await run(t, ['user', 'add', 'LI.HUA', '--role', 'planner'], { ...env, SONGHUA_PASSWORD: 'long enough by far' });
  assert.equal(again.code, 2);
  assert.match(again.err, /access\.username-taken: .*LI\.HUA/);
  const weak = await run(t, ['user', 'add', 'x', '--role', 'emperor'], { ...env, SONGHUA_PASSWORD: 'short-pw' });
  assert.equal(weak.code, 2);
  assert.match(weak.err, /username[\s\S]*password[\s\S]*roles/);
  assert.doesNotMatch(weak.err, /short-pw/, 'the password is not repeated');
  assert.match((await run(t, ['user', 'list'], env)).out, /^li\.hua\t李华\tplanner\t$/m);
});

test('an account added on the command line is told in the audit log, by whom and with which roles; a refused one is not', async (t) => {
  const url = await testDatabaseUrl(t);
  const env = { DATABASE_URL: url, SONGHUA_PASSWORD: 'vier Kraniche am See' };
  assert.equal((await run(t, ['user', 'add', 'li.hua', '--name', '李华', '--role', 'planner'], env)).code, 0);
  assert.equal((await run(t, ['user', 'add', 'li.hua', '--name', '李华', '--role', 'planner'], env)).code, 2);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select a.actor_kind, a.actor_id, a.path, a.note, a.status from access.audit a where a.event = 'account-added'`,
  );
  const { rows: accounts } = await client.query<{ id: string }>(`select id from access.account where username = 'li.hua'`);
  await client.end();
  const about = `account/${accounts[0]?.id}`;
  assert.deepEqual(rows, [
    { actor_kind: 'system', actor_id: 'songhua user add', path: about, note: 'roles: - -> planner', status: 200 },
  ]);
});

test('a backup is taken, listed, verified and restored on the command line; what is restored knows it, and says which key it lacks', async (t) => {
  const folder = folderOf(t);
  const [url, fresh] = [await testDatabaseUrl(t), await emptyDatabaseUrl(t)];
  const file = join(folder, 'one.songhua');
  const secret = (text: string) => createHash('sha256').update(text).digest('hex');
  const env = { DATABASE_URL: url, SONGHUA_BACKUP_PASSPHRASE: 'a passphrase of the tests', SONGHUA_SECRET_KEY: secret('one') };
  assert.equal((await run(t, ['user', 'list'], env)).code, 0);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`insert into access.second_factor (account, secret, made_at) values ('li', 'JBSWY3DPEHPK3PXP', now())`);
  await client.end();
  assert.equal((await run(t, ['user', 'list'], env)).code, 0, 'what lies in the clear is sealed');
  const taken = await run(t, ['backup', file], env);
  assert.deepEqual([taken.code, taken.err], [0, '']);
  const list = await run(t, ['backup', 'list'], env);
  assert.match(list.out, /已校验 verified .*one\.songhua/);
  const wrong = await run(t, ['backup', 'verify', file], { ...env, SONGHUA_BACKUP_PASSPHRASE: 'quite another passphrase' });
  assert.notEqual(wrong.code, 0);
  assert.match(wrong.err, /cannot be opened/);
  assert.equal((await run(t, ['backup', 'list'], env)).out, list.out, 'a wrong key says nothing of a backup');
  const elsewhere = { ...env, DATABASE_URL: fresh, SONGHUA_SECRET_KEY: secret('two') };
  const restored = await run(t, ['restore', file], elsewhere);
  assert.equal(restored.code, 0, restored.err);
  assert.match(restored.err, /1 个二次验证种子 seeds of second factors[\s\S]*songhua keys forget/);
  const start = await run(t, ['user', 'list'], elsewhere);
  assert.equal(start.code, 2, 'nor does anything start without that key');
  assert.match((await run(t, ['keys', 'status'], elsewhere)).out, /缺失 missing/);
  const both = { ...elsewhere, SONGHUA_SECRET_KEY: `${secret('two')},${secret('one')}` };
  assert.match((await run(t, ['keys', 'rotate-secret'], both)).out, /sealed \d+ values anew/);
  assert.equal((await run(t, ['keys', 'status'], elsewhere)).code, 0);
  const again = new pg.Client({ connectionString: fresh });
  await again.connect();
  const { rows } = await again.query('select file, backup_at < at as earlier from health.restored');
  const { rows: events } = await again.query(`select event from access.audit where event = 'restored'`);
  await again.end();
  assert.deepEqual(rows, [{ file, earlier: true }]);
  assert.equal(events.length, 1);
});

test('an unknown command or option says so and exits 2; help exits 0', async (t) => {
  const unknown = await run(t, ['conquer', 'the', 'world']);
  assert.equal(unknown.code, 2);
  assert.match(unknown.err, /no such command: conquer the world/);
  const option = await run(t, ['user', 'add', 'x', '--colour', 'red']);
  assert.equal(option.code, 2);
  assert.match(option.err, /--colour/);
  const help = await run(t, ['help']);
  assert.equal(help.code, 0);
  assert.match(help.out, /user add USERNAME/);
});

test('a setting that cannot be used stops the start with its name and exit code 2', async (t) => {
  const ran = await run(t, ['serve'], { PORT: 'eighty' });
  assert.equal(ran.code, 2);
  assert.match(ran.err, /PORT=eighty/);
});

test('told to stop, the server finishes and exits 0', async (t) => {
  const { child, ended, saying } = await start(t, ['serve']);
  const address = await saying(/"address":"([^"]+)"/);
  assert.equal((await fetch(`${address}/readyz`)).status, 200);
  child.kill('SIGTERM');
  assert.equal((await ended).code, 0);
  await assert.rejects(fetch(`${address}/readyz`));
});

test('told to stop twice at once, the server still finishes the request at hand and exits 0', async (t) => {
  const url = await testDatabaseUrl(t);
  const { child, ended, saying } = await start(t, ['serve'], {
    DATABASE_URL: url,
    SONGHUA_CLIENT_ID: 'c',
    SONGHUA_CLIENT_SECRET: 's',
  });
  const address = await saying(/"address":"([^"]+)"/);
  const token = await fetch(`${address}/auth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('c:s').toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'system/*.cruds' }),
  });
  const { access_token } = (await token.json()) as { access_token: string };
  const put = () =>
    fetch(`${address}/fhir/R4/Organization/o1`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Organization', id: 'o1', name: '松花' }),
    });
  assert.equal((await put()).status, 201);
  const holder = new pg.Client({ connectionString: url });
  await holder.connect();
  const { rows } = await holder.query<{ rid: string; place: number }>("select rid, place from records.name where id = 'o1'");
  await holder.query('begin');
  await holder.query('select 1 from records.resource where rid = $1 and place = $2 for update', [rows[0]?.rid, rows[0]?.place]);
  const waiting = put();
  await wait(300);
  child.kill('SIGTERM');
  child.kill('SIGINT');
  await wait(300);
  await holder.query('commit');
  await holder.end();
  assert.equal((await waiting).status, 200);
  assert.equal((await ended).code, 0);
});

test('a database or folder that cannot be used is said with the setting’s name and exit code 2', async (t) => {
  const away = await run(t, ['serve'], { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x' });
  assert.equal(away.code, 2);
  assert.match(away.err, /^DATABASE_URL: /m);
  for (const folder of [cli, join(cli, 'inside'), '/proc/nope']) {
    const ran = await run(t, ['serve'], { DATABASE_URL: '', SONGHUA_DATA: folder });
    assert.equal(ran.code, 2, folder);
    assert.match(ran.err, /^SONGHUA_DATA=/m);
  }
});

test('a taken port is said in plain words, not as a stack', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  t.after(() => taken.close());
  const { port } = taken.address() as { port: number };
  const ran = await run(t, ['serve'], { PORT: String(port) });
  assert.equal(ran.code, 2);
  assert.match(ran.err, new RegExp(`port ${port} is taken, set PORT`));
  assert.doesNotMatch(ran.err, /at .*\.ts:\d+/);
});

/** Resources of thirty codes, more than one run of an import that expects others at work takes. */
const manyLines = (count: number): string[] =>
  Array.from({ length: count }, (_, n) =>
    JSON.stringify({ resourceType: 'Basic', id: `b${n}`, code: { coding: [{ system: 'urn:x', code: `c${n % 30}` }] } }),
  );

test('an import with --alone writes all in one transaction, and all of it is found', async (t) => {
  const { server, pool, clientToken } = await testApp(t);
  const path = join(folderOf(t), 'many.ndjson');
  writeFileSync(path, manyLines(60_001).join('\n'));
  const ran = await run(t, ['import', path, '--alone', '--json'], { DATABASE_URL: String(server.config.DATABASE_URL) });
  const { state, created, refused } = JSON.parse(ran.out) as Record<string, unknown>;
  assert.deepEqual([ran.code, state, created, refused], [0, 'done', 60_001, 0]);
  const headers = await clientToken('system/Basic.rs');
  const get = async (url: string) => (await server.app.inject({ url: `/fhir/R4/Basic${url}`, headers })).json();
  const totals = Array.from({ length: 30 }, async (_, n) => (await get(`?code=urn:x|c${n}&_summary=count`)).total);
  assert.deepEqual(await Promise.all(totals), [2001, ...Array.from({ length: 29 }, () => 2000)]);
  for (const n of [0, 59_999, 60_000]) assert.equal((await get(`/b${n}`)).code.coding[0].code, `c${n % 30}`);
  if (await withTx(pool, 'read', async (tx) => tx.spread)) return;
  assert.equal((await pool.query('select from records.resource group by xmin::text')).rowCount, 1);
});

test('--alone takes no value and no server is asked for it: others are at work there', async (t) => {
  const { server, clientToken } = await testApp(t);
  const path = join(folderOf(t), 'one.ndjson');
  writeFileSync(path, manyLines(1).join('\n'));
  const env = { DATABASE_URL: String(server.config.DATABASE_URL) };
  const valued = await run(t, ['import', path, '--alone=no'], env);
  assert.equal(valued.code, 2);
  assert.match(valued.err, /'--alone' does not take an argument/);
  const nothing = await run(t, ['import', '--alone'], env);
  assert.equal(nothing.code, 2);
  assert.match(nothing.err, /请给出文件或 --url \/ name a file or a --url/);
  assert.match(
    (await run(t, ['help'])).out,
    /import FILE… .*\[--alone\].*\n.*无他人写入时加 --alone.*--alone, while nobody else writes/,
  );
  const headers = { ...(await clientToken()), prefer: 'respond-async', 'content-type': 'application/fhir+ndjson' };
  const asked = { method: 'POST', url: '/fhir/R4/$import?alone=true', headers, payload: manyLines(1).join('\n') } as const;
  const answer = await server.app.inject(asked);
  assert.equal(answer.statusCode, 400);
  assert.match(answer.body, /records\.import-parameters[\s\S]*alone/);
});
