import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Feedback, type RetuneBounds, retuneThresholds } from './retune-thresholds.ts';
import { surveillanceFigures } from './surveillance-figures.ts';
import { usualThresholds, weighEvidence } from './thresholds.ts';

const bounds: RetuneBounds = { p: [1e-9, 0.01], largestStep: 10, fewestVerdicts: 4, keepTrue: 1, falseBudget: 1 };

const told = (id: string, p: number, verdict: Feedback['verdict'], reason: string | null = null): Feedback => ({
  id,
  speaking: 1,
  p,
  immediate: false,
  verdict,
  reason,
});

test('too many false ones: limits become stricter by the least that meets the budget, old ones stay with their day', () => {
  const feedback = [
    told('t1', 1e-6, 'true'),
    told('t2', 1e-4, 'true'),
    told('f1', 9e-4, 'false', 'holiday'),
    told('f2', 8e-4, 'false', 'holiday'),
    told('f3', 7e-4, 'false', 'coding'),
    told('n1', 5e-3, 'false', 'never warned'),
  ];
  const { history, outcome, factor, before, after, changed, reasons } = retuneThresholds(
    [usualThresholds],
    feedback,
    bounds,
    500,
  );
  assert.equal(outcome, 'met');
  assert.deepEqual(before, { warnedTrue: 2, missedTrue: 0, warnedFalse: 3 });
  assert.deepEqual(after, { warnedTrue: 2, missedTrue: 0, warnedFalse: 1 });
  assert.deepEqual(
    changed.filter(({ to }) => to === null).map(({ id }) => id),
    ['f1', 'f2'],
  );
  // 10^(-2/20) = .794 drops two of three; 10^(-1/20) = .891 one.
  assert.ok(Math.abs(factor - 10 ** -0.1) < 1e-12);
  assert.deepEqual(
    history.map(({ version, from }) => [version, from]),
    [
      [1, usualThresholds.from],
      [2, 500],
    ],
  );
  assert.equal(history[0], usualThresholds);
  assert.deepEqual(reasons, [
    { reason: 'holiday', count: 2 },
    { reason: 'coding', count: 1 },
  ]);
});

test('a missed true one makes limits looser; where both cannot be had, true ones come first', () => {
  const missed = [told('t1', 1e-4, 'true'), told('t2', 2e-3, 'true'), told('f1', 5e-3, 'false'), told('f2', 1e-2, 'false')];
  const loosened = retuneThresholds([usualThresholds], missed, bounds, 500);
  assert.equal(loosened.outcome, 'met');
  assert.deepEqual(loosened.after, { warnedTrue: 2, missedTrue: 0, warnedFalse: 0 });
  const between = [...missed, told('f3', 1.5e-3, 'false'), told('f4', 1.6e-3, null)];
  const forced = retuneThresholds([usualThresholds], between, bounds, 500);
  assert.equal(forced.outcome, 'nearest');
  assert.deepEqual(forced.after, { warnedTrue: 2, missedTrue: 0, warnedFalse: 2 });
});

test('single cases that must be reported say nothing about limits of p', () => {
  const single = ['x1', 'x2', 'x3', 'x4', 'x5'].map((id) => ({ ...told(id, 1, 'false', 'coding'), immediate: true }));
  const few = [told('t1', 1e-4, 'true'), told('f1', 5e-4, 'false', 'holiday')];
  const { outcome, before, reasons } = retuneThresholds([usualThresholds], [...single, ...few], bounds, 500);
  assert.equal(outcome, 'too-few');
  assert.deepEqual(before, { warnedTrue: 1, missedTrue: 0, warnedFalse: 1 });
  assert.deepEqual(reasons, [{ reason: 'holiday', count: 1 }]);
});

test('limits keep their distances at a bound, and one outside it never goes further out', () => {
  const missed = [2e-3, 5e-3, 9e-3, 9.5e-3].map((p, at) => told(`t${at}`, p, 'true'));
  const { history, factor, outcome } = retuneThresholds([usualThresholds], missed, { ...bounds, p: [1e-9, 0.003] }, 500);
  assert.equal(outcome, 'nearest');
  assert.ok(factor > 1 && 1e-3 * factor <= 0.003);
  for (const [at, { p }] of (history.at(-1) ?? usualThresholds).limits.entries())
    assert.ok(Math.abs(p / (usualThresholds.limits[at]?.p ?? 0) / factor - 1) < 1e-12);
  const many = ['f1', 'f2', 'f3', 'f4'].map((id) => told(id, 9e-4, 'false'));
  const stays = retuneThresholds([usualThresholds], many, { ...bounds, p: [1e-4, 0.01] }, 500);
  assert.deepEqual([stays.outcome, stays.history], ['no-better', [usualThresholds]]);
});

