import { lowerGamma, upperGamma } from './incomplete-gamma.ts';

/** P(Z ≥ z) of a standard normal variable. */
export function normalTail(z: number): number {
  const half = (z * z) / 2;
  return z >= 0 ? upperGamma(0.5, half) / 2 : 0.5 + lowerGamma(0.5, half) / 2;
}

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** A first value, good to 4.5e-4 (Abramowitz & Stegun 26.2.23), for 0 < p ≤ 0.5. */
function roughly(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p));
  return t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

/** The z above which a standard normal variable lies with chance `tail` in (0, 1), to about 1e-14: Halley's steps on the exact tail. */
export function normalQuantile(tail: number): number {
  if (!(tail > 0 && tail < 1)) throw new RangeError(`tail is a chance between 0 and 1, not ${tail}`);
  if (tail > 0.5) return -normalQuantile(1 - tail);
  let z = roughly(tail);
  for (let step = 0; step < 3; step += 1) {
    const off = (normalTail(z) - tail) / density(z);
    z += off / (1 - (z * off) / 2);
  }
  return z;
}
