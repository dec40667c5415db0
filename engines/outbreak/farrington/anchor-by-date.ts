import type { Anchor } from './baseline.ts';

const day = 86_400_000;

/**
 * The step of an earlier year that begins nearest to the same day of the same month, for weekly or daily steps: years have 52 or 53 weeks. `firstDay` is the first
 * step's first day, in days from 1970-01-01; 29 February is looked for on 1 March.
 */
export function anchorByDate(firstDay: number, daysPerStep: number): Anchor {
  return (at, yearsBack) => {
    const date = new Date((firstDay + at * daysPerStep) * day);
    const then = Date.UTC(date.getUTCFullYear() - yearsBack, date.getUTCMonth(), date.getUTCDate()) / day;
    return Math.round((then - firstDay) / daysPerStep);
  };
}
