import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  drawBinomial,
  drawExponential,
  drawGamma,
  drawNegativeBinomial,
  drawPoisson,
  type Random,
  spreadOver,
  stream,
} from './draws.ts';
import { quantilesOf } from './quantiles.ts';

const n = 20_000;

/** Sample mean and variance against theirs, within five standard errors, of which that of the variance is taken from the sample's fourth moment. */
function agrees(draw: (random: Random) => number, mean: number, variance: number, what: string): void {
  const random = stream(7, what);
  const sample = Array.from({ length: n }, () => draw(random));
  const found = sample.reduce((sum, x) => sum + x, 0) / n;
  const squares = sample.map((x) => (x - mean) ** 2);
  const spread = squares.reduce((sum, x) => sum + x, 0) / n;
  const fourth = squares.reduce((sum, x) => sum + (x - spread) ** 2, 0) / n;
  assert.ok(Math.abs(found - mean) < 5 * Math.sqrt(variance / n), `${what}: mean ${found}, not ${mean}`);
  assert.ok(Math.abs(spread - variance) < 5 * Math.sqrt(fourth / n), `${what}: variance ${spread}, not ${variance}`);
}

test('draws have the means and variances of their distributions, below and above where large ones are cut', () => {
  agrees((random) => drawExponential(random, 3), 3, 9, 'exponential');
  for (const shape of [0.4, 1, 7.5]) agrees((random) => drawGamma(random, shape), shape, shape, `gamma ${shape}`);
  for (const mean of [0.2, 3, 15.9, 16.1, 400]) agrees((random) => drawPoisson(random, mean), mean, mean, `poisson ${mean}`);
  for (const [trials, p] of [
    [5, 0.3],
    [20, 0.9],
    [21, 0.02],
    [1000, 0.47],
    [100_000, 0.999],
  ] as const)
    agrees((random) => drawBinomial(random, trials, p), trials * p, trials * p * (1 - p), `binomial ${trials} ${p}`);
  for (const [mean, size] of [
    [4, 0.5],
    [120, 10],
  ] as const)
    agrees(
      (random) => drawNegativeBinomial(random, mean, size),
      mean,
      mean + mean ** 2 / size,
      `negative binomial ${mean} ${size}`,
    );
});

test('the binomial’s cut tells the chance of each count, not only mean and variance', () => {
  const random = stream(11, 'counts');
  const seen = new Float64Array(31);
  for (let at = 0; at < 60_000; at += 1) {
    const count = drawBinomial(random, 30, 0.1);
    seen[count] = (seen[count] ?? 0) + 1;
  }
  let chance = 0.9 ** 30;
  for (let k = 0; k <= 8; k += 1) {
    const error = Math.sqrt((chance * (1 - chance)) / 60_000);
    assert.ok(Math.abs((seen[k] ?? 0) / 60_000 - chance) < 5 * error, `${k}: ${(seen[k] ?? 0) / 60_000}, not ${chance}`);
    chance *= ((30 - k) / (k + 1)) * (0.1 / 0.9);
  }
});

test('counts are whole, within their bounds, and the same for the same seed; spreading loses nobody where chances sum to one', () => {
  fc.assert(
    fc.property(fc.integer(), fc.nat(5000), fc.double({ min: 0, max: 1, noNaN: true }), (seed, trials, p) => {
      const count = drawBinomial(stream(seed), trials, p);
      assert.ok(Number.isInteger(count) && count >= 0 && count <= trials);
      assert.equal(drawBinomial(stream(seed), trials, p), count);
      let sum = 0;
      spreadOver(stream(seed, 'spread'), trials, [p / 2, 1 - p, p / 2], (_, some) => {
        sum += some;
      });
      assert.equal(sum, trials);
    }),
  );
  assert.equal(drawBinomial(stream(1), 1000, 1), 1000);
  assert.equal(drawPoisson(stream(1), 0), 0);
  assert.notEqual(stream(1, 'a')(), stream(1, 'b')());
});

test('quantiles are linear between neighbours and none of an empty sample', () => {
  assert.deepEqual(quantilesOf([4, 1, 3, 2], [0, 0.5, 1]), [1, 2.5, 4]);
  assert.deepEqual(quantilesOf([5], [0.1, 0.9]), [5, 5]);
  assert.ok(Number.isNaN(quantilesOf([], [0.5])[0]));
});
