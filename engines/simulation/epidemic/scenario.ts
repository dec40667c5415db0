/** From a day on, transmission is multiplied by a factor. */
export interface Step {
  /** Days from the last day of the history: 1 is the first forecast day. */
  readonly day: number;
  readonly factor: number;
}

export interface EpidemicModel {
  /** Mean and standard deviation of the reproduction number as it is now; it is drawn once for each run (gamma). A deviation of 0: always the mean. */
  readonly reproduction: { readonly mean: number; readonly deviation: number };
  /** Chances of generation intervals of 0, 1, 2 … days; w(0) is left out. */
  readonly interval: ArrayLike<number>;
  /** Size k of the negative binomial, variance μ + μ²/k; Infinity: Poisson. */
  readonly dispersion: number;
  /** Which share of the cases is reported, above 0 to 1. The history is of reported cases. */
  readonly reported: number;
  /** Steps stand one after the other: the newest that has begun holds. */
  readonly steps: readonly Step[];
  /** Cases a day (reported or not) that come from elsewhere, from the first forecast day on. */
  readonly imported?: number;
  /** All cases of a run together are never more: nobody is infected twice within a forecast. */
  readonly people?: number;
}

/** The factor of a forecast day, 1 the first. */
export function factorOn(steps: readonly Step[], day: number): number {
  let last: Step | null = null;
  for (const step of steps) if (step.day <= day && (last === null || step.day >= last.day)) last = step;
  return last?.factor ?? 1;
}
