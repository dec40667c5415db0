import { anchorByDate } from '../farrington/anchor-by-date.ts';
import type { Anchor } from '../farrington/baseline.ts';
import { yearOf } from './days.ts';
import { lunarNewYear } from './lunar-new-year.ts';

/** Days around the Lunar New Year that move with it: from four weeks before to five weeks after, about the travel season (春运) and the week that follows. */
export const usualReach = { before: 28, after: 35 } as const;

/** The Lunar New Year a day is near to, or null. */
function nearNewYear(day: number, reach: { readonly before: number; readonly after: number }): number | null {
  const year = yearOf(day);
  for (const candidate of [year, year + 1]) {
    const feast = lunarNewYear(candidate);
    if (day >= feast - reach.before && day <= feast + reach.after) return candidate;
  }
  return null;
}

/**
 * Which step of an earlier year a step is compared with, for daily or weekly series: near the Lunar New Year the one as far from that year's, so that a
 * week before the feast meets a week before the feast; elsewhere the one nearest to the same date. `firstDay` is the first day of the first step, as days
 * since 1970-01-01. A week is placed by its Thursday.
 */
export function alignToNewYear(
  firstDay: number,
  daysPerStep: 1 | 7,
  reach: { readonly before: number; readonly after: number } = usualReach,
): Anchor {
  const byDate = anchorByDate(firstDay, daysPerStep);
  const middle = daysPerStep === 7 ? 3 : 0;
  return (at, yearsBack) => {
    const day = firstDay + at * daysPerStep + middle;
    const year = nearNewYear(day, reach);
    if (year === null) return byDate(at, yearsBack);
    const then = lunarNewYear(year - yearsBack) + (day - lunarNewYear(year));
    return Math.floor((then - firstDay) / daysPerStep);
  };
}
