import { decimalOf, numberOf, rescaled } from './decimal.ts';
import { Misuse } from './error.ts';
import type { Quantity } from './quantity.ts';
import { daysIn, type Precision, startOf, type Temporal } from './temporal.ts';

/** UCUM's definite durations that may be added to a date: years and months of UCUM are averages and may not. */
const definite: Readonly<Record<string, string>> = {
  wk: 'week',
  d: 'day',
  h: 'hour',
  min: 'minute',
  s: 'second',
  ms: 'millisecond',
};

const precisionOf: Readonly<Record<string, Precision>> = {
  year: 1,
  month: 2,
  week: 3,
  day: 3,
  hour: 4,
  minute: 5,
  second: 6,
  millisecond: 7,
};

function unitOf({ unit, calendar }: Quantity): string {
  const name = calendar ? unit : Object.hasOwn(definite, unit) ? definite[unit] : undefined;
  if (name === undefined || !Object.hasOwn(precisionOf, name))
    throw new Misuse(`'${unit}' cannot be added to a date or time`, `“${unit}”不能与日期或时间相加`);
  return name;
}

/** Milliseconds in a unit; a month counts as 30 days and a year as 365 where a coarse date meets a finer unit. */
const length: Readonly<Record<string, number>> = {
  year: 31_536_000_000,
  month: 2_592_000_000,
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
const unitOfPrecision = ['', 'year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;

/** The amount in the unit of a coarser date, cut to whole ones: 23 months are one year. */
function coarsened(amount: number, unit: string, to: string): number {
  const exact = unit === 'month' && to === 'year' ? amount / 12 : (amount * (length[unit] ?? 0)) / (length[to] ?? 1);
  return Math.trunc(exact);
}

/**
 * A date or time moved by a duration; null when it leaves the years 1 to 9999. Fractions count for seconds and milliseconds
 * only. Throws Misuse for units that cannot be added. Source: FHIRPath N1, Date/Time Arithmetic.
 */
export function addDuration(time: Temporal, duration: Quantity, back: boolean): Temporal | null {
  const unit = unitOf(duration);
  const wanted = precisionOf[unit] ?? 7;
  if (time.kind === 'Time' && wanted < 4) throw new Misuse(`${unit} cannot be added to a time of day`, `${unit} 不能与时刻相加`);
  const value = decimalOf(duration.value);
  const kept = numberOf(rescaled(value, wanted === 6 ? 3 : 0, 'truncate'));
  const amount = back ? -kept : kept;
  const coarse = unitOfPrecision[time.precision];
  if (time.precision >= wanted || time.precision >= 6) return moved(time, amount, unit);
  return moved(time, coarsened(amount, unit, coarse), coarse);
}

function moved(time: Temporal, amount: number, unit: string): Temporal | null {
  if (unit === 'year' || unit === 'month') {
    const months = time.year * 12 + time.month - 1 + amount * (unit === 'year' ? 12 : 1);
    const [year, month] = [Math.floor(months / 12), (((months % 12) + 12) % 12) + 1];
    return year < 1 || year > 9999 ? null : { ...time, year, month, day: Math.min(time.day, daysIn(year, month)) };
  }
  const shifted = new Date(startOf({ ...time, zone: 0 }) + amount * (length[unit] ?? 0));
  const year = shifted.getUTCFullYear();
  if (time.kind !== 'Time' && !(year >= 1 && year <= 9999)) return null;
  const millisecond = shifted.getUTCMilliseconds();
  const digits = String(millisecond).padStart(3, '0');
  const finer = millisecond > 0 && time.precision === 6;
  return {
    ...time,
    ...(time.kind !== 'Time' && { year, month: shifted.getUTCMonth() + 1, day: shifted.getUTCDate() }),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds(),
    millisecond,
    fraction: time.precision === 7 || finer ? digits : '',
    precision: finer ? 7 : time.precision,
  };
}
