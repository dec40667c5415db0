import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expectedValue, trajectoryPoints } from './expected-value.ts';
import type { Target, Trajectory } from './schema.ts';

const text = { zh: '目标', en: 'target' };
const baseline = { date: '2020-12-31', value: 10 };
const target: Target = { area: 'B', date: '2024-12-31', operator: '>=', value: 20, text };
const previousDay = (date: string): string => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

const expected = (trajectory: Trajectory, date: string, from: { date: string; value: number | null } = baseline) =>
  expectedValue(trajectory, from, target, date);

test('a straight path goes by days, the leap day included', () => {
  const linear: Trajectory = { kind: 'linear' };
  assert.equal(expected(linear, '2020-12-31'), 10);
  assert.equal(expected(linear, '2024-12-31'), 20);
  assert.equal(expected(linear, '2024-02-29'), 10 + (10 * 1155) / 1461);
  assert.equal(expected(linear, '2022-12-31'), 10 + (10 * 730) / 1461);
});

test('before the baseline the baseline is expected, after the deadline the target', () => {
  assert.equal(expected({ kind: 'linear' }, '2019-01-01'), 10);
  assert.equal(expected({ kind: 'linear' }, '2030-01-01'), 20);
});

test('a step asks nothing on the day before its date and everything on it', () => {
  assert.equal(expected({ kind: 'step' }, '2024-12-30'), 10);
  assert.equal(expected({ kind: 'step' }, '2024-12-31'), 20);
});

test('a custom path goes straight between its points and through each of them', () => {
  const custom: Trajectory = {
    kind: 'custom',
    points: [
      { date: '2021-12-31', value: 11 },
      { date: '2022-12-31', value: 17 },
    ],
  };
  assert.equal(expected(custom, '2021-12-31'), 11);
  assert.equal(expected(custom, '2022-07-01'), 11 + (6 * 182) / 365);
  assert.equal(expected(custom, '2022-12-31'), 17);
  assert.equal(expected(custom, '2024-12-31'), 20);
});

test('a floor expects the target on every day, with or without a baseline', () => {
  assert.equal(expected({ kind: 'floor' }, '2020-12-31'), 20);
  assert.equal(expected({ kind: 'floor' }, '2022-01-01', { ...baseline, value: null }), 20);
});

test('growth without a number expects the baseline, which is to be exceeded', () => {
  assert.equal(expected({ kind: 'grow' }, '2030-01-01'), 10);
});

test('without a baseline nothing is expected on the way, but on its date the target is', () => {
  const none = { ...baseline, value: null };
  assert.equal(expected({ kind: 'linear' }, previousDay(target.date), none), null);
  assert.equal(expected({ kind: 'linear' }, target.date, none), target.value);
  assert.equal(expected({ kind: 'grow' }, target.date, none), null, 'growth has no number to reach');
});

test('without a target value nothing can be expected', () => {
  assert.equal(
    expectedValue({ kind: 'linear' }, baseline, { ...target, operator: 'qualitative', value: null }, '2024-12-31'),
    null,
  );
});

test('a chart gets the baseline, every year’s end and the deadline, and a step its eve', () => {
  assert.deepEqual(
    trajectoryPoints({ kind: 'linear' }, baseline, { ...target, date: '2022-06-30' }).map((p) => p.date),
    ['2020-12-31', '2021-12-31', '2022-06-30'],
  );
  assert.deepEqual(trajectoryPoints({ kind: 'step' }, baseline, { ...target, date: '2021-03-01' }), [
    { date: '2020-12-31', value: 10 },
    { date: '2021-02-28', value: 10 },
    { date: '2021-03-01', value: 20 },
  ]);
  assert.deepEqual(trajectoryPoints({ kind: 'linear' }, { ...baseline, value: null }, target), []);
});
