import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { patientsIn, touchedBy } from './touched.ts';

const base = 'http://h/fhir/R4';
const entry = (type: string, id: string, rest: object = {}) => ({
  fullUrl: `${base}/${type}/${id}`,
  resource: { resourceType: type, id, ...rest },
});

test('a page of a search names every resource on it and every person that these are about', () => {
  const answer = JSON.stringify({
    resourceType: 'Bundle',
    link: [{ relation: 'self', url: `${base}/Observation?patient=p1` }],
    entry: [
      entry('Observation', 'o1', { subject: { reference: 'Patient/p1' } }),
      entry('Observation', 'o2', { subject: { reference: 'Patient/p2' } }),
      entry('Patient', 'p3'),
    ],
  });
  const touched = touchedBy({ url: '/fhir/R4/Observation?code=1', params: { type: 'Observation' }, answer });
  assert.deepEqual(touched?.resources, ['Observation/o1', 'Observation/o2', 'Patient/p3']);
  assert.deepEqual(touched?.patients, ['p1', 'p2', 'p3']);
});

test('who was asked for is named, found or refused or not', () => {
  const of = (url: string, params: object = {}) => touchedBy({ url, params })?.patients;
  assert.deepEqual(of('/fhir/R4/Patient/p1', { type: 'Patient', id: 'p1' }), ['p1']);
  assert.deepEqual(of('/fhir/R4/Patient/p1/Observation'), ['p1']);
  assert.deepEqual(of('/fhir/R4/Observation?patient=p1,p2&code=x'), ['p1', 'p2']);
  assert.deepEqual(of('/fhir/R4/Observation?subject=Patient%2Fp1'), ['p1']);
  assert.deepEqual(of('/fhir/R4/Patient?_id=p1', { type: 'Patient' }), ['p1']);
  assert.equal(of('/fhir/R4/Observation?_id=o1', { type: 'Observation' }), undefined);
  assert.equal(of('/api/registry/institutions'), undefined);
});

test('of a transaction the people come from what was sent, and what was made from the answer', () => {
  const answer = JSON.stringify({
    resourceType: 'Bundle',
    type: 'transaction-response',
    entry: [{ response: { status: '201 Created', location: `${base}/Patient/new1/_history/1` } }],
  });
  const body = '{"resourceType":"Bundle","entry":[{"resource":{"subject":{"reference":"Patient/p9"}}}]}';
  const touched = touchedBy({ url: '/fhir/R4', params: {}, body, answer });
  assert.deepEqual([touched?.resources, touched?.patients], [['Patient/new1'], ['p9', 'new1']]);
  const created = touchedBy({ url: '/fhir/R4/Patient', params: { type: 'Patient' }, location: `${base}/Patient/n2/_history/1` });
  assert.deepEqual([created?.resources, created?.patients], [['Patient/n2'], ['n2']]);
});

test('long lists are cut and counted', () => {
  const answer = JSON.stringify({
    resourceType: 'Bundle',
    entry: Array.from({ length: 300 }, (_, n) => entry('Basic', `b${n}`)),
  });
  const touched = touchedBy({ url: '/fhir/R4/Basic', params: { type: 'Basic' }, answer });
  assert.deepEqual([touched?.resources.length, touched?.resourceCount], [100, 300]);
});

test('every reference to a patient in any text is found, and nothing that only looks like one', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9.-]{1,64}$/);
  fc.assert(
    fc.property(fc.array(id, { maxLength: 20 }), fc.string(), (ids, noise) => {
      const quiet = noise.replaceAll('Patient/', '');
      const found = new Set<string>();
      patientsIn(
        JSON.stringify({ list: ids.map((one) => ({ reference: `Patient/${one}`, x: quiet, y: `InPatient/${one}` })) }),
        found,
      );
      assert.deepEqual([...found].sort(), [...new Set(ids)].sort());
    }),
  );
});
