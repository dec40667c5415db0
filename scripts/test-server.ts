import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { startedDatabaseUrl } from '@songhua/server/testing.ts';

/** Where a server says that it listens; rejects with what else it said when it does not within five minutes. */
async function listening(output: Readable, exited: Promise<unknown>): Promise<string> {
  let log = '';
  const said = Promise.withResolvers<string>();
  const giveUp = (): void => said.reject(new Error(`the server did not start:\n${log}`));
  output.on('data', (chunk) => {
    log = `${log}${chunk}`.slice(-20_000);
    const address = /"address":"([^"]+)"/.exec(log)?.[1];
    if (address) said.resolve(address);
  });
  void exited.then(giveUp);
  const late = setTimeout(giveUp, 300_000);
  return said.promise.finally(() => clearTimeout(late));
}

interface TestServer {
  readonly url: string;
  readonly databaseUrl: string;
  stop(): Promise<void>;
}

/**
 * The real server, as `npm start` runs it a second time, on a free port and a database of its own: what the browser tests open. The cluster of
 * that database is `SONGHUA_TEST_DATABASE_URL`'s.
 */
export async function startTestServer(root: string, registry: 'synthetic' | 'institutions' = 'synthetic'): Promise<TestServer> {
  const closing: (() => unknown)[] = [];
  const databaseUrl = await startedDatabaseUrl(registry, { after: (close) => closing.push(close as () => unknown) });
  const audit = join(tmpdir(), `songhua-test-audit-${process.pid}-${randomUUID()}`);
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    SONGHUA_AUDIT_HEADS: join(audit, 'heads'),
    SONGHUA_AUDIT_KEY: join(audit, 'key'),
    SONGHUA_REGISTRY: registry,
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
  const exited = once(child, 'exit');
  const address = await listening(child.stderr, exited);
  return {
    url: address,
    databaseUrl,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      await rm(audit, { recursive: true, force: true });
      for (const close of closing) await close();
    },
  };
}
