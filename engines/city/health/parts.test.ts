import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '../random.ts';
import { dayOf, makeCalendar, weekdayOf } from './calendar.ts';
import { count, onsetAge, weightAt } from './chances.ts';
import { atGoal, decideNext, sugarAtGoal } from './ladder.ts';
import { gradePregnancy } from './live-maternity.ts';
import { filtrationOf } from './measure.ts';
import { disease, operation } from './resource.ts';
import { seasonNames, seasonOf } from './seasons.ts';
import { splitCosts } from './split-costs.ts';

test('the ladder asks again in three months, in two weeks, and refers whoever is off twice', () => {
  assert.deepEqual(decideNext('controlled', 'uncontrolled'), { class: 'controlled', action: 'continue', days: 90 });
  assert.deepEqual(decideNext('uncontrolled', null), { class: 'uncontrolled', action: 'adjust', days: 14 });
  assert.deepEqual(decideNext('uncontrolled', 'controlled'), { class: 'uncontrolled', action: 'adjust', days: 14 });
  assert.deepEqual(decideNext('uncontrolled', 'uncontrolled'), { class: 'uncontrolled', action: 'refer', days: 14 });
  assert.deepEqual(decideNext('reaction', null), { class: 'reaction', action: 'adjust', days: 14 });
  assert.deepEqual(decideNext('reaction', 'reaction'), { class: 'reaction', action: 'refer', days: 14 });
  assert.deepEqual(decideNext('complication', 'controlled'), { class: 'complication', action: 'refer', days: 14 });
});

test('a code of two systems is two concepts, one of the same system is made once', () => {
  const [ill, done] = [disease('01.2', '同名'), operation('01.2', '同名')];
  assert.notEqual(ill.coding?.[0]?.system, done.coding?.[0]?.system);
  assert.equal(disease('01.2', '同名'), ill);
});

test('goals: below 140/90, from 65 years on below 150/90, glucose below 7.0', () => {
  assert.deepEqual([atGoal([139, 89], 64), atGoal([140, 89], 64), atGoal([139, 90], 64)], [true, false, false]);
  assert.deepEqual([atGoal([149, 89], 65), atGoal([150, 89], 65), atGoal([149, 90], 65)], [true, false, false]);
  assert.deepEqual([sugarAtGoal(6.9), sugarAtGoal(7)], [true, false]);
});

test('a pregnancy is graded by age, weight, sugar and scar, the graver colour first', () => {
  const well = { age: 28, bodyMass: 22, diabetes: false, scar: false };
  assert.equal(gradePregnancy(well), 'green');
  assert.deepEqual(
    [18, 19, 34, 35, 39, 40].map((age) => gradePregnancy({ ...well, age })),
    ['yellow', 'green', 'green', 'yellow', 'yellow', 'orange'],
  );
  assert.deepEqual(
    [27.9, 28].map((bodyMass) => gradePregnancy({ ...well, bodyMass })),
    ['green', 'orange'],
  );
  assert.equal(gradePregnancy({ ...well, scar: true }), 'yellow');
  assert.equal(gradePregnancy({ ...well, diabetes: true, bodyMass: 30 }), 'orange');
});

test('filtration follows CKD-EPI 2021', () => {
  // 1.0 mg/dL at 50 years, and 1.5 at 70, by the published equation.
  assert.deepEqual([filtrationOf(88.4, 50, 'male'), filtrationOf(88.4, 50, 'female')], [92, 69]);
  assert.deepEqual([filtrationOf(132.6, 70, 'male'), filtrationOf(132.6, 70, 'female')], [50, 37]);
});

test('an onset is the age at which the weight reaches what was drawn', () => {
  const ladder = [
    [20, 0],
    [40, 0.5],
    [60, 2],
    [101, 2.2],
  ] as const;
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 2.2, noNaN: true }), (aim) => {
      const age = onsetAge(ladder, aim);
      assert.ok(age !== null && Math.abs(weightAt(ladder, age) - aim) < 1e-9);
    }),
  );
  assert.equal(onsetAge(ladder, 2.3), null);
});

test('counts are what they are asked for on average, few and many', () => {
  const random = seededRandom('counts');
  for (const mean of [0.3, 4, 80]) {
    const drawn = Array.from({ length: 4_000 }, () => count(random, mean));
    assert.ok(Math.abs(drawn.reduce((sum, one) => sum + one, 0) / 4_000 - mean) < 4 * Math.sqrt(mean / 4_000), String(mean));
  }
  assert.equal(count(random, 0), 0);
});

test('costs of a stay are whole fen, none below nothing, and add up to the total', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 0, max: 90_000 }), fc.string(), (days, surgery, seed) => {
      const { total, parts } = splitCosts({ days, surgery }, seededRandom(seed));
      assert.equal(
        Math.round(total * 100),
        parts.reduce((sum, [, yuan]) => sum + Math.round(yuan * 100), 0),
      );
      assert.ok(parts.every(([, yuan]) => yuan > 0));
    }),
  );
});

test('every season is about one in the mean of five years, and never below nothing', () => {
  const first = dayOf('2021-01-01');
  const days = Array.from({ length: 1_826 }, (_, at) => new Date((first + at) * 86_400_000).toISOString().slice(0, 10));
  for (const name of seasonNames) {
    const weights = days.map((day) => seasonOf(name, day));
    assert.ok(Math.min(...weights) >= 0, name);
    const mean = weights.reduce((sum, one) => sum + one, 0) / days.length;
    assert.ok(mean > 0.75 && mean < 1.3, `${name} ${mean}`);
  }
});

test('a day drawn lies between its bounds, whatever they are within the period', () => {
  const calendar = makeCalendar('2021-01-01', '2025-12-31');
  const random = seededRandom('days');
  fc.assert(
    fc.property(fc.nat(1_825), fc.nat(1_825), fc.constantFrom(...seasonNames), (a, b, season) => {
      const [from, until] = [calendar.first + Math.min(a, b), calendar.first + Math.max(a, b)];
      const day = calendar.draw(season, 'clinic', from, until, random);
      assert.ok(day >= from && day <= until);
    }),
  );
  assert.equal(calendar.text(calendar.first), '2021-01-01');
  assert.equal(calendar.text(calendar.last), '2025-12-31');
  assert.equal(weekdayOf(dayOf('20260101')), 4);
  assert.equal(calendar.moment(dayOf('2024-02-29'), 61), '2024-02-29T01:01:00+08:00');
});
