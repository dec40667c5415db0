import type { Figures } from '../contract.ts';

/**
 * What was published of the national system's (CIDARS) signals, to stand beside one's own. As read in public summaries of the papers, not compared
 * with the originals. Where only some of the figures were published, the others are left out.
 */
export const publishedFigures: Figures['published'] = [
  {
    title: { zh: '国家系统 2008.7–2010.6，移动百分位数法', en: 'National system, July 2008 – June 2010, moving percentile' },
    source:
      'CIDARS 2008–2010: 531,357 signals, 1.65 per county-week, 1.24 % suspected, 1,594 confirmed; all 28 diseases: 97.13 % answered, median 1.1 h',
    verified: false,
    signals: 531_357,
    perCountyWeek: 1.65,
    answered: 0.9713,
    medianHours: 1.1,
    suspected: 0.0124,
    confirmed: 1594 / 531_357,
  },
  {
    title: { zh: '国家系统 2014 年', en: 'National system, 2014' },
    source: 'CIDARS 2014: 386,578 signals of 33 diseases, 99.24 % answered, median 1.0 h',
    verified: false,
    signals: 386_578,
    answered: 0.9924,
    medianHours: 1.0,
  },
  {
    title: { zh: '国家系统 2016 年', en: 'National system, 2016' },
    source: 'CIDARS 2016: 325,208 signals, 99.40 % answered, 92.44 % within 24 h, 4.91 % suspected (single cases included)',
    verified: false,
    signals: 325_208,
    answered: 0.994,
    within24Hours: 0.9244,
    suspected: 0.0491,
  },
];
