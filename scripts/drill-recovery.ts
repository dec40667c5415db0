import { execFile, spawn } from 'node:child_process';
import { appendFile, chown, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findOwner } from '@songhua/server/postgres/unprivileged.ts';
import pg from 'pg';

/*
 * `npm run drill:recovery`: recovery to a moment and a standby that takes over reading, drilled with the PostgreSQL of the system (Debian's
 * packages postgresql-15 or later; SONGHUA_PG_BIN names another folder of programs). What it does by hand is what docs/guide/operation.md
 * says; each step is checked, and the first that does not hold ends the drill with 1.
 */

const run = promisify(execFile);
const owner = await findOwner(process.env['SONGHUA_PG_USER']);
const as = owner ? { uid: owner.uid, gid: owner.gid } : {};
const folder = await mkdtemp(join(tmpdir(), 'songhua-drill-'));
if (owner) await chown(folder, owner.uid, owner.gid);
const cli = join(import.meta.dirname, '..', 'server', 'cli.ts');
const stops: (() => Promise<unknown>)[] = [];

async function findPrograms(): Promise<string> {
  const named = process.env['SONGHUA_PG_BIN'];
  if (named) return named;
  const versions = (await readdir('/usr/lib/postgresql').catch(() => [])).map(Number).filter((one) => one >= 15);
  if (versions.length === 0)
    throw new Error('no PostgreSQL 15 or later in /usr/lib/postgresql; install postgresql-15 or set SONGHUA_PG_BIN');
  return `/usr/lib/postgresql/${Math.max(...versions)}/bin`;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const programs = await findPrograms();
const pgRun = (program: string, ...args: string[]) => run(join(programs, program), args, { ...as, cwd: folder });
const urlOf = (port: number): string => `postgresql://postgres@127.0.0.1:${port}/songhua`;

/** Starts PostgreSQL on a data folder; resolves when it answers. */
async function start(data: string, port: number): Promise<void> {
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`;
  await pgRun('pg_ctl', '-D', data, '-w', '-t', '120', '-l', `${data}.log`, '-o', options, 'start');
  stops.push(() => pgRun('pg_ctl', '-D', data, '-m', 'immediate', 'stop').catch(() => undefined));
}

async function ask<R extends object>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A command of ours on a database; its output. */
async function songhua(url: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, DATABASE_URL: url, SONGHUA_REGISTRY: 'institutions', SONGHUA_LOG_LEVEL: 'warn' };
  return (await run(process.execPath, [cli, ...args], { env, maxBuffer: 64e6 })).stdout;
}

let step = 0;
function holds(what: string, yes: boolean, detail = ''): void {
  step += 1;
  console.log(`${yes ? '✓' : '✗'} ${step}. ${what}${detail && ` — ${detail}`}`);
  if (!yes) throw new Error(`the drill failed: ${what}`);
}

const patients = async (url: string): Promise<number> =>
  (await ask<{ n: number }>(url, `select count(*)::int as n from access.account where username like 'drill-%'`))[0]?.n ?? -1;
const add = (url: string, name: string) =>
  ask(
    url,
    `insert into access.account (id, username, name, password_hash, roles, demo, created_at)
     values ('${name}', '${name}', '${name}', '-', '{viewer}', false, now())`,
  );

/** 1: recovery to a moment. */
async function drillRecovery(): Promise<{ port: number; data: string }> {
  const [data, base, archive] = ['primary', 'base', 'archive'].map((name) => join(folder, name)) as [string, string, string];
  const port = await freePort();
  await pgRun('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums');
  await mkdir(archive);
  if (owner) await chown(archive, owner.uid, owner.gid);
  await appendFile(
    join(data, 'postgresql.conf'),
    `archive_mode = on\narchive_command = 'test ! -f ${archive}/%f && cp %p ${archive}/%f'\nwal_level = replica\nmax_wal_senders = 5\n`,
  );
  await start(data, port);
  await ask(urlOf(port).replace('/songhua', '/postgres'), 'create database songhua');
  await songhua(urlOf(port), 'migrate');
  holds('the schema and the registry are in Debian’s PostgreSQL', (await patients(urlOf(port))) === 0, urlOf(port));
  await pgRun('pg_basebackup', '-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', '-D', base, '-X', 'none', '-c', 'fast');
  await add(urlOf(port), 'drill-kept');
  await wait(1_500);
  const [moment] = await ask<{ now: string }>(urlOf(port), `select to_char(now(), 'YYYY-MM-DD HH24:MI:SS.USOF') as now`);
  await wait(1_500);
  await add(urlOf(port), 'drill-mistake');
  await ask(urlOf(port), "delete from access.account where username = 'drill-kept'");
  await ask(urlOf(port), 'select pg_switch_wal()');
  await ask(urlOf(port), 'checkpoint');
  for (let tries = 0; tries < 60 && (await readdir(archive)).length === 0; tries += 1) await wait(500);
  const restored = await freePort();
  await appendFile(
    join(base, 'postgresql.conf'),
    `archive_mode = off\nrestore_command = 'cp ${archive}/%f %p'\nrecovery_target_time = '${moment?.now}'\nrecovery_target_action = promote\n`,
  );
  await writeFile(join(base, 'recovery.signal'), '');
  if (owner) await chown(join(base, 'recovery.signal'), owner.uid, owner.gid);
  await start(base, restored);
  const names = await ask<{ username: string }>(
    urlOf(restored),
    `select username from access.account where username like 'drill-%'`,
  );
  holds(
    'recovered to the moment before the mistake: what was deleted is back, what came later is not',
    names.map(({ username }) => username).join() === 'drill-kept',
    moment?.now,
  );
  holds(
    'the recovered database reconciles with the published totals',
    /86/.test(await songhua(urlOf(restored), 'registry', 'reconcile')),
  );
  return { port, data };
}

/** 2: a streaming standby answers while the primary is gone. */
async function drillStandby({ port, data }: { port: number; data: string }): Promise<void> {
  const standby = join(folder, 'standby');
  const standbyPort = await freePort();
  await pgRun(
    'pg_basebackup',
    '-h',
    '127.0.0.1',
    '-p',
    String(port),
    '-U',
    'postgres',
    '-D',
    standby,
    '-X',
    'stream',
    '-c',
    'fast',
    '-R',
  );
  await start(standby, standbyPort);
  const http = await freePort();
  const env = {
    ...process.env,
    PORT: String(http),
    DATABASE_URL: urlOf(port),
    SONGHUA_STANDBY_URL: urlOf(standbyPort),
    SONGHUA_REGISTRY: 'institutions',
    SONGHUA_CITY_SCALE: '0',
    SONGHUA_LOG_LEVEL: 'error',
    SONGHUA_CLIENT_ID: 'drill',
    SONGHUA_CLIENT_SECRET: 'the-secret-of-this-drill-only',
  };
  const server = spawn(process.execPath, [cli, 'serve'], { env, stdio: 'ignore' });
  stops.unshift(async () => {
    server.kill('SIGTERM');
    await new Promise((resolve) => server.once('exit', resolve));
  });
  const base = `http://127.0.0.1:${http}`;
  const until = async (good: () => Promise<boolean>): Promise<boolean> => {
    for (let tries = 0; tries < 240; tries += 1) {
      if (await good().catch(() => false)) return true;
      await wait(500);
    }
    return false;
  };
  holds('a server runs on primary and standby', await until(async () => (await fetch(`${base}/readyz`)).ok), base);
  const grant = await fetch(`${base}/auth/token`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from('drill:the-secret-of-this-drill-only').toString('base64')}`,
    },
    body: 'grant_type=client_credentials&scope=system/*.cruds',
  });
  const { access_token: token } = (await grant.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
  const read = () => fetch(`${base}/fhir/R4/Organization?_count=1`, { headers });
  const write = () =>
    fetch(`${base}/fhir/R4/Basic/drill`, {
      method: 'PUT',
      headers,
      body: JSON.stringify({ resourceType: 'Basic', id: 'drill', code: { text: '演练' } }),
    });
  holds('it writes', (await write()).status < 300);
  await pgRun('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
  holds('the primary is gone, and records are read from the standby', await until(async () => (await read()).status === 200));
  const refused = await write();
  holds('a write is refused and says why', refused.status === 503 && /kernel\.read-only/.test(await refused.text()));
  await start(data, port);
  holds('the primary is back, and writing goes on by itself', await until(async () => (await write()).status < 300));
}

try {
  await drillStandby(await drillRecovery());
  console.log('all of it held');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const stop of stops) await stop();
  await rm(folder, { recursive: true, force: true });
}
