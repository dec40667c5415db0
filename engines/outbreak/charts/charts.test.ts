import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { usualEssence } from '../essence/baseline-days.ts';
import { judgeByEwma, usualEwmaWeights } from '../essence/judge-by-ewma.ts';
import { drawPoisson } from '../evaluate/draw-counts.ts';
import { poissonTail } from '../glm/count-distributions.ts';
import { studentTail } from '../glm/student.ts';
import { seededDraws } from '../scan/seeded-draws.ts';
import type { CountSeries, Judged } from '../series.ts';
import { judgeByBayes } from './bayes.ts';
import { judgeByCusum, usualCusum } from './cusum.ts';
import { judgeByEars, usualEars } from './ears.ts';
import { crowGardnerUpper, judgeByRki } from './rki.ts';

const near = (found: number | null | undefined, wanted: number, within = 1e-9): void =>
  assert.ok(Math.abs((found ?? Number.NaN) - wanted) <= within, `${found} is not ${wanted}`);
const days = (...counts: number[]): CountSeries => ({ counts, frequency: 365 });
const only = (found: readonly Judged[]): Judged => {
  assert.equal(found.length, 1);
  return found[0] as Judged;
};

test('C1 compares with the seven days before, C2 leaves two out', () => {
  const series = days(2, 4, 6, 2, 4, 6, 4, 30, 30, 12);
  const c1 = only(judgeByEars(days(2, 4, 6, 2, 4, 6, 4, 12), [7], usualEars.C1));
  near(c1.expected, 4);
  near(c1.upper, 4 + 3.090232306167813 * Math.sqrt(16 / 6));
  assert.equal(c1.alarm, true);
  const c2 = only(judgeByEars(series, [9], usualEars.C2));
  near(c2.upper, c1.upper ?? 0);
  near(c2.p, c1.p ?? 0);
  // t of 8 / (√(16/6) · √(8/7)) with six degrees of freedom; the normal tail would be 4.8e-7.
  near(c1.p, studentTail(8 / Math.sqrt((16 / 6) * (8 / 7)), 6));
  assert.ok((c1.p ?? 0) > 1e-3 && (c1.p ?? 1) < 3e-3);
});

test('C3 of the paper adds today to the two days before; the bound of R does not', () => {
  // Mean 2 and deviation 1 for all three days: excesses of 0, 0 and 3.
  const series = days(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 6);
  const paper = only(judgeByEars(series, [11], { ...usualEars.C3, minSigma: 1, sum: 'hutwagner' }));
  near(paper.upper, 2 + 1 * (1 + 1.959963984540054));
  assert.equal(paper.alarm, true);
  assert.equal(only(judgeByEars(series, [11], { ...usualEars.C3, minSigma: 1 })).alarm, false);
});

test('without spread C3 says nothing unless a least deviation is set', () => {
  const flat = days(...Array.from({ length: 20 }, () => 0));
  assert.equal(only(judgeByEars(flat, [15], { ...usualEars.C3, minSigma: 0 })).upper, null);
  assert.notEqual(only(judgeByEars(flat, [15], usualEars.C3)).upper, null);
});

test('excluded days are neither learnt from nor in the way', () => {
  const series = { ...days(2, 4, 6, 2, 4, 6, 4, 90, 90, 90, 12), excluded: new Set([7, 8, 9]) };
  near(only(judgeByEars(series, [10], usualEars.C1)).expected, 4);
});

test('of C1, p is as small as a in about a of the days when nothing is going on', () => {
  const chance = seededDraws(11, 0);
  const noise = Array.from({ length: 20_000 }, () => drawPoisson(() => chance(2 ** 32) / 2 ** 32, 30));
  const range = Array.from({ length: noise.length - 10 }, (_, at) => at + 10);
  const p = judgeByEars({ counts: noise, frequency: 365 }, range, usualEars.C1).flatMap((one) => one.p ?? []);
  for (const a of [0.001, 0.01, 0.1]) {
    const found = p.filter((one) => one <= a).length / p.length;
    assert.ok(found > 0.4 * a && found < 3 * a, `${found} of ${a}`);
  }
});

test('what excluded steps held is in no memory: sums and averages go on from before them', () => {
  const quiet = Array.from({ length: 60 }, (_, at) => 3 + (at % 4));
  const shut = new Set([40, 41, 42]);
  const loud = quiet.map((count, at) => (shut.has(at) ? 90 : count));
  const range = Array.from({ length: 17 }, (_, at) => 43 + at);
  const from = (counts: readonly number[]): CountSeries => ({ counts, frequency: 365, excluded: shut });
  const all = Array.from({ length: 25 }, (_, at) => 35 + at);
  const cusum = (counts: readonly number[]) => judgeByCusum(from(counts), all, usualCusum).slice(8);
  assert.deepEqual(cusum(loud), cusum(quiet));
  assert.equal(judgeByCusum(from(loud), all, usualCusum)[5]?.alarm, true);
  for (const sum of ['hutwagner', 'surveillance'] as const) {
    const c3 = (counts: readonly number[]) => judgeByEars(from(counts), range, { ...usualEars.C3, sum });
    assert.deepEqual(c3(loud), c3(quiet));
  }
  const ewma = (counts: readonly number[]) => judgeByEwma(from(counts), range, { ...usualEssence, weights: usualEwmaWeights });
  assert.deepEqual(ewma(loud), ewma(quiet));
  assert.ok(ewma(quiet).every(({ p }) => p !== null));
});

