import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goldenSeries, missing } from '../fixtures/golden.ts';
import type { CountSeries } from '../series.ts';
import { anchorByDate } from './anchor-by-date.ts';
import { farrington, usualFarrington } from './farrington.ts';
import { type FarringtonJudged, farringtonFlexible } from './farrington-flexible.ts';
import type { BoundMethod } from './options.ts';

interface Flexible {
  readonly control: {
    readonly b: number;
    readonly w: number;
    readonly reweight: boolean;
    readonly weightsThreshold: number;
    readonly pastWeeksNotIncluded: number;
    readonly noPeriods: number;
    readonly trend: boolean;
    readonly pThresholdTrend: number;
    readonly thresholdMethod: BoundMethod;
    readonly alpha: number;
    readonly limit54: readonly [number, number];
  };
  readonly upperbound: readonly (number | null)[];
  readonly alarm: readonly number[];
  readonly expected: readonly (number | null)[];
  readonly phiVector: readonly number[];
  readonly trendVector: readonly (number | null)[];
  readonly pvalue: readonly number[];
}
type Variant = 'noufaily' | 'original' | 'muan';
type Golden = Readonly<Record<Variant, Flexible>> & {
  readonly farrington_classic: {
    readonly alpha: number;
    readonly upperbound: readonly number[];
    readonly alarm: readonly number[];
  };
};

let compared = 0;
function same(what: string, found: number | null | undefined, wanted: number | null | undefined): void {
  compared += 1;
  const off = typeof found === 'number' && typeof wanted === 'number' ? Math.abs(found - wanted) : Number(found !== wanted);
  assert.ok(
    off <= (Number.isInteger(wanted) ? 1e-6 : 1e-6 * Math.max(1, Math.abs(wanted ?? 0))),
    `${what}: ${found}, not ${wanted}`,
  );
}

function compareFlexible(
  name: string,
  series: CountSeries,
  range: readonly number[],
  wanted: Flexible,
  anchor: { anchor?: ReturnType<typeof anchorByDate> },
): void {
  const { control: c } = wanted;
  const found: readonly FarringtonJudged[] = farringtonFlexible(series, range, {
    years: c.b,
    halfWindow: c.w,
    periods: c.noPeriods,
    leaveOut: c.pastWeeksNotIncluded,
    reweight: c.reweight,
    weightsThreshold: c.weightsThreshold,
    trend: c.trend,
    trendThreshold: c.pThresholdTrend,
    method: c.thresholdMethod,
    errorsBy: 'relative',
    alpha: c.alpha,
    fewest: { cases: c.limit54[0], steps: c.limit54[1] },
    ...anchor,
  });
  for (const [i, judged] of found.entries()) {
    const where = `${name}, step ${i}`;
    same(`${where}, bound`, judged.upper, wanted.upperbound[i]);
    // R withholds the expectation where there are too few cases; we give it.
    if (wanted.expected[i] !== null) same(`${where}, expected`, judged.expected, wanted.expected[i]);
    same(`${where}, dispersion`, judged.dispersion, wanted.phiVector[i]);
    same(`${where}, trend`, judged.slope, wanted.trendVector[i]);
    same(`${where}, p`, judged.p, wanted.pvalue[i]);
    same(`${where}, alarm`, Number(judged.alarm), wanted.alarm[i]);
  }
}

for (const name of goldenSeries) {
  test(`both kinds of Farrington say of ${name.series} what R says`, { skip: missing(name) }, (t) => {
    const { series, range, firstDay, golden } = name.read<Golden>();
    const anchor = firstDay === null ? {} : { anchor: anchorByDate(firstDay, 7) };
    compared = 0;
    for (const variant of ['noufaily', 'original', 'muan'] as const)
      compareFlexible(variant, series, range, golden[variant], anchor);
    const { alpha, upperbound, alarm } = golden.farrington_classic;
    const found = farrington(series, range, { ...usualFarrington, years: 4, alpha, ...anchor });
    for (const [i, judged] of found.entries()) {
      // R gives 0 where there are too few cases.
      same(`classic, step ${i}, bound`, judged.upper ?? 0, upperbound[i]);
      same(`classic, step ${i}, alarm`, Number(judged.alarm), alarm[i]);
    }
    t.diagnostic(`${compared} numbers compared over ${range.length} steps`);
  });
}
