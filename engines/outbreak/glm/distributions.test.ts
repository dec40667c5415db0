import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { overdispersedQuantile, overdispersedTail, poissonTail } from './count-distributions.ts';
import { incompleteBeta } from './incomplete-beta.ts';
import { lowerGamma, upperGamma } from './incomplete-gamma.ts';
import { logGamma } from './log-gamma.ts';
import { normalQuantile, normalTail } from './normal.ts';
import { studentTail } from './student.ts';

const near = (found: number, wanted: number, off = 1e-12): void =>
  assert.ok(Math.abs(found - wanted) <= off * Math.max(1e-300, Math.abs(wanted)), `${found}, not ${wanted}`);

test('the gamma function is what factorials and √π say', () => {
  let factorial = 1;
  for (let n = 1; n < 60; n += 1) {
    assert.ok(Math.abs(logGamma(n) - Math.log(factorial)) < 1e-13 * Math.max(1, Math.log(factorial)));
    factorial *= n;
  }
  near(logGamma(0.5), Math.log(Math.PI) / 2);
  near(logGamma(1e6), 12815504.569147611, 1e-14);
});

test('tails and quantiles of the normal distribution agree with tables', () => {
  near(normalTail(0), 0.5);
  near(normalTail(1.96), 0.0249978951482204);
  near(normalTail(-1), 0.841344746068543);
  near(normalTail(6), 9.86587645037698e-10);
  near(normalQuantile(0.025), 1.95996398454005);
  near(normalQuantile(0.01), 2.32634787404084);
  near(normalQuantile(1e-9), 5.99780701500768);
  near(normalQuantile(0.9), -1.2815515655446);
  assert.throws(() => normalQuantile(0), RangeError);
});

test('a normal quantile is exceeded with the chance it was asked for', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-9, noNaN: true }), (tail) =>
      near(normalTail(normalQuantile(tail)), tail, 1e-11),
    ),
  );
});

test('tails of Student’s t agree with tables', () => {
  near(studentTail(1, 1), 0.25);
  near(studentTail(12.7062047361747, 1), 0.025);
  near(studentTail(2.22813885198627, 10), 0.025);
  near(studentTail(-2.22813885198627, 10), 0.975);
  near(studentTail(1.96, 1e7), normalTail(1.96), 1e-6);
});

test('the two tails of beta and gamma distributions make one', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      fc.double({ min: 0.1, max: 500, noNaN: true }),
      fc.double({ min: 0.1, max: 500, noNaN: true }),
      (x, a, b) => {
        assert.ok(Math.abs(incompleteBeta(x, 1 - x, a, b) + incompleteBeta(1 - x, x, b, a) - 1) < 1e-11);
        assert.ok(Math.abs(lowerGamma(a, b) + upperGamma(a, b) - 1) < 1e-11);
      },
    ),
  );
});

/** P(X ≥ count) by adding what is below, term by term. */
function bySumming(count: number, mean: number, dispersion: number): number {
  let chance = dispersion > 1 ? Math.exp((-mean / (dispersion - 1)) * Math.log1p(dispersion - 1)) : Math.exp(-mean);
  let below = 0;
  for (let k = 0; k < count; k += 1) {
    below += chance;
    chance *= dispersion > 1 ? (((dispersion - 1) / dispersion) * (k + mean / (dispersion - 1))) / (k + 1) : mean / (k + 1);
  }
  return 1 - below;
}

const counts = fc.record({
  mean: fc.double({ min: 0.01, max: 80, noNaN: true }),
  dispersion: fc.oneof(fc.constant(1), fc.double({ min: 1.0001, max: 12, noNaN: true })),
  tail: fc.double({ min: 1e-5, max: 0.5, noNaN: true }),
});

test('the tail of a count is what summing its chances gives', () => {
  near(poissonTail(1, 2), 1 - Math.exp(-2));
  fc.assert(
    fc.property(counts, fc.nat(200), ({ mean, dispersion }, count) => {
      assert.ok(Math.abs(overdispersedTail(count, mean, dispersion) - bySumming(count, mean, dispersion)) < 1e-11);
    }),
  );
});

test('the upper bound of a count is the least one exceeded seldom enough', () => {
  fc.assert(
    fc.property(counts, ({ mean, dispersion, tail }) => {
      const bound = overdispersedQuantile(tail, normalQuantile(tail), mean, dispersion);
      assert.ok(overdispersedTail(bound + 1, mean, dispersion) <= tail * (1 + 1e-9));
      assert.ok(bound === 0 || overdispersedTail(bound, mean, dispersion) > tail * (1 - 1e-9));
    }),
  );
});
