import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { patientsIn, touchedBy } from './touched.ts';

const base = 'http://h/fhir/R4';
const stored = (type: string, id: string, rest: object = {}) => JSON.stringify({ resourceType: type, id, ...rest });
const about = (id: string) => ({ subject: { reference: `Patient/${id}` } });

test('a page of a search names every resource on it and every person that these are about', () => {
  const shown = [stored('Observation', 'o1', about('p1')), stored('Observation', 'o2', about('p2')), stored('Patient', 'p3')];
  const touched = touchedBy({ url: '/fhir/R4/Observation?code=1', params: { type: 'Observation' }, shown });
  assert.deepEqual(touched?.resources, ['Observation/o1', 'Observation/o2', 'Patient/p3']);
  assert.deepEqual([touched?.patients, touched?.onlyAsked], [['p1', 'p2', 'p3'], undefined]);
});

test('whoever was shown is named before all that were only asked for, of whom only some are kept', () => {
  const fakes = Array.from({ length: 2_000 }, (_, n) => `f${n}`);
  const shown = [stored('Observation', 'o1', about('victim'))];
  const touched = touchedBy({ url: `/fhir/R4/Observation?patient=${fakes},victim`, params: { type: 'Observation' }, shown });
  assert.deepEqual(touched?.patients, ['victim', ...fakes.slice(0, 100)]);
  assert.deepEqual([touched?.onlyAsked, touched?.patientCount], [100, 2_001]);
});

test('a resource full of references keeps nobody out whom it or another on the page is about', () => {
  const performer = Array.from({ length: 3_000 }, (_, n) => ({ reference: `Patient/f${n}` }));
  const contained = performer.map((subject, n) => ({ resourceType: 'Observation', id: `c${n}`, subject }));
  const shown = [
    stored('Observation', 'o1', { contained, performer, ...about('victim') }),
    stored('Patient', 'v2', { link: performer.map((other) => ({ other })) }),
    stored('Observation', 'o3', about('v3')),
  ];
  const touched = touchedBy({ url: '/fhir/R4', params: {}, shown });
  assert.deepEqual([touched?.patients.length, touched?.patientCount], [2_000, 3_003]);
  for (const id of ['victim', 'v2', 'v3']) assert.ok(touched?.patients.includes(id), id);
});

test('neither a narrative, nor a contained person, nor what a stored Bundle says brings anybody into the entry', () => {
  const div = '<div>"reference":"Patient/victim" http://h/fhir/R4/Patient/victim</div>';
  const shown = [
    stored('Basic', 'b1', { text: { div }, contained: [{ resourceType: 'Patient', id: 'victim' }], ...about('p1') }),
    stored('Bundle', 'b2', {
      entry: [{ fullUrl: `${base}/Patient/victim`, resource: { resourceType: 'Patient', id: 'victim' } }],
    }),
    stored('Bundle', 'b3', { entry: [{ resource: { resourceType: 'Basic', ...about('victim') } }] }),
  ];
  const touched = touchedBy({ url: '/fhir/R4', params: {}, answer: shown.join(), shown });
  assert.deepEqual([touched?.patients, touched?.resources], [['p1'], ['Basic/b1', 'Bundle/b2', 'Bundle/b3']]);
});

test('a reference is found whatever its address, spacing and escapes', () => {
  const texts = [
    '{"resourceType":"Basic","id":"1","subject":{"reference":"http://h/fhir/R4/Patient/p1/_history/3"}}',
    '{"resourceType":"Basic","id":"2","subject":{"reference" : "Patient\\/p2"}}',
    '{"resourceType":"Basic","id":"3","subject":{"refer\\u0065nce":"\\u0050atient/p3"}}',
    '{"resourceType":"Basic","id":"4","subject":{"reference" : "Patient/p4"}}',
    '{"resourceType":"Basic","id":"5","subject":{"reference":"InPatient/p5"}}',
  ];
  assert.deepEqual(touchedBy({ url: '/', params: {}, shown: texts })?.patients, ['p1', 'p2', 'p3', 'p4']);
});

test('of an answer that is no FHIR the people are values of it, not words in a text', () => {
  const answer = JSON.stringify({ items: [{ patient: 'Patient/p1', reason: 'asked about Patient/p2 by telephone' }] });
  assert.deepEqual(touchedBy({ url: '/api/access/emergency', params: undefined, answer })?.patients, ['p1']);
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

test('of what was written the people come from what was stored; what was refused was only asked for', () => {
  const shown = [stored('Observation', 'o1', about('p9')), stored('Patient', 'new1')];
  const body = '{"resourceType":"Bundle","entry":[{"resource":{"subject":{"reference":"Patient/p9"}}}]}';
  const touched = touchedBy({ url: '/fhir/R4', params: {}, body, shown });
  assert.deepEqual(
    [touched?.resources, touched?.patients],
    [
      ['Observation/o1', 'Patient/new1'],
      ['p9', 'new1'],
    ],
  );
  const refused = touchedBy({ url: '/fhir/R4', params: {}, body });
  assert.deepEqual([refused?.patients, refused?.onlyAsked], [['p9'], 1]);
});

test('long lists are cut and counted', () => {
  const shown = Array.from({ length: 300 }, (_, n) => stored('Basic', `b${n}`));
  const touched = touchedBy({ url: '/fhir/R4/Basic', params: { type: 'Basic' }, shown });
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
