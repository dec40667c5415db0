import assert from 'node:assert/strict';
import { test } from 'node:test';
import { discretiseInterval } from '@songhua/engine-outbreak';
import fc from 'fast-check';
import { expectCases, forecastCases } from '../epidemic/forecast-cases.ts';
import { type EpidemicModel, factorOn } from '../epidemic/scenario.ts';
import { stream } from '../random/draws.ts';
import { type Course, wholeDays } from './course.ts';
import { bedDrawer } from './draw-beds.ts';
import { expectBeds } from './expect-beds.ts';
import { forecastBeds } from './forecast-beds.ts';

const said = <T>(value: T) => ({ value, source: 'this test', verified: false });
const course: Course<'ward' | 'icu'> = {
  ages: said([0.6, 0.4]),
  admission: said([0.1, 0.3]),
  delay: said({ mean: 4, deviation: 2 }),
  pathways: [
    { chance: said([0.9, 0.6]), legs: [{ kind: 'ward', stay: said({ mean: 8, deviation: 5 }) }] },
    {
      chance: said([0.1, 0.4]),
      legs: [
        { kind: 'ward', stay: said({ mean: 1.5, deviation: 1 }) },
        { kind: 'icu', stay: said({ mean: 10, deviation: 6 }) },
        { kind: 'ward', stay: said({ mean: 5, deviation: 3 }) },
      ],
    },
  ],
};
const model: EpidemicModel = {
  reproduction: { mean: 1.2, deviation: 0 },
  interval: discretiseInterval(4, 2, 20),
  dispersion: 10,
  reported: 0.5,
  steps: [{ day: 10, factor: 0.5 }],
  imported: 1,
};
const history = [10, 12, 9, 15, 20, 18, 22, 25];

/** The mean of runs by day against the exact one, within five standard errors of each day. */
function meansAgree(runs: readonly ArrayLike<number>[], wanted: ArrayLike<number>, what: string): void {
  for (let day = 0; day < wanted.length; day += 1) {
    const sample = runs.map((run) => run[day] ?? 0);
    const mean = sample.reduce((sum, x) => sum + x, 0) / sample.length;
    const variance = sample.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (sample.length - 1);
    const off = Math.abs(mean - (wanted[day] ?? 0));
    assert.ok(off <= 5 * Math.sqrt(variance / sample.length) + 1e-9, `${what}, day ${day}: ${mean}, not ${wanted[day]}`);
  }
}

test('the mean of the runs is the exact mean, of cases and of beds, with overdispersion, under-reporting and an intervention', () => {
  const drawn = Array.from({ length: 1500 }, (_, run) => forecastCases(stream(3, run), history, 30, model));
  const expected = expectCases(history, 30, model);
  meansAgree(
    drawn.map(({ cases }) => cases),
    expected,
    'cases',
  );
  const draw = bedDrawer(course);
  const beds = drawn.map(({ cases }, run) => draw(stream(4, run), cases).beds);
  for (const kind of ['ward', 'icu'] as const)
    meansAgree(
      beds.map((found) => found.get(kind) ?? []),
      expectBeds(expected, course).get(kind) ?? [],
      kind,
    );
});

test('cases that come evenly fill as many beds as come a day times how long they stay (Little’s law)', () => {
  const found = expectBeds(new Float64Array(400).fill(100), course);
  const admitted = 100 * (0.6 * 0.1 + 0.4 * 0.3);
  const critical = 100 * (0.6 * 0.1 * 0.1 + 0.4 * 0.3 * 0.4);
  assert.ok(Math.abs((found.get('icu')?.at(-1) ?? 0) - critical * 10) < 1e-6 * critical);
  const ward = (admitted - critical) * 8 + critical * 6.5;
  assert.ok(Math.abs((found.get('ward')?.at(-1) ?? 0) - ward) < 1e-6 * ward);
});

test('whole days keep the mean of a duration and sum to one', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 40, noNaN: true }),
      fc.oneof(fc.constant(0), fc.double({ min: 0.3, max: 20, noNaN: true })),
      (mean, share) => {
        const days = wholeDays({ mean, deviation: share === 0 ? 0 : Math.min(share, 1.5 * mean) });
        const sum = days.reduce((all, chance) => all + chance, 0);
        const found = days.reduce((all, chance, k) => all + k * chance, 0);
        assert.ok(Math.abs(sum - 1) < 1e-9 && Math.abs(found - mean) < 1e-5 * Math.max(1, mean), `${mean} ${sum} ${found}`);
      },
    ),
    { numRuns: 60 },
  );
});

test('everybody who is admitted is in exactly one kind of bed, and nobody when stays are over', () => {
  fc.assert(
    fc.property(fc.integer(), fc.array(fc.nat(60), { minLength: 1, maxLength: 20 }), (seed, counts) => {
      const { beds, admitted } = bedDrawer(course)(stream(seed), [...counts, ...new Array<number>(250).fill(0)]);
      const all = [...beds.values()];
      for (const list of all) for (const there of list) assert.ok(Number.isInteger(there) && there >= 0);
      assert.ok(all.every((list) => list.at(-1) === 0));
      const sick = admitted.reduce((sum, come) => sum + come, 0);
      assert.ok(sick <= counts.reduce((sum, count) => sum + count, 0));
    }),
    { numRuns: 40 },
  );
});

test('the same seed gives the same forecast, quantiles rise, more transmission needs more beds, and nobody is infected twice', () => {
  const task = {
    ...{ seed: 5, runs: 60, history, days: 25, course, shares: [0.1, 0.5, 0.9] },
    kinds: ['ward', 'icu'] as const,
  };
  let heard = 0;
  const uncertain = { ...model, reproduction: { mean: 1.2, deviation: 0.2 } };
  const one = forecastBeds({ ...task, model: uncertain }, (done) => {
    heard = done;
  });
  assert.equal(heard, 60);
  assert.deepEqual(forecastBeds({ ...task, model: uncertain }), one);
  assert.deepEqual([one.reported.length, one.beds.icu.length], [25, 26]);
  for (const bands of [one.reported, one.admitted, one.beds.ward, one.beds.icu])
    for (const [low = 0, middle = 0, high = 0] of bands) assert.ok(low <= middle && middle <= high);
  const worse = forecastBeds({ ...task, model: { ...model, reproduction: { mean: 1.8, deviation: 0 } } });
  assert.ok((worse.beds.icu.at(-1)?.[1] ?? 0) > (one.beds.icu.at(-1)?.[1] ?? 0));
  const few = forecastCases(stream(9), history, 200, {
    ...model,
    reproduction: { mean: 4, deviation: 0 },
    steps: [],
    people: 900,
  });
  assert.ok(few.cases.reduce((sum, count) => sum + count, 0) <= 900);
});

test('of several steps the newest that has begun holds, in whatever order they stand', () => {
  const steps = [
    { day: 5, factor: 0.5 },
    { day: 2, factor: 2 },
  ];
  assert.deepEqual(
    [1, 2, 4, 5, 9].map((day) => factorOn(steps, day)),
    [1, 2, 2, 0.5, 0.5],
  );
});
