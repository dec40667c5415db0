import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createPace } from './pace.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('who comes alone is taken at once; after two that came together two are waited for, or a millisecond', async () => {
  let taken = 0;
  const pace = createPace(() => {
    taken += 1;
  });
  pace.waiting(1);
  await turn();
  assert.equal(taken, 1);
  pace.took(2);
  pace.waiting(1);
  await wait(20);
  assert.equal(taken, 2, 'the time was over');
});

test('when the time is over in the turn in which enough wait, it is called once', async () => {
  let taken = 0;
  const pace = createPace(() => {
    taken += 1;
  });
  pace.took(2);
  await turn();
  pace.waiting(1);
  pace.waiting(2);
  const until = performance.now() + 20;
  while (performance.now() < until);
  await wait(20);
  assert.equal(taken, 1);
});
