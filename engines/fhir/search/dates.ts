/** From lo (inclusive) to hi (exclusive), milliseconds since 1970-01-01T00:00Z. */
export interface Span {
  readonly lo: number;
  readonly hi: number;
}

const shape = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/**
 * The time a date, dateTime or instant covers by its own precision: `2013` is a year, `2013-01-14T10:00` a minute. What has no zone
 * is read in the server's, given in minutes east of UTC. Undefined for what is no date. FHIR R4 search, "date".
 */
export function readDate(text: string, zone: number): Span | undefined {
  const fast = plainDate(text, zone);
  if (fast) return fast;
  const match = shape.exec(text);
  if (!match) return undefined;
  const [, year = '', month, day, hour, minute, second, fraction, offset] = match;
  const [y, mo, d, h, mi, s] = [year, month ?? '1', day ?? '1', hour ?? '0', minute ?? '0', second ?? '0'].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (mo < 1 || mo > 12 || d < 1 || d > daysIn(y, mo) || h > 23 || mi > 59 || s > 60) return undefined;
  const east = offset === undefined ? zone : minutesOf(offset);
  if (east === undefined) return undefined;
  const digits = fraction?.slice(0, 3) ?? '';
  const part = digits === '' ? 0 : Number(digits.padEnd(3, '0'));
  const lo = utc(y, mo, d) + ((h * 60 + mi - east) * 60 + s) * 1000 + part;
  if (fraction !== undefined) return { lo, hi: lo + 10 ** (3 - digits.length) };
  if (second !== undefined) return { lo, hi: lo + 1000 };
  if (hour !== undefined) return { lo, hi: lo + 60_000 };
  return {
    lo,
    hi: (day !== undefined ? utc(y, mo, d + 1) : month !== undefined ? utc(y, mo + 1, 1) : utc(y + 1, 1, 1)) - east * 60_000,
  };
}

/** The two shapes nearly all stored dates have, without a regular expression: a day, and a second with `Z` or an offset. */
function plainDate(text: string, zone: number): Span | undefined {
  const { length } = text;
  if ((length !== 10 && length !== 20 && length !== 25) || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45)
    return undefined;
  const year = digitsAt(text, 0) * 100 + digitsAt(text, 2);
  const month = digitsAt(text, 5);
  const day = digitsAt(text, 8);
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month))) return undefined;
  const midnight = utc(year, month, day);
  if (length === 10) return { lo: midnight - zone * 60_000, hi: midnight - zone * 60_000 + 86_400_000 };
  if (text.charCodeAt(10) !== 84 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return undefined;
  const hour = digitsAt(text, 11);
  const minute = digitsAt(text, 14);
  const second = digitsAt(text, 17);
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return undefined;
  const east = length === 20 ? (text.charCodeAt(19) === 90 ? 0 : undefined) : minutesOf(text.slice(19));
  if (east === undefined) return undefined;
  const lo = midnight + ((hour * 60 + minute - east) * 60 + second) * 1000;
  return { lo, hi: lo + 1000 };
}

/** Two decimal digits; NaN when there are none. */
function digitsAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function minutesOf(offset: string): number | undefined {
  if (offset === 'Z') return 0;
  const hours = digitsAt(offset, 1);
  const minutes = digitsAt(offset, 4);
  const sign = offset.charCodeAt(0);
  if (!(hours <= 14 && minutes <= 59) || offset.charCodeAt(3) !== 58 || (sign !== 43 && sign !== 45)) return undefined;
  return (sign === 45 ? -1 : 1) * (hours * 60 + minutes);
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const daysIn = (year: number, month: number): number => (month === 2 && isLeap(year) ? 29 : (lengths[month - 1] ?? 0));

/** Midnight UTC, also of the years 0 to 99 that Date.UTC takes for 1900 to 1999; month and day may run over. */
function utc(year: number, month: number, day: number): number {
  if (year > 99) return Date.UTC(year, month - 1, day);
  return Date.UTC(year + 400, month - 1, day) - 12_622_780_800_000;
}
