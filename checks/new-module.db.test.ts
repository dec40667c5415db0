import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { testApp } from '@songhua/server/testing.ts';
import { checkManifests } from './manifests.ts';
import { assertClean } from './plant.ts';
import { root } from './source.ts';

const url = '/api/notices/notices';

/** A house like this one whose modules/ is a copy, so that a module can move in without touching the repository. */
async function guestHouse(t: TestContext): Promise<string> {
  const house = await mkdtemp(join(tmpdir(), 'songhua-house-'));
  t.after(() => rm(house, { recursive: true, force: true }));
  for (const name of ['engines', 'platform', 'plans', 'server', 'node_modules', 'package.json']) {
    await symlink(join(root, name), join(house, name));
  }
  const filter = (path: string): boolean => !path.includes('/node_modules');
  await cp(join(root, 'modules'), join(house, 'modules'), { recursive: true, filter });
  return house;
}

const moveIn = (house: string): Promise<void> =>
  cp(join(root, 'examples/new-module'), join(house, 'modules/notices'), { recursive: true });

test('a folder copied into modules/ answers, is announced and keeps its rows; removed, it is gone', async (t) => {
  const house = await guestHouse(t);
  const ask = async (headers?: Record<string, string>) => {
    const app = await testApp(t, { root: house });
    const planner = headers ?? (await app.signIn('planner'));
    return { app, planner, answer: await app.server.app.inject({ url, headers: planner }) };
  };

  assert.equal((await ask()).answer.statusCode, 404, 'the example must not be part of the product');

  await moveIn(house);
  const { app, planner, answer } = await ask();
  assert.equal(answer.statusCode, 200, answer.body);
  const posted = await app.server.app.inject({
    method: 'POST',
    url,
    headers: planner,
    payload: { title: '通知', body: '内容', until: '2999-12-31' },
  });
  assert.equal(posted.statusCode, 200, posted.body);
  assert.equal((await app.pool.query('select id from notices.notice')).rowCount, 1);
  const session = await app.server.app.inject({ url: '/api/session', headers: planner });
  assert.ok(session.json<{ menu: { path: string }[] }>().menu.some(({ path }) => path === '/notices'));
  const document = await app.server.app.inject({ url: '/api/openapi.json' });
  assert.ok(url in document.json<{ paths: Record<string, unknown> }>().paths);
  assertClean(checkManifests(app.server.house.manifests.filter(({ id }) => id === 'notices')));

  await rm(join(house, 'modules/notices'), { recursive: true });
  assert.equal((await ask()).answer.statusCode, 404);
});

test('the tests that come with the example pass once it is copied in', async (t) => {
  const house = await guestHouse(t);
  await moveIn(house);
  const files = ['domain/post-notice.test.ts', 'notices.db.test.ts'].map((file) => join(house, 'modules/notices', file));
  // Inside a test, node --test would take itself for one file of the outer run and report to it.
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const run = promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap', ...files], {
    cwd: house,
    env: environment,
  });
  const { stdout } = await run.catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? String(error) }));
  assert.match(stdout, /^# fail 0$/m, stdout);
  const passed = Number(/^# pass (\d+)$/m.exec(stdout)?.[1] ?? 0);
  const written = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n').match(/^test\(/gm)?.length;
  assert.equal(passed, written, 'every test of the example ran');
});
