import { overdispersedTail } from '../glm/count-distributions.ts';
import { normalQuantile } from '../glm/normal.ts';
import { studentTail } from '../glm/student.ts';
import type { CountSeries, Judged } from '../series.ts';
import { type Baseline, emptyBaseline, fillBaseline } from './baseline.ts';
import { boundOf } from './bound.ts';
import { fitSeasonTrend, type SeasonTrendFit } from './fit-season-trend.ts';
import { checkFlexible, type FlexibleOptions } from './options.ts';
import { reweigh } from './reweigh.ts';

/** A judgement with what the fit found; null where there was none. */
export interface FarringtonJudged extends Judged {
  /** Variance over mean of a count, 1 or more. */
  readonly dispersion: number | null;
  /** Growth a step on the scale of logarithms; null without a trend. */
  readonly slope: number | null;
}

function fitTwice(
  baseline: Baseline,
  withTrend: boolean,
  { reweight, weightsThreshold }: FlexibleOptions,
): SeasonTrendFit | null {
  baseline.weights.fill(1, 0, baseline.rows);
  const first = fitSeasonTrend(baseline, withTrend);
  if (!first || !reweight) return first;
  reweigh(baseline, Math.max(1, first.dispersion), weightsThreshold);
  return fitSeasonTrend(baseline, withTrend);
}

/** What turns a variance for dispersion 1 into that of an estimate. */
const scaleOf = ({ dispersion, relativeSpread }: SeasonTrendFit, { errorsBy }: FlexibleOptions): number =>
  errorsBy === 'pearson' ? dispersion : relativeSpread;

/** A trend is kept where it is significant, at least three years bear it, and it leads nowhere the past has not been. */
function keepsTrend(fit: SeasonTrendFit, { largest }: Baseline, options: FlexibleOptions): boolean {
  const { slope, slopeVariance, freedom, logMean } = fit;
  if (slope === null || options.years < 3 || Math.exp(logMean) > largest) return false;
  if (options.trendThreshold === 1) return true;
  const t = Math.abs(slope) / Math.sqrt(slopeVariance * scaleOf(fit, options));
  return 2 * studentTail(t, freedom) < options.trendThreshold;
}

/** The model that is believed: with a trend if it deserves one. */
function chooseFit(baseline: Baseline, options: FlexibleOptions): SeasonTrendFit | null {
  const trending = options.trend ? fitTwice(baseline, true, options) : null;
  return trending && keepsTrend(trending, baseline, options) ? trending : fitTwice(baseline, false, options);
}

const nothingToSay = (at: number): FarringtonJudged => ({
  at,
  expected: null,
  upper: null,
  alarm: false,
  p: null,
  dispersion: null,
  slope: null,
});

/**
 * What is said where the whole past has no case, of which no regression can be made: none are expected. The chance is that of a count after so
 * many empty steps when nothing was known before them (Jeffreys's prior: negative binomial of size 1/2 and mean 1/2n).
 */
function afterNothing(at: number, count: number, rows: number, enough: boolean): FarringtonJudged {
  const p = overdispersedTail(count, 1 / (2 * rows), 1 + 1 / rows);
  return { at, expected: 0, upper: enough ? 0 : null, alarm: enough && count > 0, p, dispersion: 1, slope: null };
}

/** Cases in the last steps, the judged one among them. */
function casesUpTo({ counts }: CountSeries, at: number, steps: number): number {
  let sum = 0;
  for (let step = Math.max(0, at - steps + 1); step <= at; step += 1) sum += counts[step] ?? 0;
  return sum;
}

/** Room for the rows of a fit; where anchors go by date a year may have a step more. */
const roomFor = (
  { frequency }: CountSeries,
  { years, halfWindow }: { readonly years: number; readonly halfWindow: number },
): Baseline => emptyBaseline((years + 1) * (frequency + 2) + 2 * halfWindow + 1);

/**
 * More cases than the season, the trend and chance explain (Noufaily et al. 2013, Statistics in Medicine 32:1206; with one period and the `delta` bound
 * Farrington et al. 1996, JRSS A 159:547). Where too few cases came of late the bound is null and there is no alarm, though an expectation is
 * given. Throws a RangeError for an option out of range.
 */
export function farringtonFlexible(
  series: CountSeries,
  range: readonly number[],
  options: FlexibleOptions,
): readonly FarringtonJudged[] {
  checkFlexible(options, series.frequency);
  const baseline = roomFor(series, options);
  const z = normalQuantile(options.alpha);
  return range.map((at) => {
    if (!fillBaseline(baseline, series, at, options)) return nothingToSay(at);
    const count = series.counts[at] ?? 0;
    const enough = casesUpTo(series, at, options.fewest.steps) >= options.fewest.cases;
    if (baseline.largest === 0 && baseline.rows > options.periods + 1) return afterNothing(at, count, baseline.rows, enough);
    const fit = chooseFit(baseline, options);
    if (!fit) return nothingToSay(at);
    const dispersion = Math.max(1, fit.dispersion);
    const logVariance = fit.logVariance * (options.errorsBy === 'pearson' ? dispersion : fit.relativeSpread);
    const { upper, p } = boundOf(options.method, count, fit.logMean, logVariance, dispersion, { alpha: options.alpha, z });
    const told = enough ? upper : null;
    return { at, expected: Math.exp(fit.logMean), upper: told, alarm: enough && count > upper, p, dispersion, slope: fit.slope };
  });
}
