import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
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

test('of several values each is hashed by itself, and nothing before an escaped or a stray bar stands in clear', () => {
  const of = (value: string) => maskPath(`/fhir/R4/Patient?identifier=${encodeURIComponent(value)}`, key).split('=')[1];
  assert.equal(of('22,33'), `${h('22')},${h('33')}`);
  assert.equal(of('22,urn:x|33'), `${h('22')},urn%3Ax%7C${h('33')}`);
  assert.equal(of('urn:x|22,33|'), `urn%3Ax%7C${h('22')},${h('33')}%7C`);
  assert.equal(of('22\\,33'), h('22,33'));
  assert.equal(of('22\\|33'), h('22|33'));
  assert.equal(of('urn:x|2|22'), `urn%3Ax%7C${h('2')}%7C${h('22')}`);
  assert.equal(of('urn:x|'), 'urn%3Ax%7C');
});

test('a filter keeps what it is about, and hashes who', () => {
  const of = (value: string) => decodeURIComponent(maskPath(`/x?_filter=${encodeURIComponent(value)}`, key).split('=')[1] ?? '');
  assert.equal(
    of('identifier eq 22 and birthdate ge 1990-01-01'),
    `identifier eq ${h('22')} and birthdate ge ${h('1990-01-01')}`,
  );
  assert.equal(of('(name co "王 丽" or code eq 8480-6)'), `( name co ${h('王 丽')} or code eq 8480-6 )`);
  assert.equal(of('subject.identifier eq 22'), `subject.identifier eq ${h('22')}`);
  assert.equal(of('identifier[value eq "22"] pr true'), `identifier [ value eq ${h('22')} ] pr ${h('true')}`);
  assert.equal(of('22 33'), `${h('22')} ${h('33')}`);
});

test('no term of several digits is ever left, whatever stands around it', () => {
  const shape = fc.array(fc.constantFrom('220102', ',', '|', '\\', ' eq ', 'and', '"', '(', '[', ' '), { maxLength: 12 });
  fc.assert(
    fc.property(shape, fc.constantFrom('identifier', '_filter', 'name:exact', 'subject.identifier'), (parts, name) => {
      const masked = maskPath(`/x?${name}=${encodeURIComponent(parts.join(''))}`, key);
      assert.ok(
        !decodeURIComponent(masked)
          .replace(/~[0-9a-f]{16}/g, '')
          .includes('220102'),
        masked,
      );
    }),
    { examples: [[['and', '220102', ' ', '['], '_filter']], numRuns: 1_000 },
  );
});
