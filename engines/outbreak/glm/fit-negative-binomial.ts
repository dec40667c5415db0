import { digamma, trigamma } from './digamma.ts';
import { fitLogLinear, type LogLinearFit } from './fit-log-linear.ts';

export interface NegativeBinomialFit extends LogLinearFit {
  /** α of the variance μ + αμ²; 0 where the counts vary no more than Poisson counts. */
  readonly spread: number;
}

/** First and second derivative of the log likelihood in θ = 1/α, the means given. */
function slopesAt(counts: ArrayLike<number>, means: Float64Array, theta: number): readonly [number, number] {
  const [base, curve] = [digamma(theta), trigamma(theta)];
  let first = 0;
  let second = 0;
  for (let row = 0; row < means.length; row += 1) {
    const y = counts[row] ?? 0;
    const whole = theta + (means[row] ?? 0);
    const rest = (y + theta) / whole;
    first += (y > 0 ? digamma(y + theta) - base : 0) + Math.log(theta / whole) + 1 - rest;
    second += (y > 0 ? trigamma(y + theta) - curve : 0) + 1 / theta - 2 / whole + rest / whole;
  }
  return [first, second];
}

/** The most likely α for counts with known means, by Newton's method on ln θ with steps held back. */
function likeliestSpread(counts: ArrayLike<number>, means: Float64Array, from: number): number {
  let beyond = 0;
  let squares = 0;
  for (let row = 0; row < means.length; row += 1) {
    const mu = means[row] ?? 0;
    const y = counts[row] ?? 0;
    beyond += (y - mu) ** 2 - y;
    squares += mu * mu;
  }
  if (beyond <= 0) return 0;
  let logTheta = -Math.log(from > 0 ? from : beyond / squares);
  for (let round = 0; round < 60; round += 1) {
    const theta = Math.exp(logTheta);
    const [first, second] = slopesAt(counts, means, theta);
    const slope = theta * first;
    const curve = theta * theta * second + slope;
    const wanted = curve < 0 ? -slope / curve : Math.sign(slope);
    const step = Math.max(-1.5, Math.min(1.5, wanted));
    logTheta += step;
    if (logTheta > 18) return 0;
    if (Math.abs(step) < 1e-10) break;
  }
  return Math.exp(-logTheta);
}

/**
 * Log-linear regression of counts with variance μ + αμ², coefficients and α by maximum likelihood in turns; a `known` α is left as it is. Null where
 * no regression can be made.
 */
export function fitNegativeBinomial(
  counts: ArrayLike<number>,
  design: Float64Array,
  columns: number,
  known?: number,
): NegativeBinomialFit | null {
  let spread = known ?? 0;
  let fit = fitLogLinear({ counts, design, columns, spread });
  for (let round = 0; round < 50 && fit && known === undefined; round += 1) {
    const before = spread;
    spread = likeliestSpread(counts, fit.fitted, before);
    if (Math.abs(spread - before) <= 1e-9 * (spread + 1e-12)) break;
    fit = fitLogLinear({ counts, design, columns, spread, begin: fit.fitted.map(Math.log) });
  }
  return fit && { ...fit, spread };
}
