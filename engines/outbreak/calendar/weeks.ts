import { dateOf, mondayOf, newYear, yearOf } from './days.ts';

export interface Week {
  /** Year that has most days of the week. */
  readonly year: number;
  /** 1 to 53. */
  readonly week: number;
  /** Its Monday, as days since 1970-01-01. */
  readonly monday: number;
}

/**
 * The week of ISO 8601 that a day is in: Monday to Sunday, week 1 is the one with the year's first Thursday. Reporting weeks in China run from Monday to
 * Sunday too; that they are numbered the same way was not checked against the original rule, so compare by Monday where numbers matter.
 */
export function weekOf(day: number): Week {
  const monday = mondayOf(day);
  const year = yearOf(monday + 3);
  const first = mondayOf(newYear(year) + 3);
  return { year, week: (monday - first) / 7 + 1, monday };
}

/** The Monday of a week, or null where the year has no such week. */
export function mondayOfWeek(year: number, week: number): number | null {
  const monday = mondayOf(newYear(year) + 3) + (week - 1) * 7;
  const found = weekOf(monday);
  return Number.isInteger(week) && week >= 1 && found.year === year ? monday : null;
}

/** `2026-W08` of the week a day is in. */
export const weekName = (day: number): string => {
  const { year, week } = weekOf(day);
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
};

/** First and last day of a reporting week, as dates. */
export const reportingWeek = (day: number): { readonly from: string; readonly until: string } => ({
  from: dateOf(mondayOf(day)),
  until: dateOf(mondayOf(day) + 6),
});
