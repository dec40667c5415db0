import type { Completeness, Sentinel } from '../contract.ts';

const dayMs = 86_400_000;
const shift = (day: string, days: number): string => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => shift(day, -((new Date(Date.parse(day)).getUTCDay() + 6) % 7));

type Rhythm = Pick<Sentinel, 'every' | 'since' | 'until'>;

/**
 * The periods a sentinel owed counts of by today, the newest first, `most` of them at most: days up to yesterday, or weeks (their Mondays) that were
 * over yesterday. A week counts from the first whole one on.
 */
export function duePeriods({ every, since, until }: Rhythm, today: string, most: number): string[] {
  const step = every === 'day' ? 1 : 7;
  const first = every === 'day' || mondayOf(since) === since ? since : shift(mondayOf(since), 7);
  const over = every === 'day' ? shift(today, -1) : shift(mondayOf(today), -7);
  const end = until !== null && until < shift(over, step - 1) ? until : shift(over, step - 1);
  const last = every === 'day' ? end : mondayOf(end);
  const periods: string[] = [];
  for (let day = last; day >= first && periods.length < most; day = shift(day, -step))
    if (shift(day, step - 1) <= end) periods.push(day);
  return periods;
}

/** How completely the counts of due periods (the newest first) came. `firstAt`: the day in Beijing on which the counts of a period first came. */
export function measureCompleteness(
  { every }: Pick<Sentinel, 'every'>,
  periods: readonly string[],
  firstAt: ReadonlyMap<string, string>,
): Completeness {
  const came = periods.filter((day) => firstAt.has(day));
  const grace = every === 'day' ? 1 : 7;
  const missing = periods.findIndex((day) => firstAt.has(day));
  return {
    due: periods.length,
    came: came.length,
    late: came.filter((day) => (firstAt.get(day) ?? '') > shift(day, grace)).length,
    missing: missing < 0 ? periods.length : missing,
    last: came[0] ?? null,
  };
}

/** From so many missing periods in a row on a sentinel is silent. */
export const silentFrom = 2;
