import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { studentTail } from '../glm/student.ts';
import type { CountSeries } from '../series.ts';
import { usualEssence } from './baseline-days.ts';
import { judgeByEwma, usualEwmaWeights } from './judge-by-ewma.ts';
import { judgeByRegression } from './judge-by-regression.ts';
import { judgeBySwitch } from './judge-by-switch.ts';
import { studentQuantile } from './student-quantile.ts';

interface Row {
  readonly count: number;
  readonly baseline_expected: number | null;
  readonly test_statistic: number | null;
  readonly 'p.value': number | null;
  readonly sigma: number | null;
  readonly adjusted_r_squared: number | null;
  readonly alert: string;
  readonly detector: string | null;
}
type Golden = Readonly<Record<'ewma' | 'regression' | 'switch', readonly Row[]>>;

const file = join(import.meta.dirname, '../../../../shared/tests/outbreak/golden/rnssp_essence.json');
const skip = existsSync(file) ? false : '3 × 364 days skipped: ../shared is missing';
const ewma = { ...usualEssence, weights: usualEwmaWeights };
const range = (length: number): number[] => Array.from({ length }, (_, at) => at);

test('regression, moving averages and switch say of a year of days what Rnssp says', { skip }, (t) => {
  const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;
  const series: CountSeries = { counts: golden.ewma.map(({ count }) => count), frequency: 365 };
  const all = range(series.counts.length);
  let compared = 0;
  const same = (what: string, found: unknown, wanted: unknown): void => {
    compared += 1;
    const near = typeof found === 'number' && typeof wanted === 'number' && Math.abs(found - wanted) <= 1e-6;
    assert.ok(near || found === wanted, `${what}: ${found}, not ${wanted}`);
  };
  const found = {
    regression: judgeByRegression(series, all, usualEssence),
    ewma: judgeByEwma(series, all, ewma),
    switch: judgeBySwitch(series, all, { ...ewma, leastR2: 0.6 }),
  };
  for (const method of ['regression', 'ewma', 'switch'] as const)
    for (const [at, row] of golden[method].entries()) {
      const judged = found[method][at];
      const where = `${method}, day ${at}`;
      same(`${where}, expected`, judged?.expected, row.baseline_expected);
      same(`${where}, statistic`, judged?.statistic, row.test_statistic);
      same(`${where}, p`, judged?.p, row['p.value']);
      same(`${where}, alarm`, judged?.alarm, row.alert === 'red');
      // One day without any judgement is printed blue by Rnssp.
      if (row.test_statistic !== null) same(`${where}, colour`, judged?.colour, row.alert);
    }
  for (const [at, row] of golden.regression.entries())
    same(`day ${at}, adjusted R²`, found.regression[at]?.adjustedR2, row.adjusted_r_squared);
  const names = { 'Adaptive Multiple Regression': 'regression', EWMA: 'ewma' } as Readonly<Record<string, string>>;
  for (const [at, row] of golden.switch.entries())
    same(`day ${at}, detector`, found.switch[at]?.by, row.detector === null ? null : names[row.detector]);
  t.diagnostic(`${compared} values compared over 3 × ${all.length} days`);
});

const weekly = (at: number): number => 20 + at + (at % 7 === 2 ? 9 : 0);

test('a trend with a weekday is foretold exactly, and nothing is said of it without any error', () => {
  const counts = range(60).map(weekly);
  const exact = judgeByRegression({ counts, frequency: 365 }, [59], usualEssence)[0];
  assert.equal(exact?.colour, 'grey');
  const noisy = counts.map((count, at) => count + (at % 2));
  const judged = judgeByRegression({ counts: noisy, frequency: 365 }, [59], usualEssence)[0];
  assert.ok(Math.abs((judged?.expected ?? 0) - weekly(59)) < 2);
  assert.ok((judged?.adjustedR2 ?? 0) > 0.9);
});

test('the moving averages of a steady series, by hand: one sudden day is seen by the large weight', () => {
  const counts = range(40).map((at) => 10 + (at % 2 === 0 ? 1 : -1));
  counts[39] = 30;
  const [judged] = judgeByEwma({ counts, frequency: 365 }, [39], ewma);
  assert.equal(judged?.expected, 10);
  // Deviation of 28 values of ±1: √(28/27). Smoothed by .9: 27 + .1 of what the days before left, 10 + 1/1.1 · (.9 - .0…) ≈ 10.818.
  const before = 10 + (0.9 / 1.1) * 1;
  const variance = 0.9 / 1.1 + 1 / 28 - (2 * 0.1 ** 3) / 28;
  const error =
    Math.sqrt((28 / 27) * variance) + (0.9 * (0.1289 + (0.2414 - 0.1826 * 1e-4) * Math.LN2)) / studentQuantile(0.05, 27);
  assert.ok(Math.abs((judged?.statistic ?? 0) - (27 + 0.1 * before - 10) / error) < 1e-6);
  assert.equal(judged?.colour, 'red');
});

const days = fc.array(fc.nat(30), { minLength: 45, maxLength: 80 });

test('a bound of ESSENCE separates alarms from the rest, and later days change nothing', () => {
  fc.assert(
    fc.property(days, fc.nat(15), (list, cut) => {
      const kept = list.slice(0, list.length - cut);
      for (const judge of [
        (counts: readonly number[]) => judgeByRegression({ counts, frequency: 365 }, range(counts.length), usualEssence),
        (counts: readonly number[]) => judgeByEwma({ counts, frequency: 365 }, range(counts.length), ewma),
      ]) {
        const all = judge(list);
        assert.deepEqual(judge(kept), all.slice(0, kept.length));
        for (const { at, upper, alarm } of all)
          if (upper !== null && Math.abs(upper - (list[at] ?? 0)) > 1e-9) assert.equal(alarm, (list[at] ?? 0) > upper);
      }
    }),
    { numRuns: 40 },
  );
});

test('excluded days are not learnt from', () => {
  const counts = range(60).map((at) => 10 + (at % 3));
  const wild = counts.map((count, at) => (at >= 40 && at < 45 ? 500 : count));
  const excluded = new Set([40, 41, 42, 43, 44]);
  const of = (list: readonly number[]) => judgeByRegression({ counts: list, frequency: 365, excluded }, [58], usualEssence)[0];
  assert.deepEqual(of(wild), of(counts));
  assert.notEqual(of(wild)?.p, null);
});

test('a quantile of Student’s t is exceeded with the chance it was asked for', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 0.49, noNaN: true }), fc.integer({ min: 1, max: 200 }), (tail, freedom) => {
      const off = studentTail(studentQuantile(tail, freedom), freedom) / tail - 1;
      assert.ok(Math.abs(off) < 1e-9, `${off}`);
    }),
  );
});

test('the last days of a long series are judged as if it had been gone through from its first day', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 150, maxLength: 250 }), (counts) => {
      const all = judgeByEwma({ counts, frequency: 365 }, range(counts.length), ewma).slice(-3);
      const last = judgeByEwma({ counts, frequency: 365 }, range(counts.length).slice(-3), ewma);
      for (const [i, one] of last.entries()) {
        assert.equal(one.at, all[i]?.at);
        assert.ok(Math.abs((one.statistic ?? 0) - (all[i]?.statistic ?? 9)) < 1e-9);
      }
    }),
    { numRuns: 40 },
  );
});
