import type { Random } from '../random.ts';

const ms = 86_400_000;

/** Days since 1970-01-01 of `YYYY-MM-DD` or `YYYYMMDD`. */
export const toDays = (day: string): number =>
  day.length === 10
    ? Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) / ms
    : Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6))) / ms;

/** `YYYY-MM-DD`. */
export const isoDay = (days: number): string => new Date(days * ms).toISOString().slice(0, 10);

/** `YYYYMMDD`, as births are written. */
export const plainDay = (days: number): string => isoDay(days).replaceAll('-', '');

/** A whole number from `low` to `high`, both included; `low` where there is none between. */
export const between = (random: Random, low: number, high: number): number =>
  high <= low ? low : low + Math.floor(random() * (high - low + 1));

/** Whole years from a birth to a day, both as days since 1970. */
export function ageOn(born: number, day: number): number {
  const [b, d] = [new Date(born * ms), new Date(day * ms)];
  const years = d.getUTCFullYear() - b.getUTCFullYear();
  const before = d.getUTCMonth() < b.getUTCMonth() || (d.getUTCMonth() === b.getUTCMonth() && d.getUTCDate() < b.getUTCDate());
  return years - (before ? 1 : 0);
}
