import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { goldenSeries, missing } from '../fixtures/golden.ts';
import type { CountSeries } from '../series.ts';
import { type GlrOptions, glrChart, usualGlr } from './glr-chart.ts';
import { append, emptyRun, glrStatistic } from './statistic.ts';

interface Golden {
  readonly glrnb: { readonly upperbound: readonly number[]; readonly alarm: readonly number[] };
}

for (const name of goldenSeries) {
  test(`the chart of likelihood ratios of ${name.series} is R’s`, { skip: missing(name) }, (t) => {
    const { series, range, golden } = name.read<Golden>();
    const found = glrChart(series, range, usualGlr);
    for (const [i, { statistic, alarm }] of found.entries()) {
      const wanted = golden.glrnb.upperbound[i] ?? Number.NaN;
      assert.ok(Math.abs((statistic ?? -1) - wanted) <= 1e-6 * Math.max(1, wanted), `step ${i}: ${statistic}, not ${wanted}`);
      assert.equal(alarm, golden.glrnb.alarm[i] === 1, `step ${i}`);
    }
    t.diagnostic(`${2 * found.length} numbers compared over ${found.length} steps`);
  });
}

const length = 160;
const manyCounts = fc.array(fc.nat(20), { minLength: length, maxLength: length });
const weekly = (counts: readonly number[], more: Partial<CountSeries> = {}): CountSeries => ({ counts, frequency: 52, ...more });
const range = Array.from({ length: 40 }, (_, step) => 120 + step);
const flat = (mean: number, spread: number): GlrOptions => ({ ...usualGlr, inControl: { meanAt: () => mean, spread } });

/** The statistic by trying every beginning and many sizes of the rise. */
function byTrying(counts: readonly number[], mean: number, spread: number): number {
  let best = 0;
  for (let from = 0; from < counts.length; from += 1)
    for (let kappa = 0; kappa < 5; kappa += 0.001) {
      const rise = (count: number): number =>
        spread === 0
          ? count * kappa - mean * Math.expm1(kappa)
          : count * kappa - (count + 1 / spread) * Math.log((1 + spread * mean * Math.exp(kappa)) / (1 + spread * mean));
      best = Math.max(
        best,
        counts.slice(from).reduce((sum, count) => sum + rise(count), 0),
      );
    }
  return best;
}

test('the statistic is that of the best beginning and the best rise', () => {
  const spread = fc.constantFrom(0, 0.05, 0.5, 2);
  fc.assert(
    fc.property(fc.array(fc.nat(25), { minLength: 1, maxLength: 6 }), spread, (counts, alpha) => {
      const run = emptyRun(1);
      for (const count of counts) append(run, count, 4);
      const wanted = byTrying(counts, 4, alpha);
      assert.ok(Math.abs(glrStatistic(run, alpha, 1, Number.POSITIVE_INFINITY) - wanted) < 1e-4 * (1 + wanted));
    }),
    { numRuns: 40 },
  );
});

test('a later count never changes an answer', () => {
  fc.assert(
    fc.property(manyCounts, fc.array(fc.nat(300), { minLength: 20, maxLength: 20 }), (counts, later) => {
      const before = glrChart(weekly(counts), range, usualGlr).slice(0, 20);
      assert.deepEqual(glrChart(weekly([...counts.slice(0, 140), ...later]), range, usualGlr).slice(0, 20), before);
    }),
    { numRuns: 20 },
  );
});

test('of excluded steps nothing is learnt, neither what is normal nor that something rose', () => {
  const excluded = new Set([...Array.from({ length: 52 }, (_, step) => 40 + step), 125, 126, 127]);
  fc.assert(
    fc.property(manyCounts, fc.nat(400), (counts, other) => {
      const changed = counts.map((count, at) => (excluded.has(at) ? other : count));
      const apart = (all: readonly number[]) =>
        glrChart(weekly(all, { excluded }), range, usualGlr).filter(({ at }) => !excluded.has(at));
      assert.deepEqual(apart(changed), apart(counts));
    }),
    { numRuns: 20 },
  );
});

test('without season and trend what is normal is the mean', () => {
  fc.assert(
    fc.property(manyCounts, (counts) => {
      const past = counts.slice(0, 120);
      const mean = past.reduce((sum, count) => sum + count, 0) / past.length;
      const [judged] = glrChart(weekly(counts), [120], { ...usualGlr, inControl: { harmonics: 0, trend: false } });
      assert.ok(Math.abs((judged?.expected ?? 0) - mean) < 1e-6);
    }),
    { numRuns: 20 },
  );
});

test('slowly many more cases are an alarm before any week alone would be, after which the chart begins anew', () => {
  const counts = Array.from({ length }, (_, at) => (at >= 130 && at < 150 ? 8 : 5));
  const judged = glrChart(weekly(counts), range, { ...flat(5, 0), bounds: true });
  const first = judged.findIndex(({ alarm }) => alarm);
  assert.ok(first > 12 && first < 25, `step ${first}`);
  assert.ok((judged[0]?.upper ?? 0) > 8);
  assert.ok((judged[first + 1]?.statistic ?? 9) < (judged[first]?.statistic ?? 0));
});

test('the bound is the most cases that are no alarm', () => {
  fc.assert(
    fc.property(manyCounts, fc.constantFrom(0, 0.2), (counts, spread) => {
      const options = { ...flat(8, spread), bounds: true };
      const upper = glrChart(weekly(counts), range, options)[5]?.upper ?? Number.NaN;
      const alarmWith = (count: number) => glrChart(weekly(counts.with(125, count)), range, options)[5]?.alarm;
      assert.equal(alarmWith(upper + 1), true);
      if (upper >= 0) assert.equal(alarmWith(upper), false);
    }),
    { numRuns: 30 },
  );
});

test('too short a past says nothing; what is out of range is refused by its name', () => {
  assert.deepEqual(glrChart(weekly([1, 2, 3]), [2], usualGlr), [
    { at: 2, expected: null, upper: null, alarm: false, p: null, statistic: null },
  ]);
  const refused = (options: Partial<GlrOptions>, name: RegExp, steps: readonly number[] = range): void => {
    assert.throws(() => glrChart(weekly([]), steps, { ...usualGlr, ...options }), { name: 'RangeError', message: name });
  };
  refused({ threshold: 0 }, /^threshold/);
  refused({ shortest: 0 }, /^shortest/);
  refused({ shortest: 3, longest: 2 }, /^longest/);
  refused({ inControl: { harmonics: -1, trend: true } }, /^harmonics/);
  refused({ inControl: { harmonics: 1, trend: true, spread: -1 } }, /^spread/);
  refused({}, /^range/, [3, 2]);
});
