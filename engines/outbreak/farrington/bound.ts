import { overdispersedQuantile, overdispersedTail } from '../glm/count-distributions.ts';
import { normalTail } from '../glm/normal.ts';
import type { BoundMethod } from './options.ts';

export interface Bound {
  readonly upper: number;
  readonly p: number;
}

/**
 * The bound of Farrington et al. 1996 after the 2/3 power, under which a skewed count is nearly symmetric: its variance is that of a new count and
 * of the mean that is only estimated.
 */
function powerBound(count: number, mean: number, dispersion: number, meanVariance: number, z: number): Bound {
  const tau = dispersion + meanVariance / mean;
  const deviation = Math.sqrt((4 / 9) * Math.cbrt(mean) * tau);
  const centre = Math.cbrt(mean) ** 2;
  return { upper: (centre + z * deviation) ** 1.5, p: normalTail((Math.cbrt(count) ** 2 - centre) / deviation) };
}

/** What may not be exceeded, and how likely as many cases were; `z` is the normal quantile of `alpha`, `logVariance` that of the log mean. */
export function boundOf(
  method: BoundMethod,
  count: number,
  logMean: number,
  logVariance: number,
  dispersion: number,
  { alpha, z }: { readonly alpha: number; readonly z: number },
): Bound {
  const mean = Math.exp(logMean);
  if (method === 'delta') return powerBound(count, mean, dispersion, mean * mean * logVariance, z);
  const assumed = method === 'muan' ? Math.exp(logMean + z * Math.sqrt(logVariance)) : mean;
  return { upper: overdispersedQuantile(alpha, z, assumed, dispersion), p: overdispersedTail(count, assumed, dispersion) };
}
