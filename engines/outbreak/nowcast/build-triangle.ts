/** Cases by the step in which they fell ill and how many steps later they were known. */
export interface ReportingTriangle {
  /** Steps of illness; the last is the one that has just ended. */
  readonly steps: number;
  /** Delays kept apart: 0 to `delays` - 1. Later reports are in the last one. */
  readonly delays: number;
  /** Row by row, a step of illness each; what cannot be known yet (step + delay past the last step) is 0. */
  readonly cases: Float64Array;
}

/**
 * The triangle of cases with whole numbers of steps of illness and report, both counted from the same first step. Reports after `now`, and illnesses before
 * step 0 or after `now`, are not yet or no longer looked at; a report before the illness is a mistake and counts as of no delay.
 */
export function buildTriangle(
  cases: Iterable<{ readonly onset: number; readonly reported: number }>,
  { now, delays }: { readonly now: number; readonly delays: number },
): ReportingTriangle {
  const steps = now + 1;
  const table = new Float64Array(steps * delays);
  for (const { onset, reported } of cases) {
    if (onset < 0 || onset > now || reported > now) continue;
    const delay = Math.max(0, Math.min(delays - 1, reported - onset));
    const place = onset * delays + delay;
    table[place] = (table[place] ?? 0) + 1;
  }
  return { steps, delays, cases: table };
}
