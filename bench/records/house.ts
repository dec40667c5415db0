/** What is measured: a PostgreSQL of the bench's own and the real server as a process of its own, in a temporary folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';
import pg from 'pg';
import { cpuOfServer } from '../storage/cpu.ts';

const root = join(import.meta.dirname, '../..');
const [id, secret] = ['bench', 'the-secret-of-the-bench-client'];

export interface Running {
  readonly address: string;
  readonly pid: number;
  stop(): Promise<void>;
}

export interface House {
  /** Connection string of the database. */
  readonly url: string;
  readonly pool: pg.Pool;
  readonly postmaster: number;
  /** Starts a server process on the database, with these options of Node; several may run. */
  serve(settings?: Readonly<Record<string, string>>, options?: readonly string[]): Promise<Running>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** CPU time of a process with all its threads, ms. */
export function cpuOfProcess(pid: number): number {
  let sum = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`))
    sum += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  return sum;
}

const postgresOf = ({ postmaster }: House): number => cpuOfServer(postmaster);

export interface Cpu {
  readonly server: number;
  readonly postgres: number;
}

/** CPU time of these servers and of PostgreSQL so far, ms. */
export const cpuNow = (house: House, servers: readonly Running[]): Cpu => ({
  server: servers.reduce((sum, { pid }) => sum + cpuOfProcess(pid), 0),
  postgres: postgresOf(house),
});

async function ready(address: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const answer = await fetch(`${address}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await wait(100);
  }
  throw new Error('the server does not answer');
}

async function serve(url: string, settings: Readonly<Record<string, string>>, options: readonly string[]): Promise<Running> {
  const port = await freePort();
  const environment = {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'production',
    DATABASE_URL: url,
    PORT: String(port),
    SONGHUA_LOG_LEVEL: 'warn',
    SONGHUA_REGISTRY: 'empty',
    SONGHUA_CITY_SCALE: '0',
    SONGHUA_CLIENT_ID: id,
    SONGHUA_CLIENT_SECRET: secret,
    ...settings,
  };
  const also = process.env['BENCH_NODE_OPTIONS']?.split(' ') ?? [];
  const child = spawn(process.execPath, [...options, ...also, 'server/cli.ts', 'serve'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const address = `http://127.0.0.1:${port}`;
  await ready(address, child);
  return {
    address,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM');
      while (child.exitCode === null && child.signalCode === null) await wait(50);
    },
  };
}

/** A token of the bench's client that may do everything with records. */
export async function signIn({ address }: Running): Promise<string> {
  const answer = await fetch(`${address}/auth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'system/*.cruds api/*.cruds' }),
  });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (!token) throw new Error(`the client was not let in: ${answer.status}`);
  return token;
}

/** Runs `work` on a database in `keep`, which stays, or in a temporary folder, which goes. PostgreSQL's settings are the product's. */
export async function withHouse<T>(
  { keep, settings = {} }: { keep?: string | undefined; settings?: Readonly<Record<string, string>> },
  work: (house: House, isNew: boolean) => Promise<T>,
): Promise<T> {
  const folder = keep ?? (await mkdtemp(join(tmpdir(), 'songhua-records-')));
  const isNew = !existsSync(join(folder, 'postgres')) && !existsSync(join(folder, 'password'));
  if (keep !== undefined) await mkdir(keep, { recursive: true });
  await chmod(folder, 0o755);
  const database = await openEmbedded({ folder, shelter: join(folder, 'shelter'), settings });
  const pool = new pg.Pool({ connectionString: database.url, max: 16 });
  pool.on('error', () => {});
  const servers: Running[] = [];
  try {
    const pid = (await readFile(join(database.where, 'postmaster.pid'), 'utf8')).split('\n')[0];
    const house: House = {
      url: database.url,
      pool,
      postmaster: Number(pid),
      serve: async (asked = {}, options = []) => {
        // Heads of another log would be forged ones of this, and another's key opens no secret of this.
        const own = {
          SONGHUA_DATA: folder,
          SONGHUA_AUDIT_HEADS: join(folder, 'heads'),
          SONGHUA_AUDIT_KEY: join(folder, 'audit-key'),
        };
        const server = await serve(database.url, { ...own, ...asked }, options);
        servers.push(server);
        return server;
      },
    };
    return await work(house, isNew);
  } finally {
    for (const server of servers) await server.stop();
    await pool.end();
    await database.stop();
    if (keep === undefined) await rm(folder, { recursive: true, force: true });
  }
}
