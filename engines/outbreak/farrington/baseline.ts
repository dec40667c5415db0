import type { CountSeries } from '../series.ts';

/** Which step of a year so many years ago a step is compared with, by its place in the series. */
export type Anchor = (at: number, yearsBack: number) => number;

/** Where the past of a step is looked for. */
export interface BaselineShape {
  readonly years: number;
  readonly halfWindow: number;
  readonly periods: number;
  readonly leaveOut: number;
  readonly anchor?: Anchor | undefined;
}

/** Rows of one fit, kept from one fit to the next so that nothing is made anew. */
export interface Baseline {
  rows: number;
  /** How many seasonal levels there may be; the step itself is in level 0. */
  levels: number;
  readonly counts: Float64Array;
  /** Steps from the judged one: negative. */
  readonly time: Float64Array;
  readonly level: Uint8Array;
  readonly weights: Float64Array;
  largest: number;
}

/** The steps before the oldest window's beginning that the past would need; below 0 the past is too short. */
function firstOf(at: number, { years, halfWindow, anchor }: BaselineShape, frequency: number): number {
  return (anchor ? anchor(at, years) : at - years * frequency) - halfWindow;
}

export const emptyBaseline = (room: number): Baseline => ({
  rows: 0,
  levels: 1,
  counts: new Float64Array(room),
  time: new Float64Array(room),
  level: new Uint8Array(room),
  weights: new Float64Array(room),
  largest: 0,
});

/**
 * Fills in what a step is compared with: around the same season of earlier years (one level, Farrington et al. 1996) or also the rest of each
 * year, cut into levels of about equal length (Noufaily et al. 2013). False where the past is too short or too little of it may be learnt from.
 */
export function fillBaseline(
  into: Baseline,
  { counts, frequency, excluded }: CountSeries,
  at: number,
  shape: BaselineShape,
): boolean {
  const { years, halfWindow, periods, leaveOut, anchor } = shape;
  into.rows = 0;
  into.levels = periods;
  into.largest = 0;
  if (firstOf(at, shape, frequency) < 0) return false;
  const end = at - leaveOut;
  for (let back = years; back >= 1; back -= 1) {
    const centre = anchor ? anchor(at, back) : at - back * frequency;
    const next = back === 1 ? at : anchor ? anchor(at, back - 1) : at - (back - 1) * frequency;
    const windowEnd = centre + halfWindow + 1;
    const gap = next - halfWindow - windowEnd;
    const last = Math.min(periods > 1 ? next - halfWindow : windowEnd, end);
    for (let step = centre - halfWindow; step < last; step += 1) {
      if (excluded?.has(step)) continue;
      const row = into.rows;
      const count = counts[step] ?? 0;
      into.counts[row] = count;
      into.time[row] = step - at;
      into.level[row] = step < windowEnd ? 0 : 1 + Math.floor(((step - windowEnd) * (periods - 1)) / gap);
      if (count > into.largest) into.largest = count;
      into.rows = row + 1;
    }
  }
  return true;
}
