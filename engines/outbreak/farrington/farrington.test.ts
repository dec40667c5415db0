import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitLogLinear, varianceAt } from '../glm/fit-log-linear.ts';
import type { CountSeries } from '../series.ts';
import { anchorByDate } from './anchor-by-date.ts';
import { emptyBaseline } from './baseline.ts';
import { farrington, usualFarrington } from './farrington.ts';
import { farringtonFlexible } from './farrington-flexible.ts';
import { fitSeasonTrend } from './fit-season-trend.ts';
import { type FlexibleOptions, usualFlexible } from './options.ts';

const near = (found: number | null | undefined, wanted: number, off = 1e-7): void =>
  assert.ok(
    found !== null && found !== undefined && Math.abs(found - wanted) <= off * Math.max(1, Math.abs(wanted)),
    `${found}, not ${wanted}`,
  );

const weekly = (counts: ArrayLike<number>, more: Partial<CountSeries> = {}): CountSeries => ({ counts, frequency: 52, ...more });
const one = (series: CountSeries, at: number, options: Partial<FlexibleOptions> = {}) => {
  const [judged] = farringtonFlexible(series, [at], { ...usualFlexible, ...options });
  assert.ok(judged);
  return judged;
};
const length = 6 * 52;
const at = length - 1;
const manyCounts = fc.array(fc.nat(30), { minLength: length, maxLength: length });
const plain = { periods: 1, trend: false, reweight: false, leaveOut: 0 } as const;

test('without trend and re-weighting the same season’s mean is expected', () => {
  fc.assert(
    fc.property(manyCounts, (counts) => {
      const past = [1, 2, 3, 4, 5].flatMap((back) => counts.slice(at - 52 * back - 3, at - 52 * back + 4));
      const mean = past.reduce((sum, count) => sum + count, 0) / past.length;
      near(one(weekly(counts), at, plain).expected, mean);
      near(one(weekly(counts), at, { ...plain, periods: 10 }).expected, mean);
    }),
  );
});

test('a later count never changes an answer', () => {
  fc.assert(
    fc.property(manyCounts, fc.array(fc.nat(500), { minLength: 20, maxLength: 20 }), (counts, later) => {
      const before = one(weekly(counts), at - 20);
      assert.deepEqual(one(weekly([...counts.slice(0, at - 19), ...later]), at - 20), before);
    }),
    { numRuns: 30 },
  );
});

test('of an excluded step nothing is learnt, whatever happened in it', () => {
  const excluded = new Set(Array.from({ length: 104 }, (_, week) => 120 + week));
  fc.assert(
    fc.property(manyCounts, manyCounts, (counts, others) => {
      const changed = counts.map((count, week) => (excluded.has(week) ? (others[week] ?? 0) : count));
      assert.deepEqual(one(weekly(changed, { excluded }), at), one(weekly(counts, { excluded }), at));
    }),
    { numRuns: 30 },
  );
});

test('twice the cases every week are twice the expectation, with twice the dispersion', () => {
  fc.assert(
    fc.property(manyCounts, fc.integer({ min: 2, max: 9 }), (counts, times) => {
      const options = { reweight: false, fewest: { cases: 0, steps: 1 } };
      const before = one(weekly(counts), at, options);
      const after = one(weekly(counts.map((count) => count * times)), at, options);
      near(after.expected, (before.expected ?? 0) * times, 1e-6);
      if ((before.dispersion ?? 0) > 1) near(after.dispersion, (before.dispersion ?? 0) * times, 1e-3);
    }),
    { numRuns: 30 },
  );
});

test('a row that counts twice is the same as the row twice', () => {
  const fill = (into: ReturnType<typeof emptyBaseline>, rows: readonly (readonly [number, number, number, number])[]) => {
    into.rows = rows.length;
    into.levels = 3;
    for (const [row, [count, time, level, weight]] of rows.entries())
      [into.counts[row], into.time[row], into.level[row], into.weights[row]] = [count, time, level, weight];
    return fitSeasonTrend(into, true);
  };
  const row = fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: -100, max: -1 }), fc.nat(2), fc.constant(1));
  fc.assert(
    fc.property(fc.uniqueArray(row, { minLength: 20, maxLength: 40, selector: ([, time]) => time }), (drawn) => {
      const rows = [[5, -120, 0, 1], [7, -10, 1, 1], [6, -50, 2, 1], ...drawn] as const;
      const twice = fill(emptyBaseline(200), [...rows, ...rows]);
      const weighed = fill(
        emptyBaseline(200),
        rows.map(([count, time, level]) => [count, time, level, 2] as const),
      );
      assert.ok(twice && weighed);
      near(weighed.logMean, twice.logMean);
      near(weighed.logVariance, twice.logVariance);
      near(weighed.slope, twice.slope ?? Number.NaN);
      near(weighed.dispersion * weighed.freedom, twice.dispersion * twice.freedom);
    }),
  );
});

