import { incompleteBeta } from './incomplete-beta.ts';
import { lowerGamma } from './incomplete-gamma.ts';
import { logGamma, logRising } from './log-gamma.ts';

/** P(X ≥ count) of a Poisson variable; `count` a whole number. */
export const poissonTail = (count: number, mean: number): number => (count <= 0 ? 1 : lowerGamma(count, mean));

/**
 * P(X ≥ count) of a negative binomial variable with mean μ and variance φμ, φ ≥ 1 (size μ/(φ−1), chance 1/φ); with φ = 1 it is Poisson.
 * This is what a quasi-Poisson fit says of a new count (Noufaily et al. 2013).
 */
export function overdispersedTail(count: number, mean: number, dispersion: number): number {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  if (dispersion <= 1) return poissonTail(count, mean);
  return incompleteBeta((dispersion - 1) / dispersion, 1 / dispersion, count, mean / (dispersion - 1));
}

/** P(X = count) of the same variable. */
function chanceOf(count: number, mean: number, dispersion: number): number {
  if (dispersion <= 1) return Math.exp(count * Math.log(mean) - mean - logGamma(count + 1));
  const size = mean / (dispersion - 1);
  const share = (dispersion - 1) / dispersion;
  return Math.exp(logRising(size, count) - logGamma(count + 1) - size * Math.log1p(dispersion - 1) + count * Math.log(share));
}

/** Where a count of this mean and dispersion is about to be exceeded with the chance whose normal quantile is z (Cornish and Fisher 1938). */
function roughly(z: number, mean: number, dispersion: number): number {
  const deviation = Math.sqrt(mean * dispersion);
  const skewness = (2 * dispersion - 1) / deviation;
  return Math.max(0, Math.floor(mean + deviation * (z + (skewness * (z * z - 1)) / 6)));
}

/** The least count that is exceeded with a chance of at most `tail`; `z` is the normal quantile of `tail`, which callers have at hand. */
export function overdispersedQuantile(tail: number, z: number, mean: number, dispersion: number): number {
  if (mean <= 0) return 0;
  const size = dispersion > 1 ? mean / (dispersion - 1) : Number.POSITIVE_INFINITY;
  const share = (dispersion - 1) / dispersion;
  /** P(X = from + 1) / P(X = from). */
  const ratio = (from: number): number => (dispersion > 1 ? (share * (from + size)) / (from + 1) : mean / (from + 1));
  let count = roughly(z, mean, dispersion);
  let above = overdispersedTail(count + 1, mean, dispersion);
  let chance = chanceOf(count, mean, dispersion);
  while (above > tail) {
    chance *= ratio(count);
    count += 1;
    above -= chance;
  }
  while (count > 0 && above + chance <= tail) {
    above += chance;
    count -= 1;
    chance /= ratio(count);
  }
  return count;
}
