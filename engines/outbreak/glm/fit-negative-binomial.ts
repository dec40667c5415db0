import { digamma, trigamma } from './digamma.ts';
import { beginFit, closeEnough, fitLogLinear, type LogLinearFit, runRound } from './fit-log-linear.ts';

export interface NegativeBinomialFit extends LogLinearFit {
  /** α of the variance μ + αμ²; 0 where the counts vary no more than Poisson counts. */
  readonly spread: number;
}

/** How many of the counts are above 0, above 1 and so on; null where counts are so large that it does not pay. */
function countsAbove(counts: ArrayLike<number>): Float64Array | null {
  let most = 0;
  for (let row = 0; row < counts.length; row += 1) most = Math.max(most, counts[row] ?? 0);
  if (most > 10 * counts.length) return null;
  const above = new Float64Array(most);
  for (let row = 0; row < counts.length; row += 1) {
    const at = (counts[row] ?? 0) - 1;
    if (at >= 0) above[at] = (above[at] ?? 0) + 1;
  }
  for (let at = most - 2; at >= 0; at -= 1) above[at] = (above[at] ?? 0) + (above[at + 1] ?? 0);
  return above;
}

/** Σ ψ(y + θ) − ψ(θ) and its derivative: for whole counts, sums of 1/(θ + j) over all j below y. */
function risesAt(counts: ArrayLike<number>, above: Float64Array | null, theta: number): readonly [number, number] {
  let first = 0;
  let second = 0;
  if (above) {
    for (let at = 0; at < above.length; at += 1) {
      const inverse = 1 / (theta + at);
      const part = (above[at] ?? 0) * inverse;
      first += part;
      second -= part * inverse;
    }
    return [first, second];
  }
  const [base, curve] = [digamma(theta), trigamma(theta)];
  for (let row = 0; row < counts.length; row += 1) {
    const y = counts[row] ?? 0;
    first += digamma(y + theta) - base;
    second += trigamma(y + theta) - curve;
  }
  return [first, second];
}

/** First and second derivative of the log likelihood in θ = 1/α, the means given. */
function slopesAt(
  counts: ArrayLike<number>,
  above: Float64Array | null,
  means: Float64Array,
  theta: number,
): readonly [number, number] {
  let [first, second] = risesAt(counts, above, theta);
  for (let row = 0; row < means.length; row += 1) {
    const mu = means[row] ?? 0;
    const whole = 1 / (theta + mu);
    const rest = ((counts[row] ?? 0) + theta) * whole;
    first += 1 - rest - Math.log1p(mu / theta);
    second += 1 / theta - whole * (2 - rest);
  }
  return [first, second];
}

/** α by the method of moments, the means given; 0 where counts vary no more than Poisson counts would. */
function roughSpread(counts: ArrayLike<number>, means: Float64Array): number {
  let beyond = 0;
  let squares = 0;
  for (let row = 0; row < means.length; row += 1) {
    const mu = means[row] ?? 0;
    const y = counts[row] ?? 0;
    beyond += (y - mu) ** 2 - y;
    squares += mu * mu;
  }
  return beyond > 0 ? beyond / squares : 0;
}

/** Of ln θ, θ = 1/α: a step of Newton's method, held back where the likelihood is not concave or the way is long. */
function stepOf(counts: ArrayLike<number>, above: Float64Array | null, means: Float64Array, theta: number): number {
  const [first, second] = slopesAt(counts, above, means, theta);
  const slope = theta * first;
  const curve = theta * theta * second + slope;
  const wanted = curve < 0 ? -slope / curve : Math.sign(slope);
  return Math.max(-1.5, Math.min(1.5, wanted));
}

/** Above this θ the counts cannot be told from Poisson counts. */
const nearlyPoisson = 1e8;
const poissonRounds = 4;

/**
 * Log-linear regression of counts with variance μ + αμ², coefficients and α by maximum likelihood, a step of each in turns; a `known` α is left as it
 * is. Null where no regression can be made.
 */
export function fitNegativeBinomial(
  counts: ArrayLike<number>,
  design: Float64Array,
  columns: number,
  known?: number,
): NegativeBinomialFit | null {
  const plain = (spread: number): NegativeBinomialFit | null => {
    const fit = fitLogLinear({ counts, design, columns, spread });
    return fit && { ...fit, spread };
  };
  if (known !== undefined) return plain(known);
  const rows = { counts, design, columns };
  const fitting = beginFit({ ...rows, spread: 0 });
  if (!fitting) return null;
  for (let round = 0; round < poissonRounds; round += 1) if (runRound({ ...rows, spread: 0 }, fitting) === null) return null;
  const rough = roughSpread(counts, fitting.fitted);
  if (rough === 0) return plain(0);
  const above = countsAbove(counts);
  let theta = 1 / rough;
  for (let round = 0; round < 80; round += 1) {
    const step = stepOf(counts, above, fitting.fitted, theta);
    theta *= Math.exp(step);
    if (!(theta < nearlyPoisson)) return plain(0);
    const moved = runRound({ ...rows, spread: 1 / theta }, fitting);
    if (moved === null) return null;
    if (moved < closeEnough && Math.abs(step) < closeEnough) return { ...fitting, spread: 1 / theta };
  }
  return null;
}
