import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { credentials } from './ask.ts';
import { postmasterOf } from './processes.ts';

const cli = join(import.meta.dirname, '..', 'server', 'cli.ts');

/** The real server as a child process, and the PostgreSQL it started. */
export interface Victim {
  readonly port: number;
  /** Times the server ended although nobody had killed it. */
  readonly endedByItself: string[];
  start(): void;
  /** Kills the server with -9 and resolves when it is gone. */
  kill(): Promise<void>;
  /** Data folder of PostgreSQL, once it is there. */
  data(): Promise<string>;
  postmaster(): Promise<number | undefined>;
  /** Of the server, while it runs. */
  pid(): number | undefined;
  /** Until the server says that it can answer. */
  ready(): Promise<void>;
  /** Starts a command of the command line on the same database; its output is piped. */
  command(args: readonly string[]): ChildProcessByStdio<null, Readable, Readable>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

/** How long a start may take on a crowded machine, ms. */
const patience = 120_000;

export async function createVictim(
  folder: string,
  house: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Victim> {
  const port = await freePort();
  const data = join(folder, 'data');
  const log = join(folder, 'server.log');
  const environment = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    SONGHUA_ROOT: house,
    SONGHUA_DATA: data,
    SONGHUA_REGISTRY: 'empty',
    SONGHUA_CITY_SCALE: '0',
    SONGHUA_LOG_LEVEL: 'warn',
    SONGHUA_EVENTS_LEASE_SECONDS: '3',
    SONGHUA_CLIENT_ID: credentials.id,
    SONGHUA_CLIENT_SECRET: credentials.secret,
    DATABASE_URL: '',
    ...settings,
  };
  const launch = (): ChildProcess => {
    const out = openSync(log, 'a');
    const server = spawn(process.execPath, [cli, 'serve'], { env: environment, stdio: ['ignore', out, out] });
    closeSync(out);
    return server;
  };
  let child: ChildProcess | undefined;
  let listening = false;
  const endedByItself: string[] = [];
  const dataFolder = async (): Promise<string> =>
    join((await readFile(join(data, 'postgres-is-in'), 'utf8').catch(() => '')).trim() || join(data, 'postgres'), 'data');
  const start = (): void => {
    listening = false;
    const started = launch();
    child = started;
    started.once('exit', (code, signal) => {
      if (child !== started) return;
      // A start that finds its database killed gives up, as it says; whoever looks after it starts it again.
      if (listening) endedByItself.push(`the server ended by itself: ${code ?? signal}`);
      setTimeout(() => child === started && start(), 200);
    });
  };
  const ready = async (): Promise<void> => {
    for (const end = Date.now() + patience; ; await wait(25)) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(10_000) }).catch(
        () => undefined,
      );
      await answer?.arrayBuffer().catch(() => undefined);
      if (answer?.status === 200) break;
      if (Date.now() > end) throw new Error(`the server did not come back; see ${log}`);
    }
    listening = true;
  };
  const leave = async (signal: NodeJS.Signals): Promise<void> => {
    const going = child;
    child = undefined;
    if (!going || going.exitCode !== null || going.signalCode !== null) return;
    const gone = once(going, 'exit');
    going.kill(signal);
    await gone;
  };
  return {
    port,
    endedByItself,
    start,
    kill: () => leave('SIGKILL'),
    data: dataFolder,
    postmaster: async () => postmasterOf(await dataFolder()),
    pid: () => child?.pid,
    ready,
    command: (args) => spawn(process.execPath, [cli, ...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] }),
    stop: () => leave('SIGTERM'),
  };
}
