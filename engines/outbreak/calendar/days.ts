const length = 86_400_000;

/** Days since 1970-01-01 of `YYYY-MM-DD`; null for what is no day. */
export function dayOf(text: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return null;
  const day = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / length;
  return dateOf(day) === text ? day : null;
}

/** `YYYY-MM-DD` of a day counted from 1970-01-01. */
export const dateOf = (day: number): string => new Date(day * length).toISOString().slice(0, 10);

export const yearOf = (day: number): number => new Date(day * length).getUTCFullYear();

/** The first of January. */
export const newYear = (year: number): number => Date.UTC(year, 0, 1) / length;

/** 0 on Mondays to 6 on Sundays: 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

export const mondayOf = (day: number): number => day - weekdayOf(day);
