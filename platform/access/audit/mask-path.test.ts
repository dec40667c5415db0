import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashTerm, maskPath } from './mask-path.ts';

const key = 'k';
const h = (term: string): string => `~${hashTerm(term, key)}`;

test('what identifies a person is kept as a keyed hash, the system of an identifier as it was', () => {
  assert.equal(maskPath('/fhir/R4/Patient?name=%E5%BC%A0&_count=5', key), `/fhir/R4/Patient?name=${h('张')}&_count=5`);
  assert.equal(maskPath('/fhir/R4/Patient?identifier=urn:id|22', key), `/fhir/R4/Patient?identifier=urn%3Aid%7C${h('22')}`);
  assert.equal(maskPath('/x?patient.identifier=9&phone:exact=1', key), `/x?patient.identifier=${h('9')}&phone:exact=${h('1')}`);
  assert.notEqual(hashTerm('22', 'k'), hashTerm('22', 'other'));
  assert.equal(hashTerm('Zhang', key), hashTerm(' zhang', key));
});

test('a secret is not kept at all, and what an auditor needs is left as it was asked', () => {
  assert.equal(maskPath('/x?access_token=abc&client_secret=d', key), '/x?access_token=…&client_secret=…');
  const plain = '/fhir/R4/Observation?code=http://loinc.org|8480-6&date=ge2026-01-01&patient=p1&_include=Observation:subject';
  assert.equal(maskPath(plain, key), plain);
  assert.equal(maskPath('/fhir/R4/Patient/p1', key), '/fhir/R4/Patient/p1');
  assert.equal(maskPath('/x?name=%E0%A4%A', key), `/x?name=${h('%E0%A4%A')}`);
});
