import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildTriangle } from './build-triangle.ts';
import { nowcast, usualNowcast } from './nowcast.ts';

const near = (found: number | null | undefined, wanted: number): void =>
  assert.ok(Math.abs((found ?? Number.NaN) - wanted) < 1e-9, `${found} is not ${wanted}`);

test('a ladder of three delays worked by hand', () => {
  // Step 0: 10, 6, 4. Step 1: 20, 10. Step 2: 15 so far.
  const triangle = { steps: 3, delays: 3, cases: Float64Array.from([10, 6, 4, 20, 10, 0, 15, 0, 0]) };
  const [oldest, middle, newest] = nowcast(triangle, usualNowcast);
  assert.deepEqual([oldest?.expected, oldest?.low, oldest?.high], [20, 20, 20]);
  // Within two delays 16 of 20, so 30 known become 37.5; within one 30 of 46 of those, so 15 become 15 · 46/30 · 20/16.
  near(middle?.share, 0.8);
  near(middle?.expected, 37.5);
  near(newest?.share, (30 / 46) * 0.8);
  near(newest?.expected, (15 * 46 * 20) / (30 * 16));
  assert.ok((newest?.low ?? 0) < 28.75 && (newest?.high ?? 0) > 28.75);
});

test('reports that are not in yet are not looked at, and a report before the illness counts as of no delay', () => {
  const { cases } = buildTriangle(
    [
      { onset: 0, reported: 0 },
      { onset: 0, reported: 5 },
      { onset: 1, reported: 9 },
      { onset: 2, reported: 1 },
      { onset: 7, reported: 8 },
      { onset: 0, reported: 6 },
    ],
    { now: 6, delays: 4 },
  );
  assert.deepEqual([...cases.slice(0, 12)], [1, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0, 0]);
});

test('a delay that nobody has yet lived through says nothing', () => {
  const empty = nowcast({ steps: 2, delays: 3, cases: new Float64Array(6) }, usualNowcast);
  assert.deepEqual(empty[1], { at: 1, known: 0, share: null, expected: null, low: null, high: null });
});

test('a step without reports so far is not taken to be empty for certain', () => {
  const triangle = buildTriangle(
    Array.from({ length: 400 }, (_, i) => ({ onset: i % 20, reported: (i % 20) + (i % 5) })),
    { now: 20, delays: 5 },
  );
  const last = nowcast(triangle, usualNowcast).at(-1);
  assert.deepEqual([last?.known, last?.expected], [0, 0]);
  assert.ok((last?.high ?? 0) >= 3);
});

test('a handful of cases that were all told of at once is no proof that none come late', () => {
  const told = (number: number) =>
    nowcast(
      buildTriangle(
        Array.from({ length: number }, (_, i) => ({ onset: i % 10, reported: i % 10 })),
        { now: 9, delays: 8 },
      ),
      usualNowcast,
    ).at(-1);
  const [few, many] = [told(10), told(10_000)];
  assert.deepEqual([few?.known, few?.expected], [1, 1]);
  assert.ok((few?.high ?? 0) > 1, `${few?.high}`);
  assert.deepEqual([many?.known, many?.low], [1000, 1000]);
  assert.ok((many?.high ?? 0) < 1010, `${many?.high}`);
});

test('intervals of 95 % hold what is reported in the end also where few cases are known', () => {
  let [held, asked] = [0, 0];
  for (let run = 1; run <= 400; run += 1) {
    const random = seeded(run * 104_729);
    const cases = Array.from({ length: 12 }, () => {
      const onset = Math.floor(random() * 12);
      return { onset, reported: onset + Math.min(7, Math.floor(-Math.log(1 - random()) * 2)) };
    });
    const final = cases.reduce((all, { onset }) => all.with(onset, (all[onset] ?? 0) + 1), new Float64Array(12));
    for (const { at, low, high } of nowcast(buildTriangle(cases, { now: 11, delays: 8 }), usualNowcast).slice(-4)) {
      if (low === null || high === null) continue;
      asked += 1;
      if ((final[at] ?? 0) >= low && (final[at] ?? 0) <= high) held += 1;
    }
  }
  assert.ok(asked > 800 && held / asked > 0.93, `${held} of ${asked}`);
});

test('a shorter window forgets how slow reports once were', () => {
  const slowThenQuick = Array.from({ length: 3000 }, (_, i) => {
    const onset = i % 60;
    return { onset, reported: onset + (onset < 30 ? 4 : 0) };
  });
  const triangle = buildTriangle(slowThenQuick, { now: 59, delays: 5 });
  const all = nowcast(triangle, usualNowcast).at(-1);
  const recent = nowcast(triangle, { ...usualNowcast, window: 20 }).at(-1);
  assert.ok((all?.share ?? 1) < 0.9);
  assert.equal(recent?.share, 1);
});

/** Chances from a seed, the same each time (Numerical Recipes' congruence). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('intervals of 95 % hold what is reported in the end about as often as they say', () => {
  let [held, asked] = [0, 0];
  for (let run = 1; run <= 60; run += 1) {
    const random = seeded(run * 7919);
    const cases = Array.from({ length: 60 * 25 }, () => {
      const onset = Math.floor(random() * 60);
      return { onset, reported: onset + Math.floor(-Math.log(1 - random()) * 2.5) };
    });
    const final = new Float64Array(60);
    for (const { onset, reported } of cases) if (reported - onset < 1000) final[onset] = (final[onset] ?? 0) + 1;
    const found = nowcast(buildTriangle(cases, { now: 59, delays: 20 }), usualNowcast);
    for (const { at, low, high } of found.slice(-6)) {
      asked += 1;
      if ((final[at] ?? 0) >= (low ?? 0) && (final[at] ?? 0) <= (high ?? 0)) held += 1;
    }
  }
  assert.ok(held / asked > 0.92 && held / asked <= 1, `${held} of ${asked}`);
});

const reports = fc.array(fc.record({ onset: fc.nat(30), delay: fc.nat(12) }), { maxLength: 300 });

test('never fewer than are known, the older the nearer, and all that is past its last delay is final', () => {
  fc.assert(
    fc.property(reports, (list) => {
      const triangle = buildTriangle(
        list.map(({ onset, delay }) => ({ onset, reported: onset + delay })),
        { now: 30, delays: 10 },
      );
      const found = nowcast(triangle, usualNowcast);
      for (const [at, one] of found.entries()) {
        if (one.expected === null) continue;
        assert.ok(one.expected >= one.known && (one.low ?? 0) >= one.known && (one.high ?? 0) >= (one.low ?? 0));
        if (at + 9 <= 30) assert.equal(one.expected, one.known);
        const older = found[at - 1];
        if (older?.share != null) assert.ok((one.share ?? 0) <= older.share + 1e-12);
      }
    }),
  );
});

test('the order in which cases are listed makes no difference', () => {
  fc.assert(
    fc.property(reports, (list) => {
      const cases = list.map(({ onset, delay }) => ({ onset, reported: onset + delay }));
      const [one, other] = [cases, [...cases].reverse()].map((of) =>
        nowcast(buildTriangle(of, { now: 30, delays: 8 }), usualNowcast),
      );
      assert.deepEqual(one, other);
    }),
    { numRuns: 20 },
  );
});
