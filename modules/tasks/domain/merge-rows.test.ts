import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TaskState } from '../contract.ts';
import { aTask } from '../fixtures/task.ts';
import { mergeRows } from './merge-rows.ts';

const stateOf = (...states: TaskState[]) =>
  mergeRows(
    'k',
    states.map((state) => aTask({ state })),
  ).state;

test('a task given to several counties is begun when one has begun, and done when all have', () => {
  assert.equal(stateOf('open', 'open'), 'open');
  assert.equal(stateOf('open', 'done'), 'in-progress');
  assert.equal(stateOf('reported', 'done'), 'reported');
  assert.equal(stateOf('done', 'done'), 'done');
  assert.equal(stateOf('done', 'cancelled'), 'done');
  assert.equal(stateOf('cancelled'), 'cancelled');
});

test('it is due with its earliest row, late as its latest, and progress leaves out what is cancelled', () => {
  const merged = mergeRows('k', [
    aTask({ due: '2026-12-31', percent: 25, late: 0 }),
    aTask({ due: '2026-06-30', percent: 50, late: 9 }),
    aTask({ due: '2026-01-01', percent: 0, state: 'cancelled' }),
  ]);
  assert.deepEqual([merged.due, merged.late, merged.percent, merged.areas.length], ['2026-06-30', 9, 37, 3]);
});
