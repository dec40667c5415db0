import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CountSeries } from '../series.ts';
import { judgeByPercentile } from './judge-by-percentile.ts';
import { type PercentileJudged, usualPercentile } from './options.ts';
import { percentileOf } from './percentile-of.ts';
import { percentileOfDisease, publishedPercentiles } from './published-percentiles.ts';

const weekly = { ...usualPercentile, period: 1 } as const;
const daily = { ...usualPercentile, period: 7 } as const;

/** Weeks of zeros with what is said of some. */
const weeks = (length: number, cases: Readonly<Record<number, number>>): number[] =>
  Array.from({ length }, (_, at) => cases[at] ?? 0);
const judge = (series: CountSeries, at: number, options: Parameters<typeof judgeByPercentile>[2]): PercentileJudged => {
  const [judged] = judgeByPercentile(series, [at], options);
  assert.ok(judged);
  return judged;
};

test('three years make fifteen points, and the 80th percentile lies between the twelfth and thirteenth', () => {
  // Five weeks around the same week of three years: 1 to 15.
  const cases = {
    158: 1,
    159: 2,
    160: 3,
    161: 4,
    162: 5,
    106: 6,
    107: 7,
    108: 8,
    109: 9,
    110: 10,
    54: 11,
    55: 12,
    56: 13,
    57: 14,
    58: 15,
  };
  const of = (now: number) => judge({ counts: weeks(213, { ...cases, 212: now }), frequency: 52 }, 212, { ...weekly, years: 3 });
  // Place 14 · 0.8 = 11.2 of the ordered points, counted from 0.
  assert.deepEqual(of(13), { at: 212, expected: 8, upper: 12.2, alarm: true, p: 4 / 16, basis: 'years', points: 15 });
  assert.equal(of(12).alarm, false);
  assert.equal(of(16).p, 1 / 16);
});

test('five years make twenty-five points; with four of them there are twenty and it is said', () => {
  const counts = weeks(60 * 5 + 52, { 351: 3 });
  const all = judge({ counts, frequency: 52 }, 351, weekly);
  assert.deepEqual([all.points, all.basis], [25, 'years']);
  const fewer = judge({ counts: counts.slice(60), frequency: 52 }, 291, weekly);
  assert.deepEqual([fewer.points, fewer.basis, fewer.alarm], [25, 'years', true]);
  const four = judge({ counts: counts.slice(110), frequency: 52 }, 241, weekly);
  assert.deepEqual([four.points, four.basis], [20, 'fewer-years']);
});

test('a day is judged by its last seven days, and years are counted day by day', () => {
  const year = 365;
  const at = 2 * year + 40;
  const counts = new Array<number>(at + 1).fill(0);
  // Two cases in each of the last seven days; a year before one a day, two years before three a day.
  for (let day = 0; day < 7; day += 1) counts[at - day] = 2;
  for (let day = at - year - 20; day <= at - year + 14; day += 1) counts[day] = 1;
  for (let day = at - 2 * year - 20; day <= at - 2 * year + 14; day += 1) counts[day] = 3;
  const judged = judge({ counts, frequency: year }, at, { ...daily, years: 2, percentile: 50 });
  // Five points of 7 and five of 21: the median lies halfway.
  assert.deepEqual([judged.points, judged.upper, judged.alarm], [10, 14, false]);
  counts[at] = 3;
  assert.equal(judge({ counts, frequency: year }, at, { ...daily, years: 2, percentile: 50 }).alarm, true);
});

test('a year with an excluded week near is passed over for an earlier one', () => {
  const counts = weeks(220, { 219: 5, 167: 90, 115: 2, 63: 4 });
  const excluded = new Set([165]);
  const judged = judge({ counts, frequency: 52, excluded }, 219, { ...weekly, years: 2, percentile: 100 });
  assert.deepEqual([judged.points, judged.upper, judged.alarm, judged.basis], [10, 4, true, 'years']);
  assert.equal(judge({ counts, frequency: 52 }, 219, { ...weekly, years: 2, percentile: 100 }).upper, 90);
});

