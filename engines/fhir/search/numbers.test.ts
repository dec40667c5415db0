import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextTo, quantityInterval } from './convert-quantity.ts';
import { readNumber } from './numbers.ts';

test('a number stands for what its written precision leaves open', () => {
  for (const [text, lo, hi] of [
    ['100', 99.5, 100.5],
    ['100.00', 99.995, 100.005],
    ['5.4', 5.35, 5.45],
    ['5.40', 5.395, 5.405],
    ['5.40e-3', 0.005395, 0.005405],
    ['1e2', 95, 105],
    ['-1', -1.5, -0.5],
    ['0', -0.5, 0.5],
  ] as const) {
    assert.deepEqual(readNumber(text), { value: Number(text), lo, hi }, text);
  }
});

test('what is no number is none', () => {
  for (const text of ['', 'x', '1,2', '0x10', '1e999', '.5', '5.', 'NaN', ' 1']) assert.equal(readNumber(text), undefined, text);
});

test('a comparator opens the value to its side and leaves the number itself out unless it says or equal', () => {
  assert.deepEqual(quantityInterval(5, '<='), { lo: Number.NEGATIVE_INFINITY, hi: 5 });
  const below = quantityInterval(5, '<');
  assert.ok(below && below.hi < 5 && below.hi > 4.999999999999);
  const above = quantityInterval(-5, '>');
  assert.ok(above && above.lo > -5 && above.lo < -4.999999999999);
  for (const value of [0, 1, -1, 5.4, -0.1]) {
    assert.ok(nextTo(value, true) > value);
    assert.ok(nextTo(value, false) < value);
  }
});
