import { discretiseInterval } from '@songhua/engine-outbreak';

/** Where a figure comes from, and whether somebody compared it with that text. */
export interface Sourced<T> {
  readonly value: T;
  readonly source: string;
  readonly verified: boolean;
}

/** A duration in days: gamma distributed with this mean and standard deviation. */
export interface Duration {
  readonly mean: number;
  readonly deviation: number;
}

/** A stretch of a stay in one kind of bed. */
export interface Leg<Kind extends string> {
  readonly kind: Kind;
  readonly stay: Sourced<Duration>;
}

/** One way through the hospital, with the chance that whoever is admitted goes it, by age group. */
export interface Pathway<Kind extends string> {
  readonly chance: Sourced<readonly number[]>;
  readonly legs: readonly Leg<Kind>[];
}

/** What a disease asks of hospitals. Age groups are those of `ages`, oldest last; each list has one value for each. */
export interface Course<Kind extends string> {
  /** Shares of the cases by age group; they sum to 1. */
  readonly ages: Sourced<readonly number[]>;
  /** Chance that a case is admitted, by age group. */
  readonly admission: Sourced<readonly number[]>;
  /** From the day a case counts to admission. */
  readonly delay: Sourced<Duration>;
  /** The chances of all pathways sum to 1 in each age group; what is missing to 1 takes no bed. */
  readonly pathways: readonly Pathway<Kind>[];
}

/**
 * Chances that a duration lasts 0, 1, 2 … whole days when it begins at any hour of a day: the mean stays what it was, so occupancy obeys
 * Little's law to the digit. A deviation of 0 is spread over the two whole days around the mean.
 */
export function wholeDays({ mean, deviation }: Duration): Float64Array {
  if (mean <= 0) return Float64Array.of(1);
  if (deviation <= 0) {
    const low = Math.floor(mean);
    const days = new Float64Array(low + 2);
    days[low] = low + 1 - mean;
    days[low + 1] = mean - low;
    return days;
  }
  const length = Math.ceil(mean + 25 * deviation) + 2;
  const days = discretiseInterval(mean + 1, deviation, length + 1).slice(1);
  // Beyond 25 deviations lies next to nothing; it stands on the last day, so that nobody is lost.
  days[length - 1] = (days[length - 1] ?? 0) + 1 - days.reduce((sum, chance) => sum + chance, 0);
  return days;
}
