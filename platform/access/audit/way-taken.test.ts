import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideReach, type Who } from '../policy/decide-reach.ts';
import { wayTaken } from './way-taken.ts';

const clinic = { institution: 'Organization/c', practitioner: 'Practitioner/d' };

const taken = (who: Who, resources: readonly string[], patients: readonly string[], method = 'GET') =>
  wayTaken({
    actor: { kind: 'person', id: 'a', reach: decideReach(who) },
    touched: { resources, resourceCount: resources.length, patients, patientCount: patients.length },
    method,
    route: '/fhir/R4/:type/:id',
  });

test('the way to a person is the relation, though everybody reaches the registry', () => {
  const doctor: Who = { roles: ['doctor'], ...clinic };
  assert.deepEqual(taken(doctor, ['Observation/o'], ['p']), { way: 'treating', emergency: false });
  assert.deepEqual(taken(doctor, ['Observation/o', 'Organization/c'], ['p']), { way: 'treating', emergency: false });
  assert.deepEqual(taken(doctor, ['Organization/c'], []), { way: null, emergency: false });
});

test('an answer about somebody under emergency access is one of an emergency, any other of the same doctor is not', () => {
  const doctor: Who = { roles: ['doctor'], ...clinic, emergencies: ['Patient/e'] };
  assert.deepEqual(taken(doctor, ['Observation/o'], ['e']), { way: 'emergency', emergency: true });
  assert.deepEqual(taken(doctor, ['Observation/o'], ['p']), { way: 'treating', emergency: false });
  assert.deepEqual(taken(doctor, ['Observation/o', 'Observation/2'], ['e', 'p']), { way: 'emergency treating', emergency: true });
  assert.deepEqual(taken(doctor, ['Observation/o'], ['e'], 'PUT'), { way: 'treating', emergency: false });
});

test('several relations are all told; oneself, and whom one acts for, by name', () => {
  const family: Who = { roles: ['family-doctor'], ...clinic };
  assert.equal(taken(family, ['Condition/c'], ['p']).way, 'treating contracted responsible');
  const resident: Who = { roles: ['resident'], patients: ['Patient/me'], proxied: ['Patient/child'] };
  assert.equal(taken(resident, ['Observation/o'], ['me']).way, 'self');
  assert.equal(taken(resident, ['Observation/o'], ['child']).way, 'proxy');
  assert.equal(taken(resident, [], ['me', 'child']).way, 'self proxy');
});

test('records that everybody in a role reaches are reached without a relation', () => {
  const officer: Who = { roles: ['doctor', 'privacy-officer'], ...clinic };
  assert.equal(taken(officer, ['Consent/c'], ['p']).way, 'everyone');
});
