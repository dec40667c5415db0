/**
 * How long until the first page, from a fresh clone with an empty home folder (cold) and again after everything was
 * killed with -9 (warm). Beside each stands what cannot be saved: for cold, installing the packages alone; for
 * warm, starting Node and an existing PostgreSQL. `npm run bench start [-- --warm N]`.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readlink, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openEmbedded } from '@songhua/server/postgres/embedded.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({ options: { warm: { type: 'string', default: '3' } } });

const since = (from: number): number => (performance.now() - from) / 1000;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

/** Every process whose working folder is below `folder`: ours to kill, since we made the folder. */
async function processesIn(folder: string): Promise<number[]> {
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const cwd = await readlink(`/proc/${name}/cwd`).catch(() => '');
    let line = '';
    try {
      line = readFileSync(`/proc/${name}/cmdline`, 'utf8');
    } catch {
      continue;
    }
    if (cwd.startsWith(folder) || line.includes(folder)) found.push(Number(name));
  }
  return found.filter((pid) => pid !== process.pid);
}

async function killAll(folder: string): Promise<void> {
  for (let pids = await processesIn(folder); pids.length > 0; pids = await processesIn(folder)) {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // gone already
      }
    }
    await wait(50);
  }
}

/** Starts `npm start` and waits for the page and for readiness; seconds. */
async function firstPage(clone: string, env: NodeJS.ProcessEnv): Promise<number> {
  const port = await freePort();
  const from = performance.now();
  const child = spawn('npm', ['start'], { cwd: clone, env: { ...env, PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said = `${said}${chunk}`.slice(-5000)));
  for (;;) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${said}`);
    const page = await fetch(`http://127.0.0.1:${port}/`).then(
      async (answer) => (answer.ok ? answer.text() : ''),
      () => '',
    );
    const ready = page.includes('<html') && (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;
    if (ready) return since(from);
    await wait(50);
  }
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
const row = (name: string, ours: number, limit: number): string =>
  `${name.padEnd(34)} ${ours.toFixed(2).padStart(8)} s  limit ${limit.toFixed(2).padStart(7)} s  ratio ${(ours / limit).toFixed(2)}`;

const folder = await mkdtemp(join(tmpdir(), 'songhua-bench-'));
await chmod(folder, 0o755);
try {
  const clone = join(folder, 'clone');
  const bare = join(folder, 'bare');
  const cleanEnv = (home: string): NodeJS.ProcessEnv => ({
    ...Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^(npm_|NODE_|SONGHUA_|DATABASE_URL|INIT_CWD)/.test(name) || /^npm_config_(registry|cafile)/i.test(name),
      ),
    ),
    HOME: home,
  });
  for (const name of ['home-a', 'home-b']) await mkdir(join(folder, name));
  execFileSync('git', ['clone', '--quiet', '--no-local', root, clone]);
  execFileSync('git', ['clone', '--quiet', '--no-local', root, bare]);

  const installFrom = performance.now();
  const install = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--omit=dev', '--loglevel=error'], {
    cwd: bare,
    env: cleanEnv(join(folder, 'home-b')),
    stdio: 'ignore',
  });
  if (install.status !== 0) throw new Error('npm install failed');
  const installSeconds = since(installFrom);

  const env = cleanEnv(join(folder, 'home-a'));
  const cold = await firstPage(clone, env);
  const warm: number[] = [];
  for (let n = 0; n < Number(values.warm); n += 1) {
    await killAll(clone);
    warm.push(await firstPage(clone, env));
  }
  await killAll(clone);

  const floorFolder = join(folder, 'floor');
  await mkdir(floorFolder);
  await (await openEmbedded({ folder: floorFolder })).stop();
  const floorFrom = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  const floor = await openEmbedded({ folder: floorFolder });
  const floorSeconds = since(floorFrom);
  await floor.stop();

  const { model = 'unknown' } = cpus()[0] ?? {};
  console.log(`\n${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}`);
  console.log(row('cold: clone to first page', cold, installSeconds));
  console.log(row(`warm: after kill -9, median of ${warm.length}`, median(warm), floorSeconds));
  console.log(`warm, each: ${warm.map((seconds) => seconds.toFixed(2)).join(' ')} s`);
} finally {
  await killAll(join(folder, 'clone'));
  await rm(folder, { recursive: true, force: true });
}
