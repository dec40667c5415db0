import type { Baseline } from './baseline.ts';
import { fittedMeans, leverages } from './fit-season-trend.ts';

/**
 * Rows far above their fit (Anscombe's residuals of the fit just made, standardised) count less in the next: by the inverse square of the
 * residual, all weights together still counting as many rows as there are (Farrington et al. 1996, 3.5).
 */
export function reweigh({ rows, counts, weights }: Baseline, dispersion: number, threshold: number): void {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) {
    const mean = fittedMeans[row] ?? 0;
    const power = Math.cbrt(counts[row] ?? 0) ** 2 / Math.sqrt(Math.cbrt(mean));
    const residual = (1.5 * (power - Math.sqrt(mean))) / Math.sqrt(dispersion * (1 - (leverages[row] ?? 0)));
    const weight = residual > threshold ? 1 / (residual * residual) : 1;
    weights[row] = weight;
    sum += weight;
  }
  const scale = rows / sum;
  for (let row = 0; row < rows; row += 1) weights[row] = (weights[row] ?? 0) * scale;
}
