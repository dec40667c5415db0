import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readMatch } from './read-match.ts';
import { readPatient } from './read-patient.ts';

const patient = { resourceType: 'Patient', name: [{ text: '李秀兰' }] };
const parameters = (...parameter: unknown[]) => ({ resourceType: 'Parameters', parameter });
const rulesOf = (body: unknown) => {
  const read = readMatch(body);
  return read.ok ? [] : (read.error.errors ?? []).map(({ field, rule }) => `${field} ${rule}`);
};

test('the Patient is asked by itself or among Parameters', () => {
  assert.equal(readMatch(patient).ok, true);
  const read = readMatch(
    parameters(
      { name: 'resource', resource: patient },
      { name: 'count', valueInteger: 3 },
      { name: 'onlyCertainMatches', valueBoolean: true },
    ),
  );
  assert.deepEqual(read.ok && [read.value.count, read.value.onlyCertain], [3, true]);
});

test('what is wrong is named by field and rule; without a Patient nobody is looked for', () => {
  assert.deepEqual(rulesOf(null), ['Parameters json-object']);
  assert.deepEqual(rulesOf({ resourceType: 'Bundle' }), ['resourceType resource-type']);
  assert.deepEqual(rulesOf(parameters()), ['Parameters.parameter.resource required']);
  assert.deepEqual(rulesOf(parameters({ name: 'resource', resource: { resourceType: 'Person' } })), [
    'Parameters.parameter[0].resource.resourceType resource-type',
  ]);
  const asked = { name: 'resource', resource: patient };
  assert.deepEqual(rulesOf(parameters(asked, asked)), ['Parameters.parameter[1].name once']);
  assert.deepEqual(rulesOf(parameters(asked, { name: 'limit', valueInteger: 1 })), [
    'Parameters.parameter[1].name known-parameter',
  ]);
  assert.deepEqual(rulesOf(parameters(asked, { name: 'count', valueInteger: 0 })), [
    'Parameters.parameter[1].valueInteger range',
  ]);
  assert.deepEqual(rulesOf(parameters(asked, { name: 'onlyCertainMatches', valueString: 'x' })), [
    'Parameters.parameter[1].valueBoolean boolean',
  ]);
  assert.deepEqual(rulesOf({ ...patient, birthDate: '1.2.58', name: '李' }), ['Patient.name list', 'Patient.birthDate date']);
});

test('property: whatever is sent, it is read or refused, and what a Patient says is read without fail', () => {
  fc.assert(
    fc.property(fc.anything(), (body) => {
      readMatch(body);
    }),
  );
  const element = fc.oneof(fc.jsonValue(), fc.array(fc.record({ text: fc.string(), use: fc.string(), value: fc.string() })));
  fc.assert(
    fc.property(
      fc.record({
        name: element,
        identifier: element,
        telecom: element,
        address: element,
        extension: element,
        meta: element,
        link: element,
      }),
      (said) => {
        const read = readPatient({ resourceType: 'Patient', id: 'x', ...said });
        assert.ok(!read.name.includes('\0') && read.keys.every((key) => key !== 0 && Number.isInteger(key)));
      },
    ),
  );
});
