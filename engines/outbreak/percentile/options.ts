import type { Anchor } from '../farrington/baseline.ts';
import type { Judged } from '../series.ts';

export interface PercentileOptions {
  /** Past years looked at: 3 (15 points) as CIDARS began, or 5 (25 points). */
  readonly years: number;
  /** Periods to either side of the same one of an earlier year. */
  readonly halfWidth: number;
  /** More than this percentile of the past is an alarm; 0 to 100, by disease. */
  readonly percentile: number;
  /** With fewer past years than this the recent past stands in for them. */
  readonly leastYears: number;
  /** Recent periods that stand in, the last one left out; with fewer nothing is said. 0: nothing is ever said without past years. */
  readonly coldStart: number;
  /** Where years are not all of `frequency` steps, or move with the Lunar New Year: see `anchorByDate` and `alignToNewYear`. */
  readonly anchor?: Anchor;
}

export const usualPercentile: PercentileOptions = { years: 5, halfWidth: 2, percentile: 80, leastYears: 2, coldStart: 15 };

export interface PercentileJudged extends Judged {
  /** What the threshold was learnt from: as many years as asked for, fewer, or the recent past of a new series. */
  readonly basis: 'years' | 'fewer-years' | 'recent' | null;
  /** Number of past periods it was learnt from. */
  readonly points: number;
}
