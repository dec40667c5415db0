import { seasonalSteps } from '../baseline/seasonal-steps.ts';
import { overdispersedQuantile, overdispersedTail } from '../glm/count-distributions.ts';
import { normalQuantile } from '../glm/normal.ts';
import type { CountSeries, Judged } from '../series.ts';
import { referenceSystems } from './reference-systems.ts';

export interface BayesOptions {
  readonly system: 1 | 2 | 3;
  /** Chance of a false alarm in one step, one-sided. */
  readonly alpha: number;
}

/**
 * The Bayesian system of Riebler (2004) as described by Höhle (2007, Comput Stat 22:571): n reference counts from a Poisson distribution, Jeffreys' prior
 * on its mean; the next count is then negative binomial with size Σy + ½ and mean (Σy + ½)/n, and more than its upper quantile is an alarm.
 */
export function judgeByBayes(series: CountSeries, range: readonly number[], { system, alpha }: BayesOptions): Judged[] {
  const z = normalQuantile(alpha);
  return range.map((at) => {
    const steps = seasonalSteps(series, at, referenceSystems[system]);
    if (steps === null) return { at, expected: null, upper: null, alarm: false, p: null };
    let sum = 0.5;
    for (const step of steps) sum += series.counts[step] ?? 0;
    const mean = sum / steps.length;
    const dispersion = 1 + 1 / steps.length;
    const count = series.counts[at] ?? 0;
    const upper = overdispersedQuantile(alpha, z, mean, dispersion);
    return { at, expected: mean, upper, alarm: count > upper, p: overdispersedTail(count, mean, dispersion) };
  });
}
