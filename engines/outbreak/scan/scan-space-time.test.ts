import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findClusters } from './find-clusters.ts';
import { scanPlainly } from './fixtures/scan-plainly.ts';
import { greatCircle } from './great-circle.ts';
import { likelihoodRatio } from './likelihood-ratio.ts';
import { prepareScan } from './prepare-scan.ts';
import { type ScanCases, type ScanOptions, type ScanPlaces, usualScanOptions } from './scan-input.ts';
import { scanShare } from './scan-share.ts';
import { scanForRarest, scanSpaceTime } from './scan-space-time.ts';
import { seededDraws } from './seeded-draws.ts';

/** Few places on a coarse grid, so that some are equally far and some the same; few days, so that ties are frequent. */
const island: fc.Arbitrary<{ places: ScanPlaces; cases: ScanCases; options: ScanOptions }> = fc
  .integer({ min: 1, max: 7 })
  .chain((areas) =>
    fc.record({
      points: fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: areas, maxLength: areas }),
      days: fc.integer({ min: 1, max: 9 }),
      cases: fc.array(fc.tuple(fc.nat(areas - 1), fc.nat(1000)), { minLength: 4, maxLength: 40 }),
      largestShare: fc.constantFrom(0.2, 0.5, 1),
      largestRadius: fc.constantFrom(null, 0, 15, 25),
      windows: fc.constantFrom([1, 3], [1, 9], [2, 4]) as fc.Arbitrary<readonly [number, number]>,
      fewestCases: fc.integer({ min: 1, max: 3 }),
      seed: fc.integer(),
    }),
  )
  .map(({ points, days, cases, ...options }) => ({
    places: { longitude: points.map(([x]) => 126 + x / 8), latitude: points.map(([, y]) => 43 + y / 10) },
    cases: { area: cases.map(([area]) => area), day: cases.map(([, day]) => day % days), days },
    options: { ...options, replicates: 9 },
  }));

test('every centre, circle and window tried one by one gives the same clusters, ratios and p for the same seed', () => {
  let clusters = 0;
  fc.assert(
    fc.property(island, ({ places, cases, options }) => {
      const fast = findClusters(prepareScan(places, cases, options), [scanShare(prepareScan(places, cases, options))], 3);
      const plain = scanPlainly(places, cases, options, 3);
      assert.equal(fast.length, plain.length);
      clusters += plain.length;
      for (const [at, cluster] of fast.entries()) {
        const other = plain[at];
        assert.ok(other);
        assert.deepEqual([...cluster.areas].sort(), other.areas);
        assert.deepEqual([cluster.from, cluster.observed, cluster.p], [other.from, other.observed, other.p]);
        assert.ok(Math.abs(cluster.ratio - other.ratio) < 1e-9);
        assert.ok(Math.abs(cluster.expected - other.expected) < 1e-9);
        assert.equal(cluster.recurrenceDays, 1 / cluster.p);
      }
    }),
    { numRuns: 400 },
  );
  assert.ok(clusters > 200, `only ${clusters} clusters were compared`);
});

/** A town of 30 areas and 60 days; cases fall anywhere at any time, and `planted` more into two neighbours in the last four days. */
function town(seed: number, cases: number, planted: number): { places: ScanPlaces; cases: ScanCases } {
  const draw = seededDraws(seed, -1);
  const area = Array.from({ length: cases }, () => draw(30));
  const day = Array.from({ length: cases }, () => draw(60));
  for (let more = 0; more < planted; more += 1) {
    area.push(12 + (more % 2));
    day.push(56 + draw(4));
  }
  const at = Array.from({ length: 30 }, (_, index) => index);
  return {
    places: {
      longitude: at.map((index) => 126 + (index % 6) / 10),
      latitude: at.map((index) => 43 + Math.floor(index / 6) / 10),
    },
    cases: { area, day, days: 60 },
  };
}

test('the answer does not depend on how many threads share the permutations', () => {
  const { places, cases } = town(1, 300, 8);
  const options = { ...usualScanOptions, replicates: 99, seed: 7 };
  const whole = scanSpaceTime(places, cases, options);
  const prepared = structuredClone(prepareScan(places, cases, options));
  for (const shares of [2, 3, 7]) {
    const parts = Array.from({ length: shares }, (_, share) => scanShare(prepared, [share, shares]));
    assert.equal(
      parts.reduce((sum, part) => sum + part.length, 0),
      99,
    );
    assert.deepEqual(findClusters(prepared, parts.reverse()), whole);
  }
  assert.notDeepEqual(scanShare(prepareScan(places, cases, { ...options, seed: 8 })), scanShare(prepared));
});

