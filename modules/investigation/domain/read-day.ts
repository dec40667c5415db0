const written = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/;
const serial = /^\d{5}$/;
/** Day 0 of Excel's calendar, which counts a 29 February 1900 that never was. */
const excelZero = Date.UTC(1899, 11, 30);

const two = (part: number): string => String(part).padStart(2, '0');

/** A day as people write it or as a spreadsheet counts it (1900 system), as an ISO day; null: it is none, or outside 1900 to 2100. */
export function readDay(typed: string): string | null {
  const value = typed.normalize('NFKC').trim();
  if (serial.test(value)) {
    const at = new Date(excelZero + Number(value) * 86_400_000).toISOString().slice(0, 10);
    return at < '2101' ? at : null;
  }
  const parts = written.exec(value);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const at = new Date(Date.UTC(year, month - 1, day));
  const isThere = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isThere && year >= 1900 && year <= 2100 ? `${year}-${two(month)}-${two(day)}` : null;
}

/** The day so many days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Days from one to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
