import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { coveredScopes, isWithin, type ResourceScope, readScope, writeScope } from './read-scope.ts';

const letters = fc
  .subarray([...'cruds'], { minLength: 1 })
  .map((some) => [...'cruds'].filter((one) => some.includes(one)).join(''));
const value = fc.stringMatching(/^[A-Za-z0-9:/.|%~_-]{1,20}$/);
const scopes: fc.Arbitrary<ResourceScope> = fc
  .record({
    level: fc.constantFrom('patient', 'user', 'system'),
    type: fc.constantFrom('*', 'Observation', 'Condition', 'MedicationRequest'),
    interactions: letters,
    criteria: fc.array(
      fc.tuple(fc.constantFrom('category', 'status', 'code'), value).map(([name, of]) => `${name}=${of}`),
      { maxLength: 3 },
    ),
  })
  .map((scope) => ({ ...scope, criteria: scope.type === '*' ? [] : scope.criteria }));

test('what is written is read again, the same', () => {
  fc.assert(fc.property(scopes, (scope) => assert.deepEqual(readScope(writeScope(scope)), scope)));
});

test('a text that is read is written again, the same; any other is no scope', () => {
  for (const text of [
    'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory',
    'user/*.cruds',
  ])
    assert.equal(writeScope(readScope(text) ?? assert.fail(text)), text);
  for (const text of [
    'patient/Observation.',
    'patient/Observation.sr',
    'patient/observation.r',
    'patient/*.rs?category=laboratory',
    'patient/Observation.rs?',
    'patient/Observation.rs?category',
    'patient/Observation.rs?category=a b',
    'patient/Observation.read',
    'api/plan.r',
    'launch/patient',
    '',
    `patient/Observation.rs?code=${'x'.repeat(1_000)}`,
  ])
    assert.equal(readScope(text), null, text);
});

test('a scope lies within itself and within wider ones; asking for more never lies within less', () => {
  fc.assert(
    fc.property(scopes, scopes, (a, b) => {
      assert.ok(isWithin(a, a));
      assert.ok(isWithin(a, { ...a, type: '*', interactions: 'cruds', criteria: [] }));
      if (isWithin(a, b) && isWithin(b, a)) assert.deepEqual(new Set(a.criteria), new Set(b.criteria));
      if (a.level !== b.level) assert.ok(!isWithin(a, b));
    }),
  );
});

test('a client is given what its own scopes cover and nothing beside', () => {
  const allowed = ['system/Observation.rs', 'system/Patient.rs?active=true', 'api/plan.r'];
  assert.deepEqual(
    coveredScopes(
      [
        'system/Observation.r',
        'system/Observation.cruds',
        'system/Patient.rs',
        'system/Patient.s?active=true&gender=male',
        'api/plan.r',
        'api/tasks.r',
      ],
      allowed,
    ),
    ['system/Observation.r', 'system/Patient.s?active=true&gender=male', 'api/plan.r'],
  );
});