test('the arrow of seasons and trend is solved as the whole matrix is', () => {
  const row = fc.tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: -200, max: -1 }),
    fc.nat(2),
    fc.double({ min: 0.2, max: 2, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 20, maxLength: 60 }), (drawn) => {
      const rows = [[5, -120, 0, 1], [7, -10, 1, 1], [6, -50, 2, 1], [2, -90, 0, 1], ...drawn] as const;
      const baseline = emptyBaseline(100);
      baseline.rows = rows.length;
      baseline.levels = 3;
      const design = new Float64Array(rows.length * 4);
      for (const [at, [count, time, level, weight]] of rows.entries()) {
        [baseline.counts[at], baseline.time[at], baseline.level[at], baseline.weights[at]] = [count, time, level, weight];
        design[at * 4 + level] = 1;
        design[at * 4 + 3] = time;
      }
      const arrow = fitSeasonTrend(baseline, true);
      const whole = fitLogLinear({
        counts: rows.map(([count]) => count),
        design,
        columns: 4,
        weights: rows.map(([, , , weight]) => weight),
        spread: 0,
      });
      assert.ok(arrow && whole);
      near(arrow.logMean, whole.coefficients[0] ?? 0, 1e-4);
      near(arrow.slope, whole.coefficients[3] ?? 0, 1e-5);
      near(arrow.logVariance / varianceAt(whole, Float64Array.of(1, 0, 0, 0)), 1, 1e-3);
      near(arrow.slopeVariance / varianceAt(whole, Float64Array.of(0, 0, 0, 1)), 1, 1e-3);
    }),
  );
});

/** Twelve cases a week with a wave a year, which growth and noise may be added to. */
const wave = (week: number): number => Math.round(12 + 8 * Math.sin((2 * Math.PI * week) / 52));
const seasons = Array.from({ length }, (_, week) => wave(week));

test('a wave that comes every year is no alarm; three times as many cases are', () => {
  for (let week = length - 52; week < length; week += 1) {
    assert.equal(one(weekly(seasons), week, { years: 4 }).alarm, false, `week ${week}`);
    const raised = one(weekly(seasons.with(week, 3 * wave(week) + 10)), week, { years: 4 });
    assert.equal(raised.alarm, true, `week ${week}`);
    assert.ok((raised.p ?? 1) < 0.01);
  }
});

test('a past outbreak raises the bound less where raised weeks count less', () => {
  const past = seasons.map((count, week) => (week >= 258 - 52 && week < 262 - 52 ? count * 6 : count));
  const bound = (reweight: boolean): number => one(weekly(past), 260 + 51, { years: 5, reweight, trend: false }).upper ?? 0;
  const near260 = (reweight: boolean): number => one(weekly(past), 260, { years: 4, reweight, trend: false }).upper ?? 0;
  assert.ok(near260(true) < near260(false));
  assert.ok(bound(true) <= bound(false));
});

test('too short a past says nothing; neither does one that is excluded; few cases give no bound', () => {
  assert.deepEqual(one(weekly(seasons), 5 * 52 + 2), {
    at: 262,
    expected: null,
    upper: null,
    alarm: false,
    p: null,
    dispersion: null,
    slope: null,
  });
  assert.equal(one(weekly(seasons), 5 * 52 + 3).alarm, false);
  assert.notEqual(one(weekly(seasons), 5 * 52 + 3).expected, null);
  const excluded = new Set(seasons.keys());
  assert.equal(one(weekly(seasons, { excluded }), at).expected, null);
  const rare = seasons.map((_, week) => (week === at ? 4 : 0));
  assert.deepEqual([one(weekly(rare), at).upper, one(weekly(rare), at).alarm], [null, false]);
  const after = one(weekly(rare), at, { fewest: { cases: 1, steps: 1 } });
  assert.deepEqual([after.expected, after.upper, after.alarm], [0, 0, true]);
  assert.ok((after.p ?? 1) < 1e-6);
});

test('what is out of range is refused by its name', () => {
  const bad = { years: 0, halfWindow: 30, periods: 60, leaveOut: -1, weightsThreshold: 0, trendThreshold: 2, alpha: 0 } as const;
  for (const [field, value] of Object.entries(bad))
    assert.throws(() => one(weekly(seasons), at, { [field]: value }), {
      name: 'RangeError',
      message: new RegExp(`^${field} is`),
    });
  assert.throws(() => one({ counts: seasons, frequency: 0 }, at), /frequency/);
  assert.throws(() => farrington(weekly(seasons), [at], { ...usualFarrington, alpha: 2 }), /alpha/);
});

test('where years have 53 weeks the same date is looked for', () => {
  // Weeks from Monday, 5 January 2004; 2004 and 2009 have 53 in the ISO calendar.
  const anchor = anchorByDate(12_422, 7);
  const monday = (index: number): string => new Date((12_422 + 7 * index) * 86_400_000).toISOString().slice(0, 10);
  assert.equal(monday(320), '2010-02-22');
  assert.deepEqual(
    [1, 2, 5, 6].map((back) => monday(anchor(320, back))),
    ['2009-02-23', '2008-02-25', '2005-02-21', '2004-02-23'],
  );
  assert.equal(320 - anchor(320, 6), 313);
});

/** Weeks with cases among empty ones, the last of them judged. */
const sparse = (cases: Readonly<Record<number, number>>): number[] => Array.from({ length }, (_, week) => cases[week] ?? 0);

test('seasons with hardly a case or none end where R ends', () => {
  const few = one(weekly(sparse({ 32: 1, 102: 2, 162: 1, 212: 1, [at]: 6 })), at);
  near(few.expected, 0.008440534241);
  near(few.slope, 0.003708660322);
  assert.deepEqual([few.upper, few.alarm], [0, true]);
  near(one(weekly(sparse({ 51: 1, 155: 2, 259: 1, [at]: 6 })), at).expected, 0.06534673967);
  const ownSeason = (week: number): boolean => [1, 2, 3, 4, 5].some((back) => Math.abs(week - (at - 52 * back)) <= 3);
  const none = Array.from({ length }, (_, week) => (week === at ? 6 : ownSeason(week) ? 0 : week % 2));
  near((one(weekly(none), at).expected ?? 0) / 4.106799295e-9, 1);
});
