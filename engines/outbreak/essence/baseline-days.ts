import type { CountSeries, Judged } from '../series.ts';

export interface EssenceOptions {
  /** Days of the baseline. */
  readonly baseline: number;
  /** Days left out between the baseline and the day judged, 0 to 6. */
  readonly guard: number;
  /** An alarm (red) is a day as unlikely as this, one-sided. */
  readonly alpha: number;
  /** A day as unlikely as this is worth a look (yellow). */
  readonly warning: number;
}

export const usualEssence: EssenceOptions = { baseline: 28, guard: 2, alpha: 0.01, warning: 0.05 };

/** ESSENCE's colours; grey where nothing can be said. */
export type Colour = 'grey' | 'blue' | 'yellow' | 'red';

export interface EssenceJudged extends Judged {
  readonly colour: Colour;
  /** Deviation over its error, by which the day is judged. */
  readonly statistic: number | null;
}

/** Days of the baseline of day `at` that may be learnt from, the earliest first: those of the window that are not excluded. */
export function baselineDays({ excluded }: CountSeries, at: number, { baseline, guard }: EssenceOptions): number[] {
  const days: number[] = [];
  for (let day = Math.max(0, at - guard - baseline); day < at - guard; day += 1) if (!excluded?.has(day)) days.push(day);
  return days;
}

export const colourOf = (p: number | null, { alpha, warning }: EssenceOptions): Colour => {
  if (p === null) return 'grey';
  if (p < alpha) return 'red';
  return p < warning ? 'yellow' : 'blue';
};

export const greyDay = (at: number): EssenceJudged => ({
  at,
  expected: null,
  upper: null,
  alarm: false,
  p: null,
  colour: 'grey',
  statistic: null,
});
