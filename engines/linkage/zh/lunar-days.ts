/** The Chinese calendar's month and day of a Gregorian one, by the tables of the runtime's own calendars (Unicode CLDR). */
const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' });
const known = new Map<string, string>();

/**
 * The day of the Chinese calendar on which a Gregorian day fell, as `YYYYMMDD` with its year named as the Gregorian one it begins in; a leap
 * month is written as the month it repeats, as people write it. Null for what is no day.
 */
export function lunarDay(day: string): string | null {
  const kept = known.get(day);
  if (kept !== undefined) return kept || null;
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(4, 6)), Number(day.slice(6, 8))];
  const at = new Date(Date.UTC(year, month - 1, date));
  const is = day.length === 8 && at.getUTCMonth() === month - 1 && at.getUTCDate() === date && year > 1880 && year < 2100;
  const parts = is ? lunar.formatToParts(at) : [];
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const found = is
    ? `${part('relatedYear').padStart(4, '0')}${String(Number.parseInt(part('month'), 10)).padStart(2, '0')}${part('day').padStart(2, '0')}`
    : '';
  known.set(day, found);
  return found || null;
}