test('a planted cluster is found where and when it was planted', () => {
  const { places, cases } = town(2, 300, 30);
  const [first, ...others] = scanSpaceTime(places, cases, { ...usualScanOptions, seed: 1 });
  assert.deepEqual([...(first?.areas ?? [])].sort(), [12, 13]);
  assert.equal(first?.from, 56);
  assert.equal(first?.to, 59);
  assert.equal(first?.p, 0.001);
  assert.equal(first?.recurrenceDays, 1000);
  for (const { areas, ratio } of others) {
    assert.ok(!areas.some((area) => first?.areas.includes(area)));
    assert.ok(ratio <= (first?.ratio ?? 0));
  }
});

test('where nothing goes on, p is at most a tenth in about a tenth of analyses', () => {
  const options = { ...usualScanOptions, replicates: 19, windows: [1, 7] as const };
  let striking = 0;
  for (let seed = 0; seed < 400; seed += 1) {
    const { places, cases } = town(seed + 100, 150, 0);
    if ((scanSpaceTime(places, cases, { ...options, seed })[0]?.p ?? 1) <= 0.1) striking += 1;
  }
  // 400 analyses of chance .1: 40, with a standard deviation of 6.
  assert.ok(striking > 40 - 24 && striking < 40 + 24, `${striking} of 400`);
});

test('no cases, one case and a period without an end in sight are no clusters and no errors', () => {
  const { places } = town(1, 0, 0);
  const options = { ...usualScanOptions, replicates: 9, seed: 1 };
  for (const cases of [
    { area: [], day: [], days: 60 },
    { area: [3], day: [59], days: 60 },
    { area: [], day: [], days: 0 },
    { area: [99, -1, 3, 3], day: [59, 59, 60, -1], days: 60 },
  ])
    assert.deepEqual(scanSpaceTime(places, cases, options), []);
  assert.deepEqual(scanSpaceTime({ longitude: [], latitude: [] }, { area: [], day: [], days: 9 }, options), []);
});

test('where nobody knows where areas lie, a cluster is one area or its whole group; the rarest are those that the whole scan puts at the smallest p', () => {
  // Nine areas in three groups; four cases a day go round, then many more in the second group on the last two days.
  const usual = Array.from({ length: 480 }, (_, at) => at);
  const group = [0, 0, 0, 1, 1, 1, 2, 2, 2];
  const options = { ...usualScanOptions, seed: 1 };
  const scan = (extra: readonly number[]) => {
    const cases = {
      area: [...usual.map((at) => at % 9), ...extra],
      day: [...usual.map((at) => at >> 2), ...extra.map((_, at) => 118 + (at % 2))],
      days: 120,
    };
    const rarest = scanForRarest({ group }, cases, options);
    assert.deepEqual(
      rarest,
      scanSpaceTime({ group }, cases, options).filter(({ p }) => p <= 0.001),
    );
    return rarest.map(({ areas }) => areas.toSorted());
  };
  assert.deepEqual(scan([]), []);
  assert.deepEqual(scan(Array.from({ length: 12 }, () => 4)), [[4]]);
  assert.deepEqual(scan(Array.from({ length: 24 }, (_, at) => 3 + (at % 3))), [[3, 4, 5]]);
});

test('the ratio is that of the paper', () => {
  // 6 of 20 cases where 2 are expected: 6 ln 3 + 14 ln (14 / 18).
  assert.ok(Math.abs(likelihoodRatio(6, 40, 20) - (6 * Math.log(3) + 14 * Math.log(14 / 18))) < 1e-12);
  assert.equal(likelihoodRatio(2, 40, 20), 0);
  assert.ok(Math.abs(likelihoodRatio(20, 40, 20) - 20 * Math.log(10)) < 1e-12);
});

test('distances are those on the earth', () => {
  // A degree of latitude is 111.195 km on the mean sphere; half the equator is 20,015 km.
  assert.ok(Math.abs(greatCircle(126, 43, 126, 44) - 111.195) < 0.001);
  assert.ok(Math.abs(greatCircle(0, 0, 180, 0) - 20_015.115) < 0.001);
});

test('draws are the same for the same seed, below their limit, and each number comes as often', () => {
  const times = new Float64Array(10);
  for (let replicate = 0; replicate < 2000; replicate += 1) {
    const [draw, again] = [seededDraws(5, replicate), seededDraws(5, replicate)];
    for (let turn = 0; turn < 5; turn += 1) {
      const value = draw(10);
      assert.equal(value, again(10));
      times[value] = (times[value] ?? 0) + 1;
    }
  }
  // Chi-squared with 9 degrees of freedom: above 33.7 in one of ten thousand.
  assert.ok(times.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0) < 33.7, `${times}`);
});
