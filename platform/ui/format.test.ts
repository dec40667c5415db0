import assert from 'node:assert/strict';
import test from 'node:test';
import { formatDate, formatFigure, formatNumber, formatTidy, printedFigure } from './format.ts';

test('thousands are separated and decimals are fixed', () => {
  assert.equal(formatNumber(3623713), '3,623,713');
  assert.equal(formatNumber(8.4, 2), '8.40');
});

test('a ratio prints as the plan prints it and a percentage carries its sign', () => {
  assert.equal(formatFigure(1.14, 'ratio', 2), '1:1.14');
  assert.equal(formatFigure(91.37, 'percent', 2), '91.37%');
});

test('printed digits stay as printed and only gain the sign of their unit', () => {
  assert.equal(printedFigure('91.37', 'percent'), '91.37%');
  assert.equal(printedFigure('100%', 'percent'), '100%');
  assert.equal(printedFigure('1: 1.14', 'ratio'), '1:1.14');
  assert.equal(printedFigure('2.4', 'number'), '2.4');
});

test('a tidy figure drops only decimals that say nothing', () => {
  assert.equal(formatTidy(100, 'percent', 2), '100%');
  assert.equal(formatTidy(8.2, 'number', 2), '8.2');
  assert.equal(formatTidy(8.25, 'number', 2), '8.25');
  assert.equal(formatTidy(1.05, 'ratio', 2), '1:1.05');
});

test('dates read as Chinese and English readers write them', () => {
  assert.equal(formatDate('2025-12-31', 'zh'), '2025年12月31日');
  assert.equal(formatDate('2025-12-31', 'en'), '31 Dec 2025');
  assert.equal(formatDate('2025-02-03T04:05:06Z', 'en'), '3 Feb 2025');
  assert.equal(formatDate('not a date', 'en'), 'not a date');
});
