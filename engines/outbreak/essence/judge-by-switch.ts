import type { CountSeries } from '../series.ts';
import type { EssenceJudged } from './baseline-days.ts';
import { type EwmaOptions, judgeByEwma } from './judge-by-ewma.ts';
import { judgeByRegression } from './judge-by-regression.ts';

export interface SwitchOptions extends EwmaOptions {
  /** The regression judges a day where it explains at least this share of the baseline's variance (adjusted R²). */
  readonly leastR2: number;
}

export interface SwitchJudged extends EssenceJudged {
  readonly by: 'regression' | 'ewma' | null;
}

/** ESSENCE's usual method for syndromes: regression where trend and day of the week explain the baseline well enough, otherwise the moving averages. */
export function judgeBySwitch(series: CountSeries, range: readonly number[], options: SwitchOptions): SwitchJudged[] {
  const regression = judgeByRegression(series, range, options);
  return judgeByEwma(series, range, options).map((averages, i) => {
    const fit = regression[i];
    if (fit && fit.p !== null && (fit.adjustedR2 ?? 0) >= options.leastR2) {
      const { adjustedR2: _, ...judged } = fit;
      return { ...judged, by: 'regression' };
    }
    return { ...averages, by: averages.p === null ? null : 'ewma' };
  });
}