test('a new series is judged by its last fifteen periods, one left out, until it has past years', () => {
  const counts = weeks(18, { 0: 50, 16: 50, 17: 3, 5: 2, 9: 1 });
  const judged = judge({ counts, frequency: 52 }, 17, { ...weekly, percentile: 100 });
  // Weeks 1 to 15: week 16 is too near, week 0 one too many.
  assert.deepEqual([judged.basis, judged.points, judged.upper, judged.alarm], ['recent', 15, 2, true]);
  assert.equal(judge({ counts, frequency: 52 }, 15, weekly).upper, null);
  assert.equal(judge({ counts, frequency: 52 }, 17, { ...weekly, coldStart: 0 }).upper, null);
});

test('the year can be anchored elsewhere than so many steps back', () => {
  const counts = weeks(170, { 169: 2, 110: 9, 58: 9 });
  const anchor = (at: number, back: number): number => at - 52 * back - 7;
  assert.equal(judge({ counts, frequency: 52 }, 169, { ...weekly, years: 2, percentile: 100, anchor }).upper, 9);
  assert.equal(judge({ counts, frequency: 52 }, 169, { ...weekly, years: 2, percentile: 100 }).upper, 0);
});

test('later steps change nothing, higher percentiles never alarm more, and an alarm is a count above the bound', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20), { minLength: 280, maxLength: 320 }), fc.nat(60), (counts, cut) => {
      const range = Array.from({ length: counts.length }, (_, at) => at);
      const all = judgeByPercentile({ counts, frequency: 52 }, range, weekly);
      const kept = counts.slice(0, counts.length - cut);
      assert.deepEqual(
        judgeByPercentile({ counts: kept, frequency: 52 }, range.slice(0, kept.length), weekly),
        all.slice(0, kept.length),
      );
      const stricter = judgeByPercentile({ counts, frequency: 52 }, range, { ...weekly, percentile: 95 });
      for (const { at, upper, alarm, p } of all) {
        assert.equal(alarm, upper !== null && (counts[at] ?? 0) > upper);
        assert.ok(alarm || !stricter[at]?.alarm);
        assert.ok(p === null || (p > 0 && p <= 1));
      }
    }),
    { numRuns: 20 },
  );
});

test('sums of seven days slide as if each were added anew', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 130, maxLength: 200 }), (counts) => {
      const at = counts.length - 1;
      const sum = (end: number): number => counts.slice(end - 6, end + 1).reduce((a, b) => a + b, 0);
      const past = Array.from({ length: 15 }, (_, i) => sum(at - 14 - 7 * i)).sort((a, b) => a - b);
      const judged = judge({ counts, frequency: 365 }, at, daily);
      assert.equal(judged.upper, percentileOf(past, 80));
      assert.equal(judged.alarm, sum(at) > percentileOf(past, 80));
    }),
  );
});

test('percentiles by disease are those published for the codes of the notifiable list, a place’s own, or none', () => {
  const file = join(import.meta.dirname, '../../../modules/reporting/domain/notifiable-list.json');
  const { diseases } = JSON.parse(readFileSync(file, 'utf8')) as {
    diseases: { code: string; subtypes?: { code: string }[] }[];
  };
  const known = new Set(diseases.flatMap(({ code, subtypes = [] }) => [code, ...subtypes.map((one) => `${code}/${one.code}`)]));
  for (const key of Object.keys(publishedPercentiles)) assert.ok(known.has(key), key);
  assert.equal(percentileOfDisease('dysentery'), 50);
  assert.equal(percentileOfDisease('dysentery', 'bacillary'), 50);
  assert.equal(percentileOfDisease('viral-hepatitis', 'a'), 70);
  assert.equal(percentileOfDisease('viral-hepatitis', 'b'), null);
  assert.equal(percentileOfDisease('viral-hepatitis'), null);
  assert.equal(percentileOfDisease('measles'), null);
  assert.equal(percentileOfDisease('constructor'), null);
  assert.equal(percentileOfDisease('dysentery', null, { dysentery: 85 }), 85);
});
