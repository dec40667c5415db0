import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { createGathering } from './gather.ts';

/** A gathering whose lots are written when `finish` says so. */
function slow(most: number) {
  const lots: number[][] = [];
  const ends: (() => void)[] = [];
  const gather = createGathering<number>((lot) => {
    lots.push([...lot]);
    return new Promise((resolve) => ends.push(resolve));
  }, most);
  return { lots, gather, finish: () => ends.shift()?.() };
}

test('one that comes alone is taken in the same turn of the event loop', async () => {
  const { lots, gather } = slow(10);
  gather(1);
  await new Promise(setImmediate);
  assert.deepEqual(lots, [[1]]);
});

test('when the time is over in the turn in which enough have come, one lot is written and not two at once', async () => {
  const { lots, gather, finish } = slow(2);
  for (const one of [1, 2]) gather(one);
  await new Promise(setImmediate);
  finish();
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  // Now two are waited for. From here the next timers come before what is to be done at the end of the turn.
  for (const one of [3, 4, 5, 6]) gather(one);
  const until = performance.now() + 20;
  while (performance.now() < until);
  await wait(20);
  assert.deepEqual(lots, [
    [1, 2],
    [3, 4],
  ]);
});

test('two groups that would take turns become one', async (t) => {
  // Nobody's patience ends here.
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { lots, gather, finish } = slow(10);
  gather(1);
  gather(2);
  await new Promise(setImmediate);
  gather(3);
  gather(4);
  finish();
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
  assert.deepEqual(lots, [[1, 2]], 'who was answered is waited for');
  gather(5);
  gather(6);
  await new Promise(setImmediate);
  assert.deepEqual(lots, [
    [1, 2],
    [3, 4, 5, 6],
  ]);
});

test('who is waited for and does not come holds nobody up for long', async () => {
  const { lots, gather, finish } = slow(10);
  gather(1);
  await new Promise(setImmediate);
  gather(2);
  finish();
  await wait(50);
  assert.deepEqual(lots, [[1], [2]]);
});

test('whatever comes when, each is written once, in order, and never two lots at a time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 }), async (pauses) => {
      const written: number[] = [];
      let going = 0;
      let failed = false;
      const gather = createGathering<number>(async (lot) => {
        going += 1;
        if (going > 1 || lot.length > 7) failed = true;
        await new Promise(setImmediate);
        written.push(...lot);
        going -= 1;
      }, 7);
      for (const [n, pause] of pauses.entries()) {
        gather(n);
        for (let turn = 0; turn < pause; turn += 1) await new Promise(setImmediate);
      }
      while (written.length < pauses.length) await wait(2);
      assert.deepEqual([written, failed], [[...pauses.keys()], false]);
    }),
    { numRuns: 40 },
  );
});
