import type { Random } from '../random.ts';

const ms = 86_400_000;

/** Days since 1970-01-01 of `YYYY-MM-DD` or `YYYYMMDD`. */
export const toDays = (day: string): number =>
  day.length === 10
    ? Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) / ms
    : Date.UTC(Number(day.slice(0, 4)), Number(day.slice(4, 6)) - 1, Number(day.slice(6))) / ms;

interface Written {
  readonly iso: string;
  readonly plain: string;
  /** As a number: `YYYYMMDD`. */
  readonly number: number;
}

/** A city has some forty thousand days and asks for each a thousand times: what a day is written as is worked out once. */
const known = new Map<number, Written>();

function written(days: number): Written {
  const there = known.get(days);
  if (there) return there;
  const iso = new Date(days * ms).toISOString().slice(0, 10);
  const plain = iso.replaceAll('-', '');
  const made = { iso, plain, number: Number(plain) };
  known.set(days, made);
  return made;
}

/** `YYYY-MM-DD`. */
export const isoDay = (days: number): string => written(days).iso;

/** `YYYYMMDD`, as births are written. */
export const plainDay = (days: number): string => written(days).plain;

/** A whole number from `low` to `high`, both included; `low` where there is none between. */
export const between = (random: Random, low: number, high: number): number =>
  high <= low ? low : low + Math.floor(random() * (high - low + 1));

/** Whole years from a birth to a day, both as days since 1970. */
export const ageOn = (born: number, day: number): number => Math.floor((written(day).number - written(born).number) / 10_000);
