import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import fc from 'fast-check';
import { codesOf, describeEntry } from './describe-entry.ts';

const require = createRequire(import.meta.url);
const example = (name: string) => require(`hl7.fhir.r4.examples/${name}.json`) as Record<string, unknown>;

test('a measurement is told by what it is, its value, its range and its time', () => {
  const facts = Object.fromEntries(describeEntry(example('Observation-f001')).map(({ key, value }) => [key, value]));
  assert.match(facts['what'] ?? '', /Glucose/);
  assert.equal(facts['value'], '6.3 mmol/l');
  assert.match(facts['range'] ?? '', /3\.1 mmol\/l – 6\.2 mmol\/l/);
  assert.equal(facts['interpretation'], 'High');
  assert.match(facts['date.effective'] ?? '', /^2013-04-02/);
  assert.deepEqual(codesOf(example('Observation-f001')), ['15074-8']);
});

test('an allergy is told with its reactions, a prescription with how it is taken, a blood pressure with both its values', () => {
  const said = (name: string, key: string) => describeEntry(example(name)).find((one) => one.key === key)?.value ?? '';
  assert.match(said('AllergyIntolerance-example', 'reactions'), /Anaphylactic|Urticaria|anaphyla/i);
  assert.ok(said('MedicationRequest-medrx0301', 'dosage').length > 5);
  assert.match(said('Observation-blood-pressure', 'components'), /107.*；.*60/);
});

test('whatever a resource holds, what is told are words and none is empty', () => {
  const names = ['code', 'valueQuantity', 'period', 'note', 'dosage', 'reaction', 'component', 'performer', 'onsetAge', 'status'];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.jsonValue()), (resource) => {
      for (const { key, value } of describeEntry(resource as Record<string, unknown>))
        assert.ok(typeof value === 'string' && value.trim() !== '', `${key}: ${JSON.stringify(value)}`);
    }),
  );
});
