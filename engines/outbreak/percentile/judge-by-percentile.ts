import type { CountSeries } from '../series.ts';
import type { PercentileJudged, PercentileOptions } from './options.ts';
import { percentileOf } from './percentile-of.ts';

/** Counts of the periods that end at each step, and which of them hold an excluded step. */
interface Periods {
  readonly length: number;
  readonly sums: Float64Array;
  readonly unfit: Uint8Array;
}

/** One pass: what enters the period is added, what leaves it is taken off. */
function slide({ counts, excluded }: CountSeries, length: number): Periods {
  const sums = new Float64Array(counts.length);
  const unfit = new Uint8Array(counts.length);
  let [sum, barred] = [0, 0];
  for (let at = 0; at < counts.length; at += 1) {
    sum += counts[at] ?? 0;
    barred += Number(excluded?.has(at) ?? false);
    if (at >= length) {
      sum -= counts[at - length] ?? 0;
      barred -= Number(excluded?.has(at - length) ?? false);
    }
    sums[at] = sum;
    unfit[at] = Number(barred > 0 || at < length - 1);
  }
  return { length, sums, unfit };
}

/** Periods around the same one of earlier years, the latest year first. A year with an excluded step among them is passed over for one before it. */
function pastYears(periods: Periods, series: CountSeries, at: number, options: PercentileOptions, into: number[]): number {
  const { years, halfWidth, anchor } = options;
  const most = Math.ceil(series.counts.length / series.frequency) + 1;
  let found = 0;
  for (let back = 1; back <= most && found < years; back += 1) {
    const centre = anchor ? anchor(at, back) : at - Math.round(back * series.frequency);
    const first = centre - halfWidth * periods.length;
    const last = centre + halfWidth * periods.length;
    // A period that ends at or after the one judged would be compared with itself.
    if (first < 0 || last > at - periods.length) continue;
    let fits = true;
    for (let end = first; end <= last && fits; end += periods.length) fits = periods.unfit[end] === 0;
    if (!fits) continue;
    for (let end = first; end <= last; end += periods.length) into.push(periods.sums[end] ?? 0);
    found += 1;
  }
  return found;
}

/** The last whole periods before the one judged, one left out between. */
function recentPast({ length, sums, unfit }: Periods, at: number, wanted: number): number[] {
  const values: number[] = [];
  for (let end = at - 2 * length; end >= length - 1 && values.length < wanted; end -= length)
    if (unfit[end] === 0) values.push(sums[end] ?? 0);
  return values;
}

const unknown = (at: number): PercentileJudged => ({
  at,
  expected: null,
  upper: null,
  alarm: false,
  p: null,
  basis: null,
  points: 0,
});

/**
 * The moving percentile method of China's automated warning system CIDARS (Yang et al. 2011, BMC Infect Dis; thresholds re-tuned in BMC Public Health 2017
 * 17:488): the cases of the period that ends at a step against those of the same period, and of two to either side, in each of the past years. More than
 * the percentile is an alarm; the median is what was to be expected. `period` is 1 for weekly steps and 7 for daily ones, where the seven days move on
 * with each day. `p` is the share of past and present periods with as many cases: a rank, no finer than one over their number. The interpolation of the
 * percentile and the cold start are ours; neither is published.
 */
export function judgeByPercentile(
  series: CountSeries,
  range: readonly number[],
  options: PercentileOptions & { readonly period: 1 | 7 },
): PercentileJudged[] {
  const periods = slide(series, options.period);
  return range.map((at) => {
    if (at < options.period - 1) return unknown(at);
    const values: number[] = [];
    const years = pastYears(periods, series, at, options, values);
    const cold = years < options.leastYears;
    const recent = cold && options.coldStart > 0 ? recentPast(periods, at, options.coldStart) : null;
    const past = Float64Array.from(recent ?? (cold ? [] : values)).sort();
    if (past.length === 0 || (recent !== null && recent.length < options.coldStart)) return unknown(at);
    const count = periods.sums[at] ?? 0;
    const upper = percentileOf(past, options.percentile);
    const asMany = past.reduce((number, value) => number + Number(value >= count), 0);
    return {
      at,
      expected: percentileOf(past, 50),
      upper,
      alarm: count > upper,
      p: (1 + asMany) / (1 + past.length),
      basis: cold ? 'recent' : years < options.years ? 'fewer-years' : 'years',
      points: past.length,
    };
  });
}
