import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lowerGamma } from '../glm/incomplete-gamma.ts';
import { gammaQuantile } from './gamma-quantile.ts';

const near = (found: number, wanted: number, within: number): void =>
  assert.ok(Math.abs(found - wanted) <= within * Math.abs(wanted), `${found} is not ${wanted}`);

test('quantiles of exponential and chi-square tables are met', () => {
  near(gammaQuantile(0.5, 1, 3), 3 * Math.log(2), 1e-13);
  near(gammaQuantile(0.95, 5, 2), 18.307038053275146, 1e-12);
  near(gammaQuantile(0.05, 0.5, 2), 0.003932140000019531, 1e-11);
});

test('a gamma quantile is taken back by the distribution function', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
      fc.double({ min: 0.02, max: 3000, noNaN: true }),
      fc.double({ min: 0.01, max: 9, noNaN: true }),
      (share, shape, scale) => near(lowerGamma(shape, gammaQuantile(share, shape, scale) / scale), share, 1e-9),
    ),
  );
});
