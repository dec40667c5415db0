import { studentTail } from '../glm/student.ts';
import type { CountSeries } from '../series.ts';
import { baselineDays, colourOf, type EssenceJudged, type EssenceOptions, greyDay } from './baseline-days.ts';
import { studentQuantile } from './student-quantile.ts';

export interface RegressionJudged extends EssenceJudged {
  /** Share of the baseline's variance that trend and day of the week explain, adjusted for their number. */
  readonly adjustedR2: number | null;
}

/** Degrees of freedom that must be left for the error. */
const leastFreedom = 3;
const week = 7;

interface WeekdaySums {
  readonly days: Float64Array;
  readonly dates: Float64Array;
  readonly counts: Float64Array;
}

function sumByWeekday({ counts }: CountSeries, days: readonly number[], at: number): WeekdaySums {
  const sums = { days: new Float64Array(week), dates: new Float64Array(week), counts: new Float64Array(week) };
  for (const day of days) {
    const which = day % week;
    sums.days[which] = (sums.days[which] ?? 0) + 1;
    sums.dates[which] = (sums.dates[which] ?? 0) + day - at;
    sums.counts[which] = (sums.counts[which] ?? 0) + (counts[day] ?? 0);
  }
  return sums;
}

/**
 * Least squares of counts on a level for each day of the week and one trend. With the levels' means taken off, the trend is a line through the origin:
 * no matrix is needed.
 */
function fitWeek(series: CountSeries, days: readonly number[], at: number) {
  const sums = sumByWeekday(series, days, at);
  const mean = (of: Float64Array, which: number): number => (of[which] ?? 0) / (sums.days[which] ?? 0);
  let [dates, both, squares, sum, sumSquares] = [0, 0, 0, 0, 0];
  for (const day of days) {
    const date = day - at - mean(sums.dates, day % week);
    const count = series.counts[day] ?? 0;
    const off = count - mean(sums.counts, day % week);
    dates += date * date;
    both += date * off;
    squares += off * off;
    sum += count;
    sumSquares += count * count;
  }
  const slope = both / dates;
  const today = at % week;
  const parameters = sums.days.reduce((number, has) => number + Number(has > 0), 1);
  const centre = mean(sums.dates, today);
  return {
    expected: mean(sums.counts, today) - slope * centre,
    /** What is left unexplained, and what there was to explain. */
    left: Math.max(0, squares - slope * both),
    whole: sumSquares - (sum * sum) / days.length,
    freedom: days.length - parameters,
    /** Error of the expectation in units of one day's, squared. */
    leverage: 1 / (sums.days[today] ?? 0) + (centre * centre) / dates,
    knowsToday: (sums.days[today] ?? 0) > 0 && dates > 0,
  };
}

/** The leverage above for n days of whole weeks, whatever the guard below a week: 7/n for the level, 3(n + 7)/(n(n - 7)) for the trend. */
const wholeWeeks = (n: number): number => week / n + (3 * (n + week)) / (n * (n - week));

/**
 * Adaptive multiple regression of ESSENCE (Burkom, Murphy and Shmueli 2007, Stat Med 26:4202; CDC NSSP's defaults and outputs are those of its package
 * Rnssp): what a day's count should be by a trend and the day of the week over the last 28 days, two left out, judged by Student's t. Needs eleven days of
 * baseline. The error of the expectation is that of whole weeks also while the baseline is still filling, as there. Steps are days, and a series begins on
 * any day of the week.
 */
export function judgeByRegression(series: CountSeries, range: readonly number[], options: EssenceOptions): RegressionJudged[] {
  const { alpha, baseline } = options;
  return range.map((at) => {
    const days = baselineDays(series, at, options);
    if (days.length < leastFreedom + week + 1) return { ...greyDay(at), adjustedR2: null };
    const { expected: level, left, whole, freedom, leverage, knowsToday } = fitWeek(series, days, at);
    if (!knowsToday || freedom < leastFreedom || !(whole > 0)) return { ...greyDay(at), adjustedR2: null };
    const gaps = days.length < Math.min(baseline, at - options.guard);
    const expected = Math.max(0, level);
    const variance = left / freedom;
    const error = Math.sqrt(variance * (1 + (gaps ? leverage : wholeWeeks(days.length))));
    const adjustedR2 = 1 - variance / (whole / (days.length - 1));
    const off = (series.counts[at] ?? 0) - expected;
    if (!(error > 0)) return { ...greyDay(at), adjustedR2 };
    const p = studentTail(off / error, freedom);
    return {
      at,
      expected,
      upper: expected + studentQuantile(alpha, freedom) * error,
      alarm: p < alpha,
      p,
      colour: colourOf(p, options),
      statistic: off / error,
      adjustedR2,
    };
  });
}
