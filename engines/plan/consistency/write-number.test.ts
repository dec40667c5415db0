import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sameNumber, writeChange, writeNumber } from './write-number.ts';

test('thousands are set off, decimals that are zero left out, minus is a minus sign', () => {
  assert.deepEqual(
    [1895865, 0.44, 8.2, 100, -1044.4, 0, -0.001].map((value) => writeNumber(value)),
    ['1,895,865', '0.44', '8.2', '100', '−1,044.4', '0', '0'],
  );
  assert.equal(writeNumber(0.375, 3), '0.375');
});

test('a change has its sign', () => {
  assert.deepEqual(
    [481, -1044, 0].map((value) => writeChange(value)),
    ['+481', '−1,044', '0'],
  );
});

test('sums of decimals are equal but for binary rounding', () => {
  assert.ok(sameNumber(2.7 + 3.5 + 2, 8.2));
  assert.ok(!sameNumber(5 + 2, 8.2));
});
