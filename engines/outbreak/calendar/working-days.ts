import { dayOf, weekdayOf } from './days.ts';

/** What a government's yearly notice on holidays says of a day: off (放假), or worked though it is a weekend (调休上班). */
export interface Arrangement {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly off: boolean;
}

export type DayKind = 'workday' | 'weekend' | 'holiday';

/** The arrangements by day; a date that is none is left out. */
export function readArrangements(arrangements: Iterable<Arrangement>): ReadonlyMap<number, boolean> {
  const days = new Map<number, boolean>();
  for (const { date, off } of arrangements) {
    const day = dayOf(date);
    if (day !== null) days.set(day, off);
  }
  return days;
}

/** What kind of day it is: as arranged, else by the day of the week. Weekend days of a holiday are holiday, weekend days worked are workdays. */
export function kindOfDay(day: number, arranged: ReadonlyMap<number, boolean>): DayKind {
  const off = arranged.get(day);
  if (off !== undefined) return off ? 'holiday' : 'workday';
  return weekdayOf(day) >= 5 ? 'weekend' : 'workday';
}

/** The kinds of the steps of a daily series that begins on a day. */
export const kindsOfSteps = (first: number, steps: number, arranged: ReadonlyMap<number, boolean>): DayKind[] =>
  Array.from({ length: steps }, (_, at) => kindOfDay(first + at, arranged));

/**
 * The steps of a daily series whose kind is not what their day of the week says, holidays and worked weekends: what a method that knows days of the week
 * (`judgeByRegression`) should not learn from.
 */
export function oddSteps(first: number, steps: number, arranged: ReadonlyMap<number, boolean>): Set<number> {
  const odd = new Set<number>();
  for (let at = 0; at < steps; at += 1) {
    const off = arranged.get(first + at);
    if (off !== undefined && off !== weekdayOf(first + at) >= 5) odd.add(at);
    else if (off === true) odd.add(at);
  }
  return odd;
}

/** The steps of periods given by their first and last date, both included, for a series of daily or weekly steps: 2020 to 2022, say. A step that is partly inside counts. */
export function stepsOfPeriods(
  first: number,
  steps: number,
  daysPerStep: 1 | 7,
  periods: Iterable<{ readonly from: string; readonly until: string }>,
): Set<number> {
  const inside = new Set<number>();
  for (const { from, until } of periods) {
    const [begin, end] = [dayOf(from), dayOf(until)];
    if (begin === null || end === null) continue;
    const last = Math.min(steps - 1, Math.floor((end - first) / daysPerStep));
    for (let at = Math.max(0, Math.floor((begin - first) / daysPerStep)); at <= last; at += 1) inside.add(at);
  }
  return inside;
}
