import type { SeasonalWindow } from '../baseline/seasonal-steps.ts';

/** Which steps the three usual systems of RKI and Bayes learn from (Höhle 2007, Comput Stat 22:571): six recent ones; those and thirteen of last year; nine of each of two years. */
export const referenceSystems: Readonly<Record<1 | 2 | 3, SeasonalWindow>> = {
  1: { years: 0, halfWidth: 6, thisYear: 6 },
  2: { years: 1, halfWidth: 6, thisYear: 6 },
  3: { years: 2, halfWidth: 4, thisYear: 0 },
};
