import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { printValue, roundAsPrinted } from './print-value.ts';

test('a half is rounded up at the printed place, binary noise or not', () => {
  assert.equal(printValue(1.005, 2, 'number'), '1.01');
  assert.equal(printValue(1.00499, 2, 'number'), '1');
  assert.equal(printValue(-1.005, 2, 'number'), '-1.01');
  assert.equal(printValue(0.285, 2, 'number'), '0.29');
});

test('numbers and percentages lose trailing zeros, ratios keep them', () => {
  assert.equal(printValue(2.4047, 2, 'number'), '2.4');
  assert.equal(printValue(100, 2, 'percent'), '100');
  assert.equal(printValue(1.2, 2, 'ratio'), '1:1.20');
  assert.equal(printValue(1200, 0, 'number'), '1200');
});

test('rounding moves a value by at most half a printed unit', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 4 }), (value, decimals) => {
      assert.ok(Math.abs(roundAsPrinted(value, decimals) - value) <= 0.5 * 10 ** -decimals * (1 + 1e-6));
    }),
  );
});
