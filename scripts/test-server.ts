import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { TestDatabase } from './test-database.ts';

/** The real server, as `npm start` runs it, on a free port and a database of its own: what the browser tests open. */
export async function startTestServer(
  root: string,
  { url, urlOf }: TestDatabase,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create database songhua_e2e');
  await client.end();
  const env = {
    ...process.env,
    DATABASE_URL: urlOf('songhua_e2e'),
    SONGHUA_AUDIT_HEADS: join(tmpdir(), `songhua-test-audit-${process.pid}`, 'heads'),
    SONGHUA_AUDIT_KEY: join(tmpdir(), `songhua-test-audit-${process.pid}`, 'key'),
    SONGHUA_CITY_SCALE: '0',
    PORT: '0',
    HOST: '127.0.0.1',
    SONGHUA_LOG_LEVEL: 'info',
  };
  const child = spawn(process.execPath, [join(root, 'server', 'cli.ts'), 'serve'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let log = '';
  let address: string | undefined;
  child.stderr.on('data', (chunk) => {
    log = `${log}${chunk}`.slice(-20_000);
    address ??= /"address":"([^"]+)"/.exec(log)?.[1];
  });
  let ended = false;
  const exited = once(child, 'exit').then(() => {
    ended = true;
  });
  for (let tries = 0; !address; tries += 1) {
    if (ended || tries > 3000) throw new Error(`the server did not start:\n${log}`);
    await wait(100);
  }
  return {
    url: address,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
