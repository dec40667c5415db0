import { seasonalSteps } from '../baseline/seasonal-steps.ts';
import type { CountSeries, Judged } from '../series.ts';
import { referenceSystems } from './reference-systems.ts';

/** Upper 95 % limits for the mean of a Poisson variable of which 0 to 20 was seen (Crow and Gardner 1959, Biometrika 46:441). */
export const crowGardnerUpper: readonly number[] = [
  3.285, 5.323, 6.686, 8.102, 9.598, 11.177, 12.817, 13.765, 14.921, 16.768, 17.633, 19.05, 20.335, 21.364, 22.945, 23.762, 25.4,
  26.306, 27.735, 28.966, 30.017,
];

/**
 * The first routine system of the Robert Koch Institute, as described by Höhle (2007, Comput Stat 22:571): more than the mean of the reference steps and
 * twice their standard deviation; where the mean is 20 or less, more than the Crow–Gardner limit of the mean rounded down. No p-value.
 */
export function judgeByRki(series: CountSeries, range: readonly number[], { system }: { readonly system: 1 | 2 | 3 }): Judged[] {
  return range.map((at) => {
    const steps = seasonalSteps(series, at, referenceSystems[system]);
    if (steps === null || steps.length < 2) return { at, expected: null, upper: null, alarm: false, p: null };
    let sum = 0;
    for (const step of steps) sum += series.counts[step] ?? 0;
    const mean = sum / steps.length;
    let squares = 0;
    for (const step of steps) squares += ((series.counts[step] ?? 0) - mean) ** 2;
    const upper = mean > 20 ? mean + 2 * Math.sqrt(squares / (steps.length - 1)) : (crowGardnerUpper[Math.floor(mean)] ?? null);
    return { at, expected: mean, upper, alarm: upper !== null && (series.counts[at] ?? 0) > upper, p: null };
  });
}
