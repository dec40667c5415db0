import { ok, type Result, refuse } from '@songhua/kernel';

/** Days that a review may be laid aside at most: what nobody wants to judge must not vanish. */
const mostDaysAside = 90;

const dayLong = 86_400_000;
const offset = 8 * 3_600_000;

/** The day of Beijing that a moment lies in, ISO. */
const dayOf = (at: number): string => new Date(at + offset).toISOString().slice(0, 10);

/** When a review comes back that is laid aside until a day (ISO, of Beijing): at its beginning. Tomorrow at the earliest, in `mostDaysAside` days at the latest. */
export function decideDeferral(until: string, now: Date): Result<Date> {
  const [first, last] = [dayOf(now.getTime() + dayLong), dayOf(now.getTime() + mostDaysAside * dayLong)];
  if (until < first || until > last) return refuse('identity.unfit-day', { first, last });
  return ok(new Date(`${until}T00:00:00+08:00`));
}
