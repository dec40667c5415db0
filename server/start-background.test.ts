import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import type { BackgroundContext, ModuleManifest } from '@songhua/kernel';
import { startBackground } from './start-background.ts';

const manifestWith = (run: (context: BackgroundContext) => Promise<void>): ModuleManifest => ({
  id: 'some',
  title: { zh: '某', en: 'Some' },
  permissions: [],
  routes: [],
  problems: {},
  menu: [],
  background: [{ name: 'some.work', run }],
});

const means = { onError: () => {} } as unknown as Parameters<typeof startBackground>[1];

test('what fails begins anew, and what has nothing more to do does not', async () => {
  let runs = 0;
  const failures: string[] = [];
  const done = Promise.withResolvers<void>();
  const background = startBackground(
    [
      manifestWith(async () => {
        runs += 1;
        if (runs < 3) throw new Error(`run ${runs}`);
        done.resolve();
      }),
    ],
    { ...means, onError: (error, name) => failures.push(`${name}: ${(error as Error).message}`) },
    1,
  );
  await done.promise;
  await background.stop();
  assert.equal(runs, 3);
  assert.deepEqual(failures, ['some.work: run 1', 'some.work: run 2']);
});

test('whoever stops the server waits until the work has let go', async () => {
  let ended = false;
  const background = startBackground(
    [
      manifestWith(async ({ signal }) => {
        await once(signal, 'abort');
        ended = true;
        throw new Error('stopped');
      }),
    ],
    { ...means, onError: () => assert.fail('stopping is no failure') },
  );
  await background.stop();
  assert.equal(ended, true);
});
