const digit = (text: string, at: number): number => {
  const c = text.charCodeAt(at) - 0x30;
  return c >= 0 && c <= 9 ? c : Number.NaN;
};

const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);

const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Length of the date that the text begins with (4, 7 or 10) when such a day exists in the Gregorian calendar, else 0. */
function dateLength(text: string): number {
  const year = two(text, 0) * 100 + two(text, 2);
  if (!(year > 0)) return 0;
  if (text.length === 4) return 4;
  const month = two(text, 5);
  if (text.charCodeAt(4) !== 0x2d || !(month >= 1 && month <= 12)) return 0;
  if (text.length === 7) return 7;
  const day = two(text, 8);
  if (text.charCodeAt(7) !== 0x2d || !(day >= 1 && day <= (monthLengths[month - 1] ?? 0))) return 0;
  return month === 2 && day === 29 && !isLeap(year) ? 0 : 10;
}

/** End of the time `hh:mm:ss(.f+)` that begins at `from`; 0 when there is none. A leap second (60) is allowed. */
function timeEnd(text: string, from: number): number {
  const valid =
    two(text, from) <= 23 &&
    text.charCodeAt(from + 2) === 0x3a &&
    two(text, from + 3) <= 59 &&
    text.charCodeAt(from + 5) === 0x3a &&
    two(text, from + 6) <= 60;
  if (!valid) return 0;
  let end = from + 8;
  if (text.charCodeAt(end) !== 0x2e) return end;
  end += 1;
  const first = end;
  while (digit(text, end) >= 0) end += 1;
  return end > first ? end : 0;
}

/** `Z` or an offset of at most 14 hours stands from `from` to the end. */
function isZone(text: string, from: number): boolean {
  const c = text.charCodeAt(from);
  if (c === 0x5a) return text.length === from + 1;
  if ((c !== 0x2b && c !== 0x2d) || text.length !== from + 6 || text.charCodeAt(from + 3) !== 0x3a) return false;
  const hours = two(text, from + 1);
  const minutes = two(text, from + 4);
  return (hours <= 13 && minutes <= 59) || (hours === 14 && minutes === 0);
}

function isMoment(text: string): boolean {
  if (text.length < 20 || text.charCodeAt(10) !== 0x54 || dateLength(text) !== 10) return false;
  const end = timeEnd(text, 11);
  return end > 0 && isZone(text, end);
}

/** FHIR date: a year, month or day that exists. https://hl7.org/fhir/R4/datatypes.html#date */
export const isDate = (text: string): boolean => text.length <= 10 && dateLength(text) === text.length && text.length > 0;

/** FHIR dateTime: a date, or a day with time and zone. */
export const isDateTime = (text: string): boolean => (text.length <= 10 ? isDate(text) : isMoment(text));

/** FHIR instant: day, time to the second or finer, and zone. */
export const isInstant = isMoment;

/** FHIR time: hh:mm:ss with optional fraction, no zone. */
export const isTime = (text: string): boolean => text.length >= 8 && timeEnd(text, 0) === text.length;
