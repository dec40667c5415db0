import type { Baseline } from './baseline.ts';

/** What a fit says of the judged step (level 0, time 0), on the scale of logarithms. */
export interface SeasonTrendFit {
  readonly logMean: number;
  /** Variance of `logMean` for a dispersion of 1. */
  readonly logVariance: number;
  /** Growth a step; null where the model has no trend. */
  readonly slope: number | null;
  readonly slopeVariance: number;
  /** Pearson's chi-square over the degrees of freedom; not held to 1 or more. */
  readonly dispersion: number;
  /** Weighted mean square of the relative residuals (y − μ)/μ: about the dispersion over the mean. */
  readonly relativeSpread: number;
  readonly freedom: number;
}

const most = 255;
const mean = new Float64Array(65_536);
const sumW = new Float64Array(most);
const sumWT = new Float64Array(most);
const sumWZ = new Float64Array(most);
const centre = new Float64Array(most);
const effect = new Float64Array(most);

/** What the last fit left for weighing its rows again: fitted counts, and each row's leverage. */
export const fittedMeans: Float64Array = mean;
export const leverages = new Float64Array(mean.length);

/** As `glm` of R and GLIM: relative change of the deviance, and rounds at most. Both matter where a level has no cases at all. */
const closeEnough = 1e-8;
const mostRounds = 25;

/**
 * Poisson regression log μ = season's level + slope · time by iteratively reweighted least squares (McCullagh & Nelder 1989, 2.5), the rows weighted.
 * Levels do not overlap, so the normal equations are an arrow and are solved by hand. Null where it does not converge or nothing is left to
 * judge the spread by.
 */
export function fitSeasonTrend(
  { rows, levels, counts, time, level, weights }: Baseline,
  withTrend: boolean,
): SeasonTrendFit | null {
  let constant = 0;
  let deviance = 0;
  for (let row = 0; row < rows; row += 1) {
    const y = counts[row] ?? 0;
    const w = weights[row] ?? 0;
    if (y > 0) constant += w * y * (Math.log(y) - 1);
    mean[row] = y + 0.1;
    deviance += w * (y + 0.1 - y * Math.log(y + 0.1));
  }
  deviance = 2 * (deviance + constant);
  let slope = 0;
  let information = 0;
  let present = 0;
  let converged = false;
  for (let round = 0; round < mostRounds && !converged; round += 1) {
    sumW.fill(0, 0, levels);
    sumWT.fill(0, 0, levels);
    sumWZ.fill(0, 0, levels);
    let sumWTT = 0;
    let sumWTZ = 0;
    for (let row = 0; row < rows; row += 1) {
      const mu = mean[row] ?? 0;
      const y = counts[row] ?? 0;
      const t = time[row] ?? 0;
      const at = level[row] ?? 0;
      const w = (weights[row] ?? 0) * mu;
      const eta = round === 0 ? Math.log(mu) : (effect[at] ?? 0) + slope * t;
      const z = eta + (y - mu) / mu;
      sumW[at] = (sumW[at] ?? 0) + w;
      sumWT[at] = (sumWT[at] ?? 0) + w * t;
      sumWZ[at] = (sumWZ[at] ?? 0) + w * z;
      sumWTT += w * t * t;
      sumWTZ += w * t * z;
    }
    present = 0;
    information = sumWTT;
    let slopeSum = sumWTZ;
    for (let at = 0; at < levels; at += 1) {
      const w = sumW[at] ?? 0;
      if (w === 0) continue;
      present += 1;
      const middle = (sumWT[at] ?? 0) / w;
      centre[at] = middle;
      information -= middle * (sumWT[at] ?? 0);
      slopeSum -= middle * (sumWZ[at] ?? 0);
    }
    if (withTrend && !(information > sumWTT * 1e-11)) return null;
    slope = withTrend ? slopeSum / information : 0;
    for (let at = 0; at < levels; at += 1) {
      const w = sumW[at] ?? 0;
      if (w > 0) effect[at] = (sumWZ[at] ?? 0) / w - slope * (centre[at] ?? 0);
    }
    let found = 0;
    for (let row = 0; row < rows; row += 1) {
      const eta = (effect[level[row] ?? 0] ?? 0) + slope * (time[row] ?? 0);
      const mu = Math.exp(eta);
      leverages[row] = mean[row] ?? 0;
      mean[row] = mu;
      found += (weights[row] ?? 0) * (mu - (counts[row] ?? 0) * eta);
    }
    found = 2 * (found + constant);
    converged = Math.abs(found - deviance) < closeEnough * (Math.abs(found) + 0.1);
    deviance = found;
  }
  const freedom = rows - present - (withTrend ? 1 : 0);
  const own = sumW[0] ?? 0;
  if (!converged || freedom < 1 || !(own > 0)) return null;
  let spread = 0;
  let relative = 0;
  for (let row = 0; row < rows; row += 1) {
    const at = level[row] ?? 0;
    const weight = weights[row] ?? 0;
    const w = weight * (leverages[row] ?? 0);
    const mu = mean[row] ?? 0;
    const off = ((counts[row] ?? 0) - mu) / mu;
    spread += w * off * off;
    relative += weight * off * off;
    const aside = (time[row] ?? 0) - (centre[at] ?? 0);
    leverages[row] = w * (1 / (sumW[at] ?? 1) + (withTrend ? (aside * aside) / information : 0));
  }
  const middle = centre[0] ?? 0;
  return {
    logMean: effect[0] ?? 0,
    logVariance: 1 / own + (withTrend ? (middle * middle) / information : 0),
    slope: withTrend ? slope : null,
    slopeVariance: withTrend ? 1 / information : 0,
    dispersion: spread / freedom,
    relativeSpread: relative / freedom,
    freedom,
  };
}
