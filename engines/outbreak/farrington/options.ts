import type { Anchor, BaselineShape } from './baseline.ts';

/** How the fit becomes an upper bound; the names are those of R's `surveillance`. */
export type BoundMethod = 'nbPlugin' | 'muan' | 'delta';

/** Noufaily et al. 2013, or with other values Farrington et al. 1996. */
export interface FlexibleOptions extends BaselineShape {
  /** Years to go back. */
  readonly years: number;
  /** Steps on either side of the same step of an earlier year that are its season. */
  readonly halfWindow: number;
  /** Levels a year is cut into; 1: nothing is learnt from other seasons. */
  readonly periods: number;
  /** Steps before the judged one that nothing is learnt from: an outbreak may have begun. */
  readonly leaveOut: number;
  /** Whether rows that an outbreak seems to have raised count less in a second fit. */
  readonly reweight: boolean;
  /** Anscombe residuals above this make a row count less. */
  readonly weightsThreshold: number;
  /** Whether there may be a trend at all. */
  readonly trend: boolean;
  /** The trend is kept where its p-value is below this; 1 keeps it always. */
  readonly trendThreshold: number;
  readonly method: BoundMethod;
  /**
   * By what residuals the standard errors of mean and trend are scaled: Pearson's (the dispersion), as in the papers, or the relative ones,
   * as `farringtonFlexible` of R's `surveillance` 1.20 does. Matters for `muan`, `delta` and a `trendThreshold` below 1 only.
   */
  readonly errorsBy: 'pearson' | 'relative';
  /** Chance of an alarm when nothing is going on, one-sided. */
  readonly alpha: number;
  /** No alarm with fewer cases than this in so many last steps, the judged one among them. */
  readonly fewest: { readonly cases: number; readonly steps: number };
  /** Where years are not all of `frequency` steps: see `anchorByDate`. */
  readonly anchor?: Anchor;
}

export const usualFlexible: FlexibleOptions = {
  years: 5,
  halfWindow: 3,
  periods: 10,
  leaveOut: 26,
  reweight: true,
  weightsThreshold: 2.58,
  trend: true,
  trendThreshold: 1,
  method: 'nbPlugin',
  errorsBy: 'relative',
  alpha: 0.01,
  fewest: { cases: 5, steps: 4 },
};

const rules: readonly (readonly [string, (options: FlexibleOptions, frequency: number) => boolean, en: string, zh: string])[] = [
  ['years', ({ years }) => Number.isInteger(years) && years >= 1 && years <= 50, 'a whole number from 1 to 50', '1 至 50 的整数'],
  [
    'halfWindow',
    ({ halfWindow }, frequency) => Number.isInteger(halfWindow) && halfWindow >= 0 && 2 * halfWindow + 1 <= frequency,
    'a whole number from 0 to less than half a year',
    '0 至不足半年步数的整数',
  ],
  [
    'periods',
    ({ periods, halfWindow }, frequency) =>
      Number.isInteger(periods) && periods >= 1 && periods <= 200 && periods - 1 <= frequency - 2 * halfWindow - 1,
    'a whole number from 1 to 200, one step or more each',
    '1 至 200 的整数，且每段至少一步',
  ],
  ['leaveOut', ({ leaveOut }) => Number.isInteger(leaveOut) && leaveOut >= 0, 'a whole number from 0', '不小于 0 的整数'],
  ['weightsThreshold', ({ weightsThreshold }) => weightsThreshold > 0, 'above 0', '大于 0'],
  ['trendThreshold', ({ trendThreshold }) => trendThreshold >= 0 && trendThreshold <= 1, 'from 0 to 1', '0 至 1'],
  [
    'method',
    ({ method }) => ['nbPlugin', 'muan', 'delta'].includes(method),
    'nbPlugin, muan or delta',
    'nbPlugin、muan 或 delta',
  ],
  ['errorsBy', ({ errorsBy }) => ['pearson', 'relative'].includes(errorsBy), 'pearson or relative', 'pearson 或 relative'],
  ['alpha', ({ alpha }) => alpha >= 1e-9 && alpha <= 0.5, 'from 1e-9 to 0.5', '1e-9 至 0.5'],
  ['fewest.cases', ({ fewest }) => fewest.cases >= 0, '0 or more', '不小于 0'],
  [
    'fewest.steps',
    ({ fewest }) => Number.isInteger(fewest.steps) && fewest.steps >= 1,
    'a whole number from 1',
    '不小于 1 的整数',
  ],
];

/** Throws a RangeError that names the option; its cause says the same in Chinese. */
export function checkFlexible(options: FlexibleOptions, frequency: number): void {
  if (!(Number.isInteger(frequency) && frequency >= 1 && frequency <= 366))
    throw new RangeError(`frequency is 1 to 366, not ${frequency}`);
  for (const [field, fits, en, zh] of rules)
    if (!fits(options, frequency)) throw new RangeError(`${field} is ${en}`, { cause: { zh: `${field} 应为${zh}` } });
}
