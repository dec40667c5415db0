const day = 86_400_000;
const eightHours = 8 * 3_600_000;

/** The calendar day it is in Beijing (UTC+8, no summer time) at this moment, as `2020-12-31`. */
export const dayInBeijing = (now: Date): string => new Date(now.getTime() + eightHours).toISOString().slice(0, 10);

const toDays = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / day;

/** Days from one ISO date to another; below 0 when the second is earlier. */
export const daysBetween = (from: string, to: string): number => toDays(to) - toDays(from);

/** The ISO date so many days later. */
export const addDays = (iso: string, days: number): string => new Date((toDays(iso) + days) * day).toISOString().slice(0, 10);

export interface Month {
  readonly first: string;
  readonly last: string;
}

/** First and last day of a month written `2026-02`, or of one so many months later. */
export function monthOf(month: string, later = 0): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const first = new Date(Date.UTC(year, number - 1 + later, 1));
  const next = new Date(Date.UTC(year, number + later, 1));
  return { first: first.toISOString().slice(0, 10), last: addDays(next.toISOString().slice(0, 10), -1) };
}
