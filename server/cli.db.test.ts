import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { testDatabaseUrl } from '@songhua/testing';

const cli = join(import.meta.dirname, 'cli.ts');

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts the command line as a person would, on a database of this test alone and without institutions. */
async function start(t: TestContext, args: readonly string[], env: Record<string, string> = {}) {
  const settings = { DATABASE_URL: await testDatabaseUrl(t), SONGHUA_REGISTRY: 'empty', PORT: '0' };
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

const run = async (t: TestContext, args: readonly string[], env?: Record<string, string>): Promise<Ran> =>
  (await start(t, args, env)).ended;

test('an account added on the command line is listed, and a weak or strange one is refused by field', async (t) => {
  const env = { DATABASE_URL: await testDatabaseUrl(t) };
  const added = await run(t, ['user', 'add', 'li.hua', '--name', '李华', '--role', 'planner'], {
    ...env,
    SONGHUA_PASSWORD: 'long enough',
  });
  assert.deepEqual([added.code, added.err], [0, '']);
  const again = await run(t, ['user', 'add', 'LI.HUA', '--role', 'planner'], { ...env, SONGHUA_PASSWORD: 'long enough' });
  assert.equal(again.code, 2);
  assert.match(again.err, /access\.username-taken/);
  const weak = await run(t, ['user', 'add', 'x', '--role', 'emperor'], { ...env, SONGHUA_PASSWORD: 'short-pw' });
  assert.equal(weak.code, 2);
  assert.match(weak.err, /username[\s\S]*password[\s\S]*roles/);
  assert.doesNotMatch(weak.err, /short-pw/, 'the password is not repeated');
  assert.match((await run(t, ['user', 'list'], env)).out, /^li\.hua\t李华\tplanner\t$/m);
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

test('a taken port is said in plain words, not as a stack', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  t.after(() => taken.close());
  const { port } = taken.address() as { port: number };
  const ran = await run(t, ['serve'], { PORT: String(port) });
  assert.equal(ran.code, 1);
  assert.match(ran.err, new RegExp(`port ${port} is taken, set PORT`));
  assert.doesNotMatch(ran.err, /at .*\.ts:\d+/);
});
