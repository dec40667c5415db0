import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { digamma, trigamma } from './digamma.ts';
import { fitNegativeBinomial } from './fit-negative-binomial.ts';
import { logGamma } from './log-gamma.ts';

const ones = (rows: number): Float64Array => new Float64Array(rows).fill(1);

test('digamma and trigamma are the slopes of the gamma function', () => {
  assert.ok(Math.abs(digamma(1) + 0.5772156649015329) < 1e-13);
  assert.ok(Math.abs(trigamma(1) - Math.PI ** 2 / 6) < 1e-13);
  for (const x of [0.1, 0.7, 3, 14.9, 15.1, 400]) {
    const h = 1e-5 * x;
    assert.ok(Math.abs(digamma(x) - (logGamma(x + h) - logGamma(x - h)) / (2 * h)) < 1e-6 * Math.max(1, Math.abs(digamma(x))));
    assert.ok(Math.abs(trigamma(x) - (digamma(x + h) - digamma(x - h)) / (2 * h)) < 1e-6 * trigamma(x));
  }
});

/** Log likelihood of counts with one mean and the variance μ + αμ². */
function likelihood(counts: readonly number[], mu: number, alpha: number): number {
  const theta = 1 / alpha;
  return counts.reduce(
    (sum, y) =>
      sum + logGamma(y + theta) - logGamma(theta) + theta * Math.log(theta / (theta + mu)) + y * Math.log(mu / (theta + mu)),
    0,
  );
}

test('mean and α are where the likelihood of the counts is greatest', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(8), fc.nat(90)), { minLength: 30, maxLength: 80 }), (counts) => {
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      const fit = fitNegativeBinomial(counts, ones(counts.length), 1);
      assert.ok(fit);
      assert.ok(Math.abs((fit.fitted[0] ?? 0) - mean) < 1e-6 * mean);
      if (fit.spread === 0) return;
      const best = likelihood(counts, mean, fit.spread);
      for (const other of [0.5, 0.9, 0.99, 1.01, 1.1, 2]) assert.ok(likelihood(counts, mean, fit.spread * other) <= best + 1e-9);
    }),
  );
});

test('counts that vary less than Poisson counts have no α; a known one is left as it is', () => {
  const even = Array.from({ length: 60 }, (_, at) => 10 + (at % 2));
  assert.equal(fitNegativeBinomial(even, ones(60), 1)?.spread, 0);
  assert.equal(fitNegativeBinomial(even, ones(60), 1, 0.3)?.spread, 0.3);
});

test('columns that depend on each other give no fit', () => {
  assert.equal(fitNegativeBinomial([1, 2, 3, 4], new Float64Array(8).fill(1), 2), null);
});
