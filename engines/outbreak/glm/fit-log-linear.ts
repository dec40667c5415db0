import { solvePositive, substitute } from './cholesky.ts';

export interface LogLinearFit {
  readonly coefficients: Float64Array;
  readonly fitted: Float64Array;
  /** Cholesky factor of XᵀWX, lower half, row by row; for `varianceAt`. */
  readonly factor: Float64Array;
  readonly deviance: number;
}

export interface LogLinearRows {
  readonly counts: ArrayLike<number>;
  /** One row after the other, `columns` numbers each. */
  readonly design: Float64Array;
  readonly columns: number;
  readonly weights?: ArrayLike<number>;
  /** Variance of a count: μ + spread · μ²; 0 is Poisson. */
  readonly spread: number;
  /** Logarithms of means to begin with; without them the counts are begun with. */
  readonly begin?: ArrayLike<number>;
}

/** Twice the distance of a log likelihood from that of a perfect fit, of one row. */
function devianceOf(y: number, mu: number, spread: number): number {
  const own = y > 0 ? y * Math.log(y / mu) : 0;
  if (spread === 0) return 2 * (own - (y - mu));
  return 2 * (own - (y + 1 / spread) * Math.log1p((spread * (y - mu)) / (1 + spread * mu)));
}

/**
 * Log-linear regression of counts by iteratively reweighted least squares (McCullagh & Nelder 1989), few columns and dense. Null where the columns
 * depend on each other or the rounds do not settle.
 */
export function fitLogLinear({ counts, design, columns, weights, spread, begin }: LogLinearRows): LogLinearFit | null {
  const rows = counts.length;
  const eta = Float64Array.from(begin ?? counts, (value) =>
    begin ? value : Math.log(value + (spread > 0 ? (value === 0 ? 1 / 6 : 0) : 0.1)),
  );
  const fitted = eta.map(Math.exp);
  const factor = new Float64Array(columns * columns);
  const coefficients = new Float64Array(columns);
  const devianceNow = (): number => {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += (weights?.[row] ?? 1) * devianceOf(counts[row] ?? 0, fitted[row] ?? 0, spread);
    return sum;
  };
  let deviance = devianceNow();
  for (let round = 0; round < 25; round += 1) {
    factor.fill(0);
    coefficients.fill(0);
    for (let row = 0; row < rows; row += 1) {
      const mu = fitted[row] ?? 0;
      const w = ((weights?.[row] ?? 1) * mu) / (1 + spread * mu);
      const z = (eta[row] ?? 0) + ((counts[row] ?? 0) - mu) / mu;
      for (let i = 0; i < columns; i += 1) {
        const x = w * (design[row * columns + i] ?? 0);
        coefficients[i] = (coefficients[i] ?? 0) + x * z;
        for (let j = 0; j <= i; j += 1) {
          const at = i * columns + j;
          factor[at] = (factor[at] ?? 0) + x * (design[row * columns + j] ?? 0);
        }
      }
    }
    if (!solvePositive(factor, coefficients, columns)) return null;
    for (let row = 0; row < rows; row += 1) {
      let sum = 0;
      for (let i = 0; i < columns; i += 1) sum += (design[row * columns + i] ?? 0) * (coefficients[i] ?? 0);
      eta[row] = sum;
      fitted[row] = Math.exp(sum);
    }
    const found = devianceNow();
    const settled = Math.abs(found - deviance) < 1e-10 * (Math.abs(found) + 0.1);
    deviance = found;
    if (settled) return { coefficients, fitted, factor, deviance };
  }
  return null;
}

/** x ᵀ(XᵀWX)⁻¹x: the variance of the logarithm of the mean at these columns, for a dispersion of 1. */
export function varianceAt({ factor }: LogLinearFit, columns: Float64Array): number {
  const solved = Float64Array.from(columns);
  substitute(factor, solved, columns.length);
  return columns.reduce((sum, value, at) => sum + value * (solved[at] ?? 0), 0);
}
