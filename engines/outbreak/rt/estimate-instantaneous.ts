import { gammaQuantile } from '../distributions/gamma-quantile.ts';
import { infectivity } from './infectivity.ts';

export interface InstantaneousOptions {
  /** Steps over which the number is taken to be constant. */
  readonly window: number;
  /** Mean and standard deviation of the gamma prior. */
  readonly priorMean: number;
  readonly priorDeviation: number;
  /** Which quantiles to give, between 0 and 1. */
  readonly quantiles: readonly number[];
  /** Of the cases of each step, those infected elsewhere: they infect others here, but nobody here infected them (Thompson et al. 2019, Epidemics 29:100356). */
  readonly imported?: ArrayLike<number>;
}

export const usualInstantaneous: InstantaneousOptions = {
  window: 7,
  priorMean: 5,
  priorDeviation: 5,
  quantiles: [0.025, 0.25, 0.5, 0.75, 0.975],
};

export interface ReproductionNumber {
  /** First and last step of the window. */
  readonly from: number;
  readonly at: number;
  /** Null where the first cases are younger than one mean serial interval: nobody can be expected to have been infected by them yet. */
  readonly mean: number | null;
  readonly deviation: number | null;
  /** In the order they were asked for; empty where the mean is null. */
  readonly quantiles: readonly number[];
  /** Cases of the window that were infected here. */
  readonly cases: number;
}

/**
 * Instantaneous reproduction number of Cori et al. (2013, Am J Epidemiol 178:1505): cases of a window are Poisson with mean R·Λ, R has a gamma prior, so its
 * posterior is gamma with shape a + ΣI and rate 1/b + ΣΛ. The first window begins with the second step, whose cases can have been infected by those of
 * the first. `interval` holds the chances of serial intervals of 0, 1, 2 … steps, w(0) = 0: from `discretiseInterval`, or counted.
 */
export function estimateInstantaneous(
  incidence: ArrayLike<number>,
  interval: ArrayLike<number>,
  options: InstantaneousOptions,
): ReproductionNumber[] {
  const { window, imported } = options;
  const shape = (options.priorMean / options.priorDeviation) ** 2;
  const scale = options.priorDeviation ** 2 / options.priorMean;
  const pressure = infectivity(incidence, interval);
  let meanInterval = 0;
  for (let k = 0; k < interval.length; k += 1) meanInterval += k * (interval[k] ?? 0);
  const found: ReproductionNumber[] = [];
  let [cases, weight] = [0, 0];
  const local = (at: number): number => (incidence[at] ?? 0) - (imported?.[at] ?? 0);
  for (let at = 1; at < incidence.length; at += 1) {
    cases += local(at);
    weight += pressure[at] ?? 0;
    const from = at - window + 1;
    if (from < 1) continue;
    if (from > 1) {
      cases -= local(from - 1);
      weight -= pressure[from - 1] ?? 0;
    }
    if (at + 1 <= meanInterval) {
      found.push({ from, at, mean: null, deviation: null, quantiles: [], cases });
      continue;
    }
    const a = shape + cases;
    const b = 1 / (1 / scale + Math.max(0, weight));
    const quantiles = options.quantiles.map((share) => gammaQuantile(share, a, b));
    found.push({ from, at, mean: a * b, deviation: Math.sqrt(a) * b, quantiles, cases });
  }
  return found;
}
