import { lunarBirthday } from '../noise/lunar-birthday.ts';
import type { Random } from '../random.ts';
import { type SeasonName, seasonOf } from './seasons.ts';

const dayMs = 86_400_000;

/** Days since 1970-01-01 of `YYYYMMDD` or `YYYY-MM-DD`. */
export function dayOf(text: string): number {
  const digits = text.length === 8 ? text : text.replaceAll('-', '');
  return Date.UTC(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)) - 1, Number(digits.slice(6, 8))) / dayMs;
}

const print = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** Sunday first: 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

const clock = Array.from({ length: 1440 }, (_, minute) => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `T${two(Math.floor(minute / 60))}:${two(minute % 60)}:00+08:00`;
});

/** How likely things fall on which day. */
export type Rhythm = 'clinic' | 'elective' | 'any';

const weekdays: Readonly<Record<Rhythm, readonly number[]>> = {
  clinic: [0.6, 1.28, 1.13, 1.08, 1.06, 1.04, 0.81],
  elective: [0.35, 1.45, 1.3, 1.2, 1.15, 1.05, 0.5],
  any: [0.98, 1.04, 1, 1, 1, 1, 0.98],
};

/** What of the usual day remains on holidays. */
const quiet: Readonly<Record<Rhythm, number>> = { clinic: 0.4, elective: 0.2, any: 0.95 };

export interface Calendar {
  /** The first and the last day, as days since 1970. */
  readonly first: number;
  readonly last: number;
  /** `YYYY-MM-DD` of a day, within the period or not. */
  readonly text: (day: number) => string;
  /** A moment in China's time: minute of the day from 0 to 1439. */
  readonly moment: (day: number, minute: number) => string;
  /** Week of the year from 0 to 52. */
  readonly week: (day: number) => number;
  /** How many ordinary days those from `from` to `until` (both included) are worth by a season and rhythm; 0 when they turn round. */
  readonly weight: (season: SeasonName, rhythm: Rhythm, from: number, until: number) => number;
  /** One of these days, as likely as season, weekday and holidays say. `from` must not lie after `until`. */
  readonly draw: (season: SeasonName, rhythm: Rhythm, from: number, until: number, random: Random) => number;
}

/** The days of the Spring Festival, eve to the sixth day, and of the national holiday, of the years around a period. */
function holidaysOf(first: number, last: number): ReadonlySet<number> {
  const days = new Set<number>();
  for (let year = Number(print(first).slice(0, 4)); year <= Number(print(last).slice(0, 4)); year += 1) {
    for (let day = dayOf(`${year}0120`); day <= dayOf(`${year}0221`); day += 1)
      if (lunarBirthday(print(day).replaceAll('-', '')).endsWith('0101')) for (let at = -1; at < 7; at += 1) days.add(day + at);
    for (let at = 0; at < 7; at += 1) days.add(dayOf(`${year}1001`) + at);
    days.add(dayOf(`${year}0101`));
  }
  return days;
}

/** The days of a period with their weights. */
export function makeCalendar(from: string, until: string): Calendar {
  const first = dayOf(from);
  const last = dayOf(until);
  const texts = Array.from({ length: last - first + 1 }, (_, at) => print(first + at));
  const holidays = holidaysOf(first, last);
  const text = (day: number): string => texts[day - first] ?? print(day);
  const weeks = texts.map((one) => Math.floor((dayOf(one) - dayOf(`${one.slice(0, 4)}0101`)) / 7));
  const sums = new Map<string, Float64Array>();
  /** Sums of the weights of all days before each. */
  const summed = (season: SeasonName, rhythm: Rhythm): Float64Array => {
    const key = season + rhythm;
    const known = sums.get(key);
    if (known) return known;
    const made = new Float64Array(texts.length + 1);
    for (let at = 0; at < texts.length; at += 1) {
      const held = holidays.has(first + at) ? quiet[rhythm] : 1;
      const weight = seasonOf(season, texts[at] ?? '') * (weekdays[rhythm][weekdayOf(first + at)] ?? 1) * held;
      made[at + 1] = (made[at] ?? 0) + weight;
    }
    sums.set(key, made);
    return made;
  };
  const within = (day: number): number => Math.min(last + 1, Math.max(first, day)) - first;
  return {
    first,
    last,
    text,
    moment: (day, minute) => text(day) + (clock[minute] ?? clock[0]),
    week: (day) => weeks[day - first] ?? 0,
    weight: (season, rhythm, a, b) => {
      const sum = summed(season, rhythm);
      return b < a ? 0 : (sum[within(b + 1)] ?? 0) - (sum[within(a)] ?? 0);
    },
    draw: (season, rhythm, a, b, random) => {
      const sum = summed(season, rhythm);
      let [low, high] = [within(a), within(b)];
      const aim = (sum[low] ?? 0) + random() * ((sum[high + 1] ?? 0) - (sum[low] ?? 0));
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((sum[middle + 1] ?? 0) > aim) high = middle;
        else low = middle + 1;
      }
      return first + low;
    },
  };
}
