import assert from 'node:assert/strict';
import { test } from 'node:test';
import { r4 } from '../fixtures/r4.ts';

test('every type an element names is there', () => {
  const { types } = r4();
  for (const { elements } of types.values()) {
    for (const { path, types: of } of elements)
      for (const { code } of of) assert.ok(types.has(code) || code.startsWith('System.'), `${path}: ${code}`);
  }
});

test('R4 has 146 kinds of resource, an Observation its 32 elements, and rules stand once, where they belong', () => {
  const { types, resourceTypes } = r4();
  assert.equal(resourceTypes.length, 146);
  const observation = types.get('Observation');
  assert.equal(observation?.elements.length, 32);
  assert.deepEqual(observation?.invariants.map(({ key }) => key).sort(), [
    'dom-2',
    'dom-3',
    'dom-4',
    'dom-5',
    'dom-6',
    'obs-6',
    'obs-7',
  ]);
  assert.deepEqual(
    types.get('Observation.referenceRange')?.invariants.map(({ key }) => key),
    ['ele-1', 'obs-3'],
  );
});

test('a code list of a required binding is there, and one that cannot be listed is not', () => {
  const { valueSets } = r4();
  assert.ok(
    valueSets
      .get('http://hl7.org/fhir/ValueSet/observation-status')
      ?.['http://hl7.org/fhir/observation-status']?.includes('final'),
  );
  assert.equal(valueSets.get('http://hl7.org/fhir/ValueSet/mimetypes'), undefined);
});
