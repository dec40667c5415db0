export type TemporalKind = 'Date' | 'DateTime' | 'Time';

/** 1 year, 2 month, 3 day, 4 hour, 5 minute, 6 second, 7 millisecond: the last part that was written. */
export type Precision = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A date, time of day or both, as far as it is known. Parts beyond `precision` hold their least value. */
export interface Temporal {
  readonly kind: TemporalKind;
  readonly precision: Precision;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Milliseconds, with a fraction where more digits were written. */
  readonly millisecond: number;
  /** Digits of the second's fraction as written. */
  readonly fraction: string;
  /** Minutes east of Greenwich; null when no zone is given. */
  readonly zone: number | null;
}

const datePattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const timePattern = /^(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?$/;
const dateTimePattern = /^(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:T(?:([\d:.]+?)(Z|[+-]\d\d:\d\d)?)?)?$/;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const daysIn = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (monthDays[month - 1] ?? 31));

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly precision: 1 | 2 | 3;
}

function readDate(text: string): DateParts | null {
  const match = datePattern.exec(text);
  if (!match) return null;
  const [, y = '', m, d] = match;
  const [year, month, day] = [Number(y), m === undefined ? 1 : Number(m), d === undefined ? 1 : Number(d)];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  return { year, month, day, precision: d === undefined ? (m === undefined ? 1 : 2) : 3 };
}

interface TimeParts {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly fraction: string;
  readonly precision: 4 | 5 | 6 | 7;
}

function readTime(text: string): TimeParts | null {
  const match = timePattern.exec(text);
  if (!match) return null;
  const [, h, m, s, fraction = ''] = match;
  const [hour, minute, second] = [Number(h), Number(m ?? 0), Number(s ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return null;
  const precision = fraction !== '' ? 7 : s !== undefined ? 6 : m !== undefined ? 5 : 4;
  return { hour, minute, second, millisecond: fraction === '' ? 0 : Number(`0.${fraction}`) * 1000, fraction, precision };
}

const noTime = { hour: 0, minute: 0, second: 0, millisecond: 0, fraction: '' };
const noDate = { year: 1970, month: 1, day: 1 };

export function parseDate(text: string): Temporal | null {
  const date = readDate(text);
  return date && { kind: 'Date', ...noTime, ...date, zone: null };
}

export function parseTime(text: string): Temporal | null {
  const time = readTime(text);
  return time && { kind: 'Time', ...noDate, ...time, zone: null };
}

function zoneOf(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(4, 6))];
  if (hours > 14 || minutes > 59) return;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

/** Reads FHIR's dateTime and instant and FHIRPath's forms of it, `2015T` and `2015-02-04T14` among them. */
export function parseDateTime(text: string): Temporal | null {
  const match = dateTimePattern.exec(text);
  if (!match) return null;
  const [, d = '', t, z] = match;
  const date = readDate(d);
  const time = t === undefined ? undefined : readTime(t);
  const zone = zoneOf(z);
  if (!date || time === null || zone === undefined || (time && date.precision !== 3)) return null;
  return time ? { kind: 'DateTime', ...date, ...time, zone } : { kind: 'DateTime', ...noTime, ...date, zone };
}

const two = (value: number): string => String(value).padStart(2, '0');

export function zoneText(zone: number | null): string {
  if (zone === null) return '';
  if (zone === 0) return 'Z';
  const minutes = Math.abs(zone);
  return `${zone < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}

function dateText({ year, month, day, precision }: Temporal): string {
  const head = String(year).padStart(4, '0');
  return precision === 1 ? head : precision === 2 ? `${head}-${two(month)}` : `${head}-${two(month)}-${two(day)}`;
}

function clockText({ hour, minute, second, fraction, precision }: Temporal): string {
  const head = precision === 4 ? two(hour) : `${two(hour)}:${two(minute)}`;
  return precision < 6 ? head : `${head}:${two(second)}${precision === 7 ? `.${fraction}` : ''}`;
}

/** Without `@`: `2015-02-04T14:34+08:00`, `14:34`. */
export function temporalText(value: Temporal): string {
  if (value.kind === 'Time') return clockText(value);
  if (value.kind === 'Date' || value.precision <= 3) return dateText(value);
  return `${dateText(value)}T${clockText(value)}${zoneText(value.zone)}`;
}

/** Milliseconds since 1970 of the first instant it may mean, read in its own zone or, without one, in Greenwich's. */
export function startOf(value: Temporal): number {
  const { year, month, day, hour, minute, second, millisecond, zone } = value;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() + ((hour * 60 + minute - (zone ?? 0)) * 60 + second) * 1000 + millisecond;
}

/** The first instant after those it may mean. A fraction of a second counts as exact. */
function endOf(value: Temporal, start: number): number {
  const { precision, year, month } = value;
  if (precision >= 6) return start + 1;
  if (precision === 5) return start + 60_000;
  if (precision === 4) return start + 3_600_000;
  const days = precision === 3 ? 1 : precision === 2 ? daysIn(year, month) : isLeap(year) ? 366 : 365;
  return start + days * 86_400_000;
}

const hour = 3_600_000;

/**
 * Order of two dates or times; undefined when what is written does not tell: different precision with the finer inside the
 * coarser, or one without a zone so near the other that zones (UTC-12 to UTC+14) decide. Seconds and milliseconds are one
 * precision. Source: FHIRPath N1, Comparison.
 */
export function compareTemporal(a: Temporal, b: Temporal): -1 | 0 | 1 | undefined {
  const [startA, startB] = [startOf(a), startOf(b)];
  const mixed = (a.zone === null) !== (b.zone === null);
  if (!mixed && Math.min(a.precision, 6) === Math.min(b.precision, 6)) return startA < startB ? -1 : startA > startB ? 1 : 0;
  const [loA, hiA] = widened(a, startA, mixed);
  const [loB, hiB] = widened(b, startB, mixed);
  return hiA <= loB ? -1 : hiB <= loA ? 1 : undefined;
}

function widened(value: Temporal, start: number, mixed: boolean): [number, number] {
  const end = endOf(value, start);
  return mixed && value.zone === null ? [start - 14 * hour, end + 12 * hour] : [start, end];
}
