import { lowerGamma } from '../glm/incomplete-gamma.ts';

/**
 * Chances that the serial interval is 0, 1, 2 … steps, for a gamma distributed interval of that mean (above 1) and standard deviation, shifted by one step
 * so that nobody infects within the same one (Cori et al. 2013, Am J Epidemiol 178:1505, web appendix 11). `length` values from 0 on; they sum to 1 as the
 * length grows.
 */
export function discretiseInterval(mean: number, deviation: number, length: number): Float64Array {
  const shape = ((mean - 1) / deviation) ** 2;
  const scale = deviation ** 2 / (mean - 1);
  const below = (k: number): number => (k <= 0 ? 0 : lowerGamma(shape, k / scale));
  const belowNext = (k: number): number => (k <= 0 ? 0 : lowerGamma(shape + 1, k / scale));
  return Float64Array.from({ length }, (_, k) =>
    Math.max(
      0,
      k * below(k) +
        (k - 2) * below(k - 2) -
        2 * (k - 1) * below(k - 1) +
        shape * scale * (2 * belowNext(k - 1) - belowNext(k - 2) - belowNext(k)),
    ),
  );
}
