import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aTask } from '../fixtures/task.ts';
import { summariseTasks } from './summarise-tasks.ts';

const names = new Map([
  ['health', { zh: '卫生局', en: 'Health bureau' }],
  ['finance', { zh: '财务局', en: 'Finance bureau' }],
  ['police', { zh: '警局', en: 'Police' }],
]);

test('a task counts for each department that leads it; departments without tasks are left out', () => {
  const rows = summariseTasks(
    [aTask({ responsible: ['finance', 'health'] }), aTask({ late: 3 })],
    'department',
    names,
    '2026-11-22',
  );
  assert.deepEqual(
    rows.map(({ key, total, late }) => [key, total, late]),
    [
      ['health', 2, 1],
      ['finance', 1, 0],
    ],
  );
});

test('the mean leaves out what is cancelled or not given and is missing, not 0, when all is', () => {
  const cancelled = aTask({ state: 'cancelled', percent: 0 });
  assert.equal(
    summariseTasks([aTask({ percent: 67 }), aTask({ percent: 30 }), cancelled], 'department', names, '2026-11-22')[0]?.percent,
    48,
  );
  assert.equal(summariseTasks([cancelled], 'department', names, '2026-11-22')[0]?.percent, null);
  assert.equal(summariseTasks([aTask({ given: false, percent: 0 })], 'department', names, '2026-11-22')[0]?.percent, null);
});

test('the next due date is the earliest from today on of what is pending', () => {
  const tasks = [
    aTask({ due: '2026-11-30', state: 'done' }),
    aTask({ due: '2026-01-31', late: 20 }),
    aTask({ due: '2026-01-31', given: false, state: 'open' }),
    aTask({ due: '2026-12-15' }),
    aTask({ due: '2026-12-01', state: 'open' }),
  ];
  assert.equal(summariseTasks(tasks, 'department', names, '2026-11-22')[0]?.nextDue, '2026-12-01');
});

test('a task without a department or clause has a row of its own, the last', () => {
  const rows = summariseTasks([aTask({ responsible: [], chapter: null }), aTask()], 'department', names, '2026-11-22');
  assert.deepEqual(
    rows.map(({ key }) => key),
    ['health', null],
  );
  assert.equal(summariseTasks([aTask({ chapter: null })], 'chapter', names, '2026-11-22')[0]?.name.en, 'Of no clause');
});

test('what nobody was given is counted apart', () => {
  const tasks = [aTask({ given: false, state: 'open' }), aTask({ given: false, state: 'cancelled' }), aTask()];
  assert.equal(summariseTasks(tasks, 'department', names, '2026-11-22')[0]?.notGiven, 1);
});

test('a date that is only assumed is nobody’s next due date', () => {
  const tasks = [aTask({ due: '2026-12-01', assumed: ['due'] }), aTask({ due: '2026-12-15' })];
  assert.equal(summariseTasks(tasks, 'department', names, '2026-11-22')[0]?.nextDue, '2026-12-15');
});
