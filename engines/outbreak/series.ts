/** Counts of one thing at one place, at equal steps of time without gaps, the oldest first. */
export interface CountSeries {
  /** Cases in each step; whole numbers from 0. */
  readonly counts: ArrayLike<number>;
  /** Steps in a year: 52 for weeks, 365 for days. */
  readonly frequency: number;
  /** Steps of which nothing may be learnt (2020 to 2022, say), by index; they are judged all the same. */
  readonly excluded?: ReadonlySet<number>;
}

/** What a method says of one step. */
export interface Judged {
  /** Place of the step in the series. */
  readonly at: number;
  /** Cases that were to be expected; null where the past was too short or too poor to say. */
  readonly expected: number | null;
  /** More cases than this are an alarm; null where nothing can be said. */
  readonly upper: number | null;
  readonly alarm: boolean;
  /** How likely so many cases or more were if nothing is going on, one-sided; null where the method has no such number. */
  readonly p: number | null;
}

/** A method over a range of steps. What it learns of a step it learns from steps before it: a later step never changes an earlier answer. */
export type Detect<Options> = (series: CountSeries, range: readonly number[], options: Options) => readonly Judged[];
