import { logGamma, logRising } from './log-gamma.ts';

const tiny = 1e-300;

/** The continued fraction of Abramowitz & Stegun 26.5.8, by Lentz's method. */
function fraction(x: number, a: number, b: number): number {
  const turn = (step: number): number => (Math.abs(step) < tiny ? tiny : step);
  let c = 1;
  let d = 1 / turn(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 20_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / turn(1 + even * d);
    c = turn(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / turn(1 + odd * d);
    c = turn(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
}

/**
 * The regularised incomplete beta function I_x(a, b), a and b > 0. `rest` is 1 − x, given apart because it may be too small to be had by subtracting;
 * I_rest(b, a) is then the other tail, as exact as this one.
 */
export function incompleteBeta(x: number, rest: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const logBeta = a < b ? logGamma(a) - logRising(b, a) : logGamma(b) - logRising(a, b);
  const logX = x < 0.5 ? Math.log(x) : Math.log1p(-rest);
  const logRest = x < 0.5 ? Math.log1p(-x) : Math.log(rest);
  const front = Math.exp(a * logX + b * logRest - logBeta);
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(rest, b, a)) / b;
}
