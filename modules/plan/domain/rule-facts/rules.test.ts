import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaMeasureSpecs, areaMeasures } from '../../contract.ts';
import { careCases } from '../../fixtures/rule-cases/care.ts';
import { groupCases } from '../../fixtures/rule-cases/groups.ts';
import { publicHealthCases } from '../../fixtures/rule-cases/public-health.ts';
import { supportCases } from '../../fixtures/rule-cases/support.ts';
import { targetCases } from '../../fixtures/rule-cases/targets.ts';
import { resultFor, rules } from '../../fixtures/small-city.ts';

/** Every rule of the reference plan at both sides of its limit. */
const cases = [...targetCases, ...publicHealthCases, ...careCases, ...groupCases, ...supportCases];

test('each of the 101 rules of the reference plan is tried at both sides of its limit, once', () => {
  assert.equal(rules.length, 101);
  assert.deepEqual(cases.map(({ id }) => id).sort(), rules.map(({ spec }) => spec.id).sort());
});

test('every figure of an area that a rule asks for can be entered for areas of that level, and the rule says so', () => {
  const asking = rules.flatMap(({ spec }) => {
    const texts = JSON.stringify([spec.require, spec.scope.where, spec.readings]);
    return areaMeasures
      .filter((measure) => new RegExp(`(?<![a-z-]|has )${measure}(?![a-z-])`).test(texts))
      .map((measure) => ({ spec, measure }));
  });
  const told = rules.filter(({ spec }) =>
    spec.notes.some(({ en }) => /entered on its page or by a return of area figures/.test(en)),
  );
  assert.deepEqual(told.map(({ spec }) => spec.id).sort(), [
    '4.4.1-e',
    '4.4.3-c3',
    '7.2.4-c1',
    '7.2.4-c2',
    '7.4.2-d',
    '7.8.2-c',
    'P2.3-a',
  ]);
  assert.deepEqual(
    [...new Set(asking.map(({ spec }) => spec.id))].sort(),
    ['3.2.1-b', ...told.map(({ spec }) => spec.id)].sort(),
  );
  for (const { spec, measure } of asking) {
    const level =
      String(spec.scope.subject) === 'county' && spec.scope.where === 'kind = urban' ? 'urban' : String(spec.scope.subject);
    assert.ok(
      areaMeasureSpecs[measure].levels.some((one) => one === level),
      `${spec.id} asks ${measure} of each ${level}`,
    );
  }
});

test('a rule whose figures are in different units has no unit of its margin, and one that asks for a grade has grades', () => {
  const mixed = rules.filter(({ readings }) => readings.some(({ scopes }) => scopes.some(({ require }) => !require.measured)));
  assert.ok(mixed.some(({ spec }) => spec.id === '3.1.3-d'));
  assert.deepEqual(
    mixed.filter(({ spec }) => spec.unit !== null).map(({ spec }) => spec.id),
    [],
  );
  assert.equal(rules.find(({ spec }) => spec.id === '7.2.1-b')?.spec.unit?.en, 'grade');
});

for (const { id, of, pass, fail, unknown } of cases) {
  test(`${id}: passes just within its limit`, () => {
    const result = resultFor(id, of, pass);
    assert.equal(result.status, 'pass', JSON.stringify(result));
    assert.ok(result.margin === null || result.margin >= 0, `margin ${result.margin}`);
    assert.ok(result.facts.length > 0 && result.evidence !== null, 'says by which facts');
  });

  test(`${id}: fails just beyond it`, () => {
    const result = resultFor(id, of, fail);
    assert.equal(result.status, 'fail', JSON.stringify(result));
    assert.ok(result.margin === null || result.margin <= 0, `margin ${result.margin}`);
    assert.ok(result.facts.length > 0 && result.evidence !== null, 'says by which facts');
  });

  if (unknown === null) continue;
  test(`${id}: is unknown without the fact that decides, and names what is missing`, () => {
    const result = resultFor(id, of, unknown);
    assert.equal(result.status, 'unknown', JSON.stringify(result));
    assert.equal(result.margin, null);
    assert.ok(result.missing.length > 0, 'names a missing fact');
    assert.match(result.reason?.zh ?? '', /缺少/);
    assert.match(result.reason?.en ?? '', /missing/);
  });
}