test('C3 adds the two days that were not excluded', () => {
  const counts = [2, 4, 6, 2, 4, 6, 4, 5, 4, 9, 50, 50, 4];
  const c3 = (list: readonly number[], excluded: Set<number>) =>
    judgeByEars({ counts: list, frequency: 365, excluded }, [list.length - 1], {
      ...usualEars.C3,
      baseline: 5,
      sum: 'hutwagner',
    })[0];
  const whole = c3(counts, new Set([10, 11]));
  const without = c3(
    counts.filter((count) => count !== 50),
    new Set(),
  );
  assert.notEqual(whole?.upper, null);
  assert.notEqual(without?.upper, null);
});

test('a sum of deviations worked by hand', () => {
  // Mean 4: standardised (y - 4)/2. 8 adds 2 - 1.04, 8 again .96 more, then 7 makes 1.5 - 1.04 + 1.92 = 2.38.
  const series = { counts: [4, 4, 8, 8, 7, 0], frequency: 52 };
  const found = judgeByCusum(series, [2, 3, 4, 5], usualCusum);
  near(found[0]?.sum, 0.96);
  near(found[1]?.sum, 1.92);
  near(found[2]?.sum, 2.38);
  assert.deepEqual(
    found.map(({ alarm }) => alarm),
    [false, false, true, false],
  );
  // 1.92 + (y - 4)/2 - 1.04 reaches 2.26 from 6.76 on.
  assert.equal(found[2]?.needed, 7);
  assert.equal(found[2]?.upper, 6);
});

const counts = fc.array(fc.nat(40), { minLength: 130, maxLength: 170 });
const inRange = (length: number): number[] => Array.from({ length: length - 120 }, (_, i) => 120 + i);
const methods: Readonly<Record<string, (series: CountSeries, range: readonly number[]) => Judged[]>> = {
  C1: (series, range) => judgeByEars(series, range, usualEars.C1),
  C2: (series, range) => judgeByEars(series, range, usualEars.C2),
  C3: (series, range) => judgeByEars(series, range, usualEars.C3),
  'C3 of the paper': (series, range) => judgeByEars(series, range, { ...usualEars.C3, sum: 'hutwagner' }),
  cusum: (series, range) => judgeByCusum(series, range, usualCusum),
  rossi: (series, range) => judgeByCusum(series, range, { ...usualCusum, transform: 'rossi' }),
  rki1: (series, range) => judgeByRki(series, range, { system: 1 }),
  rki2: (series, range) => judgeByRki(series, range, { system: 2 }),
  rki3: (series, range) => judgeByRki(series, range, { system: 3 }),
  bayes2: (series, range) => judgeByBayes(series, range, { system: 2, alpha: 0.05 }),
  bayes3: (series, range) => judgeByBayes(series, range, { system: 3, alpha: 0.05 }),
};

test('a later step never changes an earlier answer, and an alarm is a count above the bound', () => {
  fc.assert(
    fc.property(counts, fc.nat(20), (list, cut) => {
      const range = inRange(list.length);
      const earlier = range.filter((at) => at < list.length - cut);
      for (const [name, judge] of Object.entries(methods)) {
        const all = judge({ counts: list, frequency: 52 }, range);
        assert.deepEqual(
          judge({ counts: list.slice(0, list.length - cut), frequency: 52 }, earlier),
          all.slice(0, earlier.length),
          name,
        );
        for (const { at, upper, alarm } of all) assert.equal(alarm, upper !== null && (list[at] ?? 0) > upper, name);
      }
    }),
    { numRuns: 30 },
  );
});

test('more cases in the judged step never take an alarm back', () => {
  fc.assert(
    fc.property(counts, fc.nat(30), (list, more) => {
      const at = list.length - 1;
      const raised = [...list.slice(0, at), (list[at] ?? 0) + more];
      for (const [name, judge] of Object.entries(methods)) {
        if (name === 'C3') continue; // R's bound rises with the count itself.
        const was = only(judge({ counts: list, frequency: 52 }, [at])).alarm;
        assert.ok(!was || only(judge({ counts: raised, frequency: 52 }, [at])).alarm, name);
      }
    }),
    { numRuns: 30 },
  );
});

test('at each Crow–Gardner limit a run of counts that begins there, or one above, covers 95 % exactly', () => {
  for (const [count, limit] of crowGardnerUpper.entries()) {
    const off = [count, count + 1].flatMap((first) =>
      Array.from({ length: 60 }, (_, more) => Math.abs(poissonTail(first, limit) - poissonTail(first + more, limit) - 0.95)),
    );
    assert.ok(Math.min(...off) < 3e-5, `${count}: ${limit}, off by ${Math.min(...off)}`);
  }
});

test('systems of RKI and Bayes learn from the weeks they name, and say nothing before they have them', () => {
  const list = Array.from({ length: 160 }, (_, at) => at % 7);
  const series: CountSeries = { counts: list, frequency: 52 };
  const mean = (steps: readonly number[]): number => steps.reduce((sum, at) => sum + (list[at] ?? 0), 0) / steps.length;
  const span = (from: number, until: number): number[] => Array.from({ length: until - from + 1 }, (_, i) => from + i);
  near(only(judgeByRki(series, [150], { system: 1 })).expected, mean(span(144, 149)));
  near(only(judgeByRki(series, [150], { system: 2 })).expected, mean([...span(144, 149), ...span(92, 104)]));
  const third = [...span(94, 102), ...span(42, 50)];
  near(only(judgeByRki(series, [150], { system: 3 })).expected, mean(third));
  near(only(judgeByBayes(series, [150], { system: 3, alpha: 0.05 })).expected, (18 * mean(third) + 0.5) / 18);
  assert.equal(only(judgeByRki(series, [107], { system: 3 })).upper, null);
  assert.notEqual(only(judgeByRki(series, [108], { system: 3 })).upper, null);
});
