import { lowerGamma, upperGamma } from '../glm/incomplete-gamma.ts';
import { logGamma } from '../glm/log-gamma.ts';
import { normalQuantile } from '../glm/normal.ts';

/** ln of a first value: Wilson and Hilferty's cube of a normal variable, or the power law that holds near 0. */
function roughly(share: number, shape: number): number {
  const root = 1 - 1 / (9 * shape) - normalQuantile(share) / (3 * Math.sqrt(shape));
  if (shape >= 1 && root > 0.2) return Math.log(shape) + 3 * Math.log(root);
  return (Math.log(share) + logGamma(shape + 1)) / shape;
}

/**
 * The x with P(X ≤ x) = `share` (between 0 and 1) of a gamma variable of that shape and scale, to about 1e-13 of x: Newton's steps on ln x, held
 * inside a bracket that only narrows.
 */
export function gammaQuantile(share: number, shape: number, scale: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return Number.POSITIVE_INFINITY;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let at = roughly(share, shape);
  for (let step = 0; step < 100; step += 1) {
    const x = Math.exp(at);
    const off = share > 0.5 ? 1 - share - upperGamma(shape, x) : lowerGamma(shape, x) - share;
    if (off > 0) high = at;
    else low = at;
    const slope = Math.exp(shape * at - x - logGamma(shape));
    let next = at - Math.max(-1, Math.min(1, off / slope));
    if (!(next >= low && next <= high)) next = (low + high) / 2;
    if (Math.abs(next - at) < 1e-14) return Math.exp(next) * scale;
    at = next;
  }
  return Math.exp(at) * scale;
}
