import type { Total } from '@songhua/engine-city';
import type { AreaFigure } from '../contract.ts';

/**
 * Of 100 residents of Jilin Province how many were 0 to 14 years old: 第七次全国人口普查公报（第五号）, 2021. The counties’ own shares differ, so
 * what is reckoned with it is no fact of any of them.
 */
const childrenOfHundred = 11.71;

/** The children of the generated city: in every area with published residents as many as in the province at large. */
export const estimateChildren = (totals: readonly Total[], asOf: string): readonly AreaFigure[] =>
  totals
    .filter(({ measure }) => measure === 'population')
    .map(({ area, value }) => ({
      area,
      measure: 'children',
      asOf,
      value: Math.round((value * childrenOfHundred) / 100),
      evidence: 'synthetic',
      source: `按全省 0–14 岁占 ${childrenOfHundred}% 估算`,
    }));
