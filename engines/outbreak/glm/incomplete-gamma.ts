import { logGamma } from './log-gamma.ts';

/** Σ x^n / (a (a+1) … (a+n)), Abramowitz & Stegun 6.5.29. */
function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 100_000 && term > sum * 1e-17; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** The continued fraction of the upper tail, Abramowitz & Stegun 6.5.31, by Lentz's method. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 100_000; n += 1) {
    const step = -n * (n - a);
    b += 2;
    d = 1 / (step * d + b);
    c = b + step / c;
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

const front = (a: number, x: number): number => Math.exp(a * Math.log(x) - x - logGamma(a));

/** P(a, x): the share of a gamma distribution of shape a > 0 and rate 1 that lies below x ≥ 0. */
export function lowerGamma(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? front(a, x) * series(a, x) : 1 - front(a, x) * fraction(a, x);
}

/** Q(a, x) = 1 − P(a, x), exact where it is small. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - front(a, x) * series(a, x) : front(a, x) * fraction(a, x);
}
