/** Dates as FHIR writes them: `2026`, `2026-03`, `2026-03-01` or an instant with its zone. A date without one is the city's. */

const cityZone = '+08:00';
const day = 24 * 60 * 60 * 1000;

/** The first day of a year, a month or a day that is written without a time. */
const padded = (when: string): string =>
  when.length === 4 ? `${when}-01-01` : when.length === 7 ? `${when}-01` : when.slice(0, 10);

function readMoment(when: string): number | null {
  const text = when.includes('T') ? when : `${padded(when)}T00:00:00${cityZone}`;
  const ms = Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}${cityZone}`);
  return Number.isNaN(ms) ? null : ms;
}

/** Dates read before: a record is ordered by its dates again and again. It stays bounded. */
const known = new Map<string, number | null>();

/** The first moment that a date may mean, ms since 1970; of what is no date nothing. */
export function momentOf(when: string | null | undefined): number | null {
  if (when === null || when === undefined || when === '') return null;
  const before = known.get(when);
  if (before !== undefined) return before;
  const moment = readMoment(when);
  if (known.size >= 20_000) known.clear();
  known.set(when, moment);
  return moment;
}

/** The day on which a moment falls in the city, `2026-03-01`. */
export const dayOf = (moment: number | Date): string => new Date(Number(moment) + 8 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** The day on which something told as a date or an instant falls in the city: `2026-01-01T00:30:00+08:00` and `2025-12-31T16:30:00Z` on the 1st; undefined where it is no date. */
export function cityDayOf(when: string | null | undefined): string | undefined {
  const moment = momentOf(when);
  return moment === null ? undefined : dayOf(moment);
}

/** A date as it was recorded, an instant on the city's clock to the minute: `2026-01-01 00:30`. What is neither stays as it is. */
export function cityTextOf(when: string): string {
  const moment = /^\d{4}-\d\d-\d\dT/.test(when) ? momentOf(when) : null;
  return moment === null ? when : new Date(moment + 8 * 60 * 60 * 1000).toISOString().slice(0, 16).replace('T', ' ');
}

/** The later ones first; what bears no date last. */
export function byLatest(a: string | null | undefined, b: string | null | undefined): number {
  const [one, other] = [momentOf(a), momentOf(b)];
  if (one === other) return 0;
  if (one === null) return 1;
  return other === null ? -1 : other - one;
}

export const earliest = (all: readonly (string | null | undefined)[]): string | null =>
  all.flatMap((one) => one ?? []).sort((a, b) => -byLatest(a, b))[0] ?? null;

export const latest = (all: readonly (string | null | undefined)[]): string | null =>
  all.flatMap((one) => one ?? []).sort(byLatest)[0] ?? null;

/** Whole days from one date to another, counting neither twice: 0 on the same day. */
export function daysBetween(from: string | null | undefined, until: string | null | undefined): number | null {
  const [begin, end] = [momentOf(from), momentOf(until)];
  if (begin === null || end === null) return null;
  return Math.round((Date.parse(dayOf(end)) - Date.parse(dayOf(begin))) / day);
}

/** Whole months from one day to another. */
export function monthsBetween(from: string, until: string): number {
  const [y = 0, m = 1, d = 1] = (cityDayOf(from) ?? '').split('-').map(Number);
  const [y2 = 0, m2 = 1, d2 = 1] = (cityDayOf(until) ?? '').split('-').map(Number);
  return (y2 - y) * 12 + (m2 - m) - (d2 < d ? 1 : 0);
}

export const plusDays = (moment: number, days: number): number => moment + days * day;
