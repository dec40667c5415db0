import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ganttScale, scales } from './gantt-scale.ts';

const tasks = [
  { start: '2021-01-01', due: '2025-12-31' },
  { start: null, due: null },
];

test('the axis holds every day there is, today too, and begins and ends with whole months', () => {
  const scale = ganttScale(tasks, '2026-11-22', 'month');
  assert.equal(scale.from, '2021-01-01');
  assert.equal(scale.months, 72);
  assert.equal(scale.x('2021-01-01'), 0);
  assert.ok(scale.x('2026-11-22') < scale.width);
});

test('a month is as wide as any other, its days share it: the 29th of February too', () => {
  const { x } = ganttScale(tasks, '2026-11-22', 'month');
  assert.equal(x('2024-03-01') - x('2024-02-01'), scales.month);
  assert.equal(Math.round(x('2024-02-29') - x('2024-02-01')), Math.round((28 / 29) * scales.month));
});

test('years begin with January, quarters with their first month', () => {
  const late = [{ start: '2022-05-10', due: '2023-02-01' }];
  assert.deepEqual(
    ganttScale(late, '2022-06-01', 'quarter').ticks.map(({ year, month }) => `${year}-${month}`),
    ['2022-7', '2022-10', '2023-1'],
  );
  assert.equal(ganttScale(late, '2022-06-01', 'year').from, '2022-01-01');
});

test('without any task the axis still holds today', () => {
  const scale = ganttScale([], '2026-11-22', 'month');
  assert.ok(scale.x('2026-11-22') > 0 && scale.x('2026-11-22') < scale.width);
});
