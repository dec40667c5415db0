import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededDraws } from '../../scan/seeded-draws.ts';
import { severeEpidemic, usualEpidemic, usualStreams } from './city-shape.ts';
import { drawCounty, plantEpidemic } from './draw-county.ts';
import { falseWarnings, measurePlanted, thresholdWithin } from './measure-planted.ts';
import { learnQuiet, scorePlanted, scoreQuiet } from './run-planted.ts';

const from = (seed: number) => (name: string) => {
  const own = [...name].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, seed);
  const draw = seededDraws(own, 0);
  return () => draw(2 ** 32) / 2 ** 32;
};

test('false warnings stand a week, and budgets are kept', () => {
  const quiet = [Float64Array.from({ length: 30 }, (_, day) => (day < 8 ? 0.01 : 0.5)), new Float64Array(30).fill(1)];
  assert.equal(falseWarnings(quiet, 1, 0.01), 2);
  assert.equal(falseWarnings(quiet, 2, 0.01), 1);
  assert.equal(falseWarnings(quiet, 1, 0.001), 0);
  const threshold = thresholdWithin(quiet, 1, 1);
  assert.ok(threshold < 0.01 && threshold > 0.009);
});

test('a warning within seven days is one on the day of the first visit or one of seven after it', () => {
  const run = (day: number | null) => ({
    planted: Float64Array.from({ length: 28 }, (_, at) => (at === day ? 0 : 1)),
    twin: Float64Array.from({ length: 28 }, (_, at) => (day === 7 && at === 5 ? 0 : 1)),
  });
  const { within7, byLuck, caused, within14, medianDays } = measurePlanted([run(0), run(7), run(8), run(null)], 0.5);
  assert.deepEqual([within7, byLuck, caused, within14, medianDays], [0.5, 0.25, 0.25, 0.75, 7.5]);
});

test('an epidemic that infects nobody else comes to a doctor as often as is said, and nowhere else than in its streams', () => {
  const shape = { ...usualEpidemic, seeds: 4000, r0: 0 };
  const { added, firstVisit } = plantEpidemic(shape, usualStreams, 10, 120, from(5)('alone'));
  const sum = (stream: number) => (added[stream] ?? []).flatMap((area) => Array.from(area)).reduce((all, one) => all + one, 0);
  assert.ok(Math.abs(sum(1) / 4000 - 0.5) < 0.04, `${sum(1)} visits`);
  assert.equal(sum(4), 0);
  assert.ok((firstVisit ?? 0) >= 10 && (firstVisit ?? 99) < 16);
});

test('counties draw what their streams say', () => {
  const [cards = [], visits = [], , , sewage = []] = drawCounty(usualStreams, 1, 7 * 260, from(9)('county'));
  assert.equal(visits.length, 16);
  const mean = visits.flatMap((area) => Array.from(area)).reduce((sum, one) => sum + one, 0) / (7 * 260);
  assert.ok(Math.abs(mean / 60 - 1) < 0.15, `${mean}`);
  assert.equal(cards.length, 1);
  assert.ok(sewage[0]?.every((count, day) => day % 7 === 6 || count === 0));
});

test('a new disease that most have severely is warned of within a week of its first visit, within two false warnings a county and month', (t) => {
  const settings = { streams: usualStreams, epidemic: usualEpidemic, counties: 4, days: 120, runs: 60 };
  const calibrators = learnQuiet(settings, from(1));
  const train = scoreQuiet(settings, calibrators, 80, from(2));
  const fresh = scoreQuiet(settings, calibrators, 80, from(3));
  const threshold = thresholdWithin(train.ours, settings.counties, 2);
  const found = falseWarnings(fresh.ours, settings.counties, threshold);
  const percentile = falseWarnings(fresh.percentile, settings.counties, 0.5);
  assert.ok(found < 4, `${found} false warnings a county and month`);
  assert.ok(percentile > 4 * found, `${percentile} of the percentile`);
  for (const [name, epidemic, least] of [
    ['like 2003', severeEpidemic, 0.75],
    ['like 2020', usualEpidemic, 0.25],
  ] as const) {
    const { ours } = scorePlanted({ ...settings, epidemic }, calibrators, 80, from(4));
    const { within7, byLuck, medianDays } = measurePlanted(ours, threshold);
    t.diagnostic(
      `${name}: ${(100 * within7).toFixed(0)} % warned of within 7 days (${(100 * byLuck).toFixed(0)} % by luck), median ${medianDays} days, ` +
        `${found.toFixed(2)} false warnings a county and month (percentile ${percentile.toFixed(1)})`,
    );
    assert.ok(within7 > least && within7 > byLuck + 0.1, `${name}: ${within7}, by luck ${byLuck}`);
  }
});
