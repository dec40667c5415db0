import assert from 'node:assert/strict';
import test from 'node:test';
import { formatDate, formatFigure, formatNumber, formatSecond, formatTime } from './format.ts';

test('thousands are separated and decimals are fixed', () => {
  assert.equal(formatNumber(3623713), '3,623,713');
  assert.equal(formatNumber(8.4, 2), '8.40');
});

test('a ratio prints as the plan prints it and a percentage carries its sign', () => {
  assert.equal(formatFigure(1.14, 'ratio', 2), '1:1.14');
  assert.equal(formatFigure(91.37, 'percent', 2), '91.37%');
});

test('figures of one indicator have the same decimals and are rounded half away from zero, binary noise or not', () => {
  assert.deepEqual(
    [2.4, 2.98, 100, 1.005].map((value) => formatFigure(value, 'number', 2)),
    ['2.40', '2.98', '100.00', '1.01'],
  );
  assert.equal(formatFigure(1.2, 'ratio', 2), '1:1.20');
  assert.equal(formatFigure(100, 'percent', 2), '100.00%');
});

test('dates read as Chinese and English readers write them', () => {
  assert.equal(formatDate('2025-12-31', 'zh'), '2025年12月31日');
  assert.equal(formatDate('2025-12-31', 'en'), '31 Dec 2025');
  assert.equal(formatDate('2025-02-03T04:05:06Z', 'en'), '3 Feb 2025');
  assert.equal(formatDate('not a date', 'en'), 'not a date');
});

test('a moment is told in the reader’s zone to the minute or, where the order matters, to the second', () => {
  const at = new Date(2026, 10, 22, 7, 5, 9).toISOString();
  assert.equal(formatTime(at, 'zh'), '2026年11月22日 07:05');
  assert.equal(formatSecond(at, 'en'), '22 Nov 2026 07:05:09');
  assert.equal(formatSecond('never', 'zh'), 'never');
});
