import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { breakDecimals, classBreaks, classOf } from './class-breaks.ts';

const rates = fc.array(
  fc.integer({ min: 0, max: 1_000_000 }).map((n) => n / 1000),
  { minLength: 1, maxLength: 30 },
);

test('every value falls in one class of at most five, within its limits', () => {
  fc.assert(
    fc.property(rates, (values) => {
      const breaks = classBreaks(values);
      assert.ok(breaks.length >= 2 && breaks.length <= 6);
      for (const value of values) {
        const at = classOf(breaks, value);
        const [low = Number.NaN, high = Number.NaN] = breaks.slice(at, at + 2);
        assert.ok(value >= low && (value < high || (value <= high && at === breaks.length - 2)), `${value} in ${breaks}`);
      }
    }),
  );
});

test('a value on a limit belongs to the class above it, the highest to the last', () => {
  assert.deepEqual(
    [0, 4.99, 5, 10, 15].map((value) => classOf([0, 5, 10, 15], value)),
    [0, 0, 1, 2, 2],
  );
});

test('limits ascend on round numbers', () => {
  assert.deepEqual(classBreaks([4.9, 6.19, 8.2]), [4, 5, 6, 7, 8, 9]);
  assert.deepEqual(classBreaks([0.11, 0.48]), [0.1, 0.2, 0.3, 0.4, 0.5]);
  assert.deepEqual(classBreaks([120, 980, 2400]), [0, 500, 1000, 1500, 2000, 2500]);
  fc.assert(
    fc.property(rates, (values) => {
      const breaks = classBreaks(values);
      assert.ok(breaks.every((limit, at) => at === 0 || limit >= (breaks[at - 1] ?? 0)));
    }),
  );
});

test('nothing has no classes, one value has one', () => {
  assert.deepEqual(classBreaks([]), []);
  assert.deepEqual(classBreaks([7, 7]), [7, 7]);
  assert.equal(classOf([7, 7], 7), 0);
});

test('limits are printed with the decimals they need', () => {
  assert.equal(breakDecimals([0, 500]), 0);
  assert.equal(breakDecimals([0.1, 0.2]), 1);
  assert.equal(breakDecimals([0, 0.25]), 2);
});
