import { solvePositive, substitute } from './cholesky.ts';

export interface LogLinearFit {
  readonly coefficients: Float64Array;
  readonly fitted: Float64Array;
  /** Cholesky factor of XᵀWX, lower half, row by row; for `varianceAt`. */
  readonly factor: Float64Array;
}

export interface LogLinearRows {
  readonly counts: ArrayLike<number>;
  /** One row after the other, `columns` numbers each. */
  readonly design: Float64Array;
  readonly columns: number;
  readonly weights?: ArrayLike<number>;
  /** Variance of a count: μ + spread · μ²; 0 is Poisson. */
  readonly spread: number;
}

/** Rounds at most, and by what share means may still move at the end. */
const mostRounds = 40;
export const closeEnough = 1e-8;

function meanOf(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let row = 0; row < counts.length; row += 1) sum += counts[row] ?? 0;
  return sum / counts.length;
}

/** A fit on its way. */
export interface Fitting extends LogLinearFit {
  readonly logs: Float64Array;
}

/** One mean for all, from which rounds begin; null where there are no cases. */
export function beginFit({ counts, columns }: LogLinearRows): Fitting | null {
  const mean = meanOf(counts);
  if (!(mean > 0)) return null;
  const fitted = new Float64Array(counts.length).fill(mean);
  const logs = new Float64Array(counts.length).fill(Math.log(mean));
  return { fitted, logs, coefficients: new Float64Array(columns), factor: new Float64Array(columns * columns) };
}

/** XᵀWX (its lower half) and XᵀWz of one round, into `factor` and `coefficients`. */
function addUp(
  { counts, design, columns, weights, spread }: LogLinearRows,
  { fitted, logs, factor: a, coefficients: b }: Fitting,
): void {
  a.fill(0);
  b.fill(0);
  for (let row = 0; row < fitted.length; row += 1) {
    const mu = fitted[row] ?? 0;
    const w = ((weights ? (weights[row] ?? 0) : 1) * mu) / (1 + spread * mu);
    const z = (logs[row] ?? 0) + ((counts[row] ?? 0) - mu) / mu;
    const at = row * columns;
    for (let i = 0; i < columns; i += 1) {
      const x = w * (design[at + i] ?? 0);
      b[i] = (b[i] ?? 0) + x * z;
      for (let j = 0; j <= i; j += 1) a[i * columns + j] = (a[i * columns + j] ?? 0) + x * (design[at + j] ?? 0);
    }
  }
}

/** One round of reweighted least squares, in place: by what share a mean moved at most, or null where the columns depend on each other. */
export function runRound(rows: LogLinearRows, fitting: Fitting): number | null {
  const { design, columns } = rows;
  const { fitted, logs, coefficients } = fitting;
  addUp(rows, fitting);
  if (!solvePositive(fitting.factor, coefficients, columns)) return null;
  let moved = 0;
  for (let row = 0; row < fitted.length; row += 1) {
    let sum = 0;
    for (let i = 0; i < columns; i += 1) sum += (design[row * columns + i] ?? 0) * (coefficients[i] ?? 0);
    moved = Math.max(moved, Math.abs(sum - (logs[row] ?? 0)));
    logs[row] = sum;
    fitted[row] = Math.exp(sum);
  }
  return Number.isFinite(moved) ? moved : null;
}

/**
 * Log-linear regression of counts by iteratively reweighted least squares (McCullagh & Nelder 1989), few columns and dense. Null where there are no
 * cases, the columns depend on each other or the rounds do not settle.
 */
export function fitLogLinear(rows: LogLinearRows): LogLinearFit | null {
  const fitting = beginFit(rows);
  if (!fitting) return null;
  for (let round = 0; round < mostRounds; round += 1) {
    const moved = runRound(rows, fitting);
    if (moved === null) return null;
    if (moved < closeEnough) return fitting;
  }
  return null;
}

/** x ᵀ(XᵀWX)⁻¹x: the variance of the logarithm of the mean at these columns, for a dispersion of 1. */
export function varianceAt({ factor }: LogLinearFit, columns: Float64Array): number {
  const solved = Float64Array.from(columns);
  substitute(factor, solved, columns.length);
  return columns.reduce((sum, value, at) => sum + value * (solved[at] ?? 0), 0);
}
