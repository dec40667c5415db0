import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PlacedRegistration } from './resident.ts';
import { writeDate, writePatient } from './write-patient.ts';

const registration: PlacedRegistration = {
  patient: 'p00000001',
  institution: { id: 'a-centre', kind: 'township-health-centre', county: '990001', name: '某卫生院' },
  day: '2024-05-06',
  record: {
    name: '张静宁',
    sex: 'female',
    born: '19630204',
    number: '220299196302040026',
    phone: '10012345678',
    address: '甲县某镇三组5号',
  },
  errors: [],
};

test('what a register says stands in the Patient, and nothing of whom it truly is', () => {
  const { meta, identifier, name, telecom, gender, birthDate, address, managingOrganization, ...rest } = writePatient(
    { died: null },
    registration,
  );
  assert.deepEqual(
    [meta, identifier, name, telecom, gender, birthDate, address, managingOrganization],
    [
      { tag: [{ system: 'https://songhua.example/fhir/CodeSystem/data-origin', code: 'synthetic' }] },
      [{ use: 'official', system: 'urn:oid:2.16.156.10011.1.3', value: '220299196302040026' }],
      [{ use: 'official', text: '张静宁' }],
      [{ system: 'phone', value: '10012345678', use: 'mobile' }],
      'female',
      '1963-02-04',
      [{ use: 'home', text: '甲县某镇三组5号' }],
      { reference: 'Organization/a-centre' },
    ],
  );
  assert.deepEqual(Object.keys(rest).sort(), ['active', 'extension', 'id', 'resourceType']);
});

test('a newborn’s registration says so, and names the mother and the order of birth', () => {
  const record = { ...registration.record, name: '张静宁之女2', number: null };
  const patient = writePatient(
    { died: null },
    { ...registration, record, provisional: 'newborn', mother: { name: '张静宁', phone: null }, birthOrder: 2 },
  );
  assert.deepEqual(patient['meta'], {
    tag: [
      { system: 'https://songhua.example/fhir/CodeSystem/data-origin', code: 'synthetic' },
      { system: 'https://songhua.example/fhir/CodeSystem/registration', code: 'newborn' },
    ],
  });
  assert.equal(patient['multipleBirthInteger'], 2);
  assert.equal('identifier' in patient, false);
  assert.match(JSON.stringify(patient['contact']), /MTH.*张静宁/);
});

test('a death is known where people are looked after at home, not at every hospital', () => {
  const hospital = { ...registration, institution: { ...registration.institution, kind: 'general-hospital' } };
  assert.equal(writePatient({ died: '2025-01-02' }, registration)['deceasedDateTime'], '2025-01-02');
  assert.equal('deceasedDateTime' in writePatient({ died: '2025-01-02' }, hospital), false);
});

test('a day that is on no calendar is kept to the month', () => {
  assert.equal(writeDate('19630229'), '1963-02');
  assert.equal(writeDate('19640229'), '1964-02-29');
  assert.equal(writeDate('19640431'), '1964-04');
});
