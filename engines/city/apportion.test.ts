import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { apportion, wishes } from './apportion.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

test('shares add up to the total and stay within their limits', () => {
  const share = fc
    .tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.nat(50), fc.nat(50))
    .map(([weight, low, room]) => ({ weight, low, high: low + room }));
  fc.assert(
    fc.property(fc.array(share, { minLength: 1, maxLength: 30 }), fc.double({ min: 0, max: 1, noNaN: true }), (shares, at) => {
      const [least, most] = [sum(shares.map((s) => s.low)), sum(shares.map((s) => s.high))];
      const total = Math.round(least + (most - least) * at);
      const given = apportion(total, shares);
      assert.ok(given.ok);
      assert.equal(sum(given.value), total);
      assert.ok(given.value.every((n, i) => Number.isInteger(n) && n >= (shares[i]?.low ?? 0) && n <= (shares[i]?.high ?? 0)));
    }),
  );
});

test('without limits nobody is a whole place away from the exact share', () => {
  fc.assert(
    fc.property(
      fc.nat(100_000),
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 20 }),
      (total, weights) => {
        const given = apportion(
          total,
          weights.map((weight) => ({ weight })),
        );
        assert.ok(given.ok);
        assert.ok(given.value.every((n, i) => Math.abs(n - (total * (weights[i] ?? 0)) / sum(weights)) < 1 + 1e-6));
      },
    ),
  );
});

test('limits that leave no answer are refused by name, on both sides', () => {
  const low = apportion(3, [
    { weight: 1, low: 2 },
    { weight: 1, low: 2 },
  ]);
  const high = apportion(5, [
    { weight: 1, high: 2 },
    { weight: 1, high: 2 },
  ]);
  assert.equal(low.ok ? '' : low.error.code, 'city.limits-above-total');
  assert.equal(high.ok ? '' : high.error.code, 'city.limits-below-total');
});

test('wishes that fit are kept, wishes that do not are cut to the total', () => {
  assert.deepEqual(wishes(10, [2, 3]), [2, 3]);
  assert.equal(sum(wishes(4, [5, 5, 1])), 4);
});
