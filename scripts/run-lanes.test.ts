import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { browsersFor, lanesFor, runLanes } from './run-lanes.ts';

test('everything is done once, in order, by so many at once and no more', async () => {
  const begun: number[] = [];
  let now = 0;
  let most = 0;
  const results = await runLanes([5, 1, 4, 2, 3], 2, async (turns) => {
    begun.push(turns);
    now += 1;
    most = Math.max(most, now);
    for (let n = 0; n < turns; n += 1) await turn();
    now -= 1;
    return turns * 10;
  });
  assert.deepEqual(results, [50, 10, 40, 20, 30]);
  assert.deepEqual(begun, [5, 1, 4, 2, 3]);
  assert.equal(most, 2);
});

test('what breaks in a lane is not swallowed', async () => {
  const broken = runLanes([1, 2], 2, async (n) => {
    if (n === 2) throw new Error('broken');
  });
  await assert.rejects(broken, /broken/);
});

test('a machine with two cores and 7 GiB runs four processes or two browsers at once, one with little memory fewer', () => {
  const GiB = 2 ** 30;
  assert.deepEqual([lanesFor(2, 7 * GiB), browsersFor(2, 7 * GiB)], [4, 2]);
  assert.deepEqual([lanesFor(2, 4 * GiB), browsersFor(2, 4 * GiB)], [2, 1]);
  assert.deepEqual([lanesFor(32, 128 * GiB), browsersFor(1, 8 * GiB)], [8, 1]);
});
