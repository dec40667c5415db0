import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveTask } from './move-task.ts';

const now = new Date('2026-03-01T00:00:00Z');
const waiting = {
  ...{ id: '1', state: 'waiting' as const, percent: 0, note: null },
  ...{ acknowledgedAt: null, acknowledgedBy: null, doneAt: null, doneBy: null },
};

test('a task is taken, told of, and done; each time it is said who and when', () => {
  const taken = moveTask(waiting, { to: 'acknowledged' }, '甲', now);
  assert.ok(taken.ok);
  assert.deepEqual([taken.value.kind, taken.value.task.acknowledgedBy, taken.value.task.percent], ['task-acknowledged', '甲', 0]);
  const told = moveTask(taken.value.task, { to: 'acknowledged', percent: 40, note: '已到场' }, '乙', now);
  assert.ok(told.ok);
  assert.deepEqual(
    [told.value.kind, told.value.task.acknowledgedBy, told.value.task.percent, told.value.task.note],
    ['task-progress', '甲', 40, '已到场'],
  );
  const done = moveTask(told.value.task, { to: 'done', percent: 10 }, '乙', now);
  assert.ok(done.ok);
  assert.deepEqual([done.value.task.percent, done.value.task.doneBy, done.value.task.note], [100, '乙', '已到场']);
  const again = moveTask(done.value.task, { to: 'acknowledged' }, '乙', now);
  assert.equal(again.ok ? '' : again.error.code, 'emergency.task-over');
});

test('who says a task is done has thereby taken it', () => {
  const done = moveTask(waiting, { to: 'done' }, '丙', now);
  assert.deepEqual(done.ok && [done.value.task.acknowledgedBy, done.value.task.acknowledgedAt], ['丙', now.toISOString()]);
});