test('bounds that are none are refused', () => {
  for (const wrong of [{ p: [0.1, 0.01] }, { p: [0, 0.1] }, { largestStep: 0.5 }, { largestStep: 1e300 }, { keepTrue: 2 }])
    assert.throws(() => retuneThresholds([usualThresholds], [], { ...bounds, ...wrong } as RetuneBounds, 1), RangeError);
});

test('nothing changes without cause or without enough verdicts', () => {
  const fine = [told('t1', 1e-4, 'true'), told('t2', 1e-4, 'true'), told('f1', 5e-4, 'false'), told('f2', 0.5, 'false')];
  for (const [feedback, outcome] of [
    [fine, 'fits'],
    [fine.slice(1), 'too-few'],
    [[told('f9', 1e-9, 'false'), told('f8', 1e-9, 'false'), ...fine.map((one) => ({ ...one, p: 1e-9 }))], 'no-better'],
  ] as const) {
    const result = retuneThresholds([usualThresholds], feedback, bounds, 500);
    assert.equal(result.outcome, outcome);
    assert.deepEqual(result.history, [usualThresholds]);
    assert.deepEqual(result.after, result.before);
  }
});

const feedback = fc.array(
  fc.record({
    speaking: fc.integer({ min: 1, max: 4 }),
    p: fc.integer({ min: -100, max: 0 }).map((tenths) => 10 ** (tenths / 10)),
    immediate: fc.boolean(),
    verdict: fc.constantFrom('true', 'false', null) as fc.Arbitrary<Feedback['verdict']>,
  }),
  { maxLength: 40 },
);

test('limits stay within bounds and steps, never do worse than before, and what is said to change is what changes', () => {
  fc.assert(
    fc.property(feedback, fc.nat(10), fc.constantFrom(0.5, 0.9, 1), (list, falseBudget, keepTrue) => {
      const all = list.map((one, at) => ({ ...one, id: `e${at}`, reason: null }));
      const { history, before, after, changed } = retuneThresholds(
        [usualThresholds],
        all,
        { ...bounds, falseBudget, keepTrue },
        9,
      );
      const next = history.at(-1) ?? usualThresholds;
      for (const [at, { p }] of next.limits.entries()) {
        const old = usualThresholds.limits[at]?.p ?? 0;
        assert.ok(p === old || (p >= bounds.p[0] && p <= bounds.p[1]));
        assert.ok(Math.abs(Math.log10(p / old)) <= 1 + 1e-9);
      }
      const needed = Math.ceil(keepTrue * (before.warnedTrue + before.missedTrue) - 1e-9);
      const lacks = (warned: number): number => Math.max(0, needed - warned);
      assert.ok(lacks(after.warnedTrue) <= lacks(before.warnedTrue));
      if (lacks(after.warnedTrue) === lacks(before.warnedTrue))
        assert.ok(Math.max(0, after.warnedFalse - falseBudget) <= Math.max(0, before.warnedFalse - falseBudget));
      const levels = (set: typeof next) => new Map(all.map((one) => [one.id, weighEvidence(one, set)?.level ?? null]));
      const [old, fresh] = [levels(usualThresholds), levels(next)];
      assert.deepEqual(
        changed.map(({ id }) => id),
        all.map(({ id }) => id).filter((id) => old.get(id) !== fresh.get(id)),
      );
    }),
  );
});

test('the figures of the national system follow their formulas, limits of time included', () => {
  const hour = 3_600_000;
  const figures = surveillanceFigures(
    [
      { raised: 0, answered: 2 * hour, outcome: 'excluded' },
      { raised: 0, answered: 2 * hour + 1, outcome: 'suspected' },
      { raised: 0, answered: 24 * hour, outcome: 'confirmed' },
      { raised: 0, answered: 24 * hour + 1, outcome: null },
      { raised: 0, answered: null, outcome: null },
    ],
    2,
    5,
  );
  assert.deepEqual(
    { ...figures, medianHours: Math.round(figures.medianHours ?? 0) },
    {
      signals: 5,
      perCountyWeek: 0.5,
      answered: 0.8,
      within2Hours: 0.2,
      within24Hours: 0.6,
      medianHours: 13,
      suspected: 0.4,
      confirmed: 0.2,
    },
  );
  const none = surveillanceFigures([], 0, 0);
  assert.deepEqual([none.signals, none.perCountyWeek, none.answered, none.medianHours], [0, null, null, null]);
});
