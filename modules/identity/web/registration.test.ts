import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkDigit } from '@songhua/engine-linkage/zh/citizen-number.ts';
import { checkDraft, type Draft, emptyDraft, enterNumber, readDay, toCandidates, toPatient } from './registration.ts';

const today = '2026-11-22';
const first = '22022119900307001';
const number = first + checkDigit(first);
const usual: Draft = { ...emptyDraft, name: '王小明', sex: 'male', born: '1990-03-07', number };
const codes = (draft: Draft): readonly string[] => checkDraft(draft, today).map(({ field, code }) => `${field} ${code}`);

test('a day is read as people write it, and only when it exists', () => {
  for (const typed of ['19900307', '1990-3-7', '1990年3月7日', '1990.03.07', ' １９９００３０７ '])
    assert.equal(readDay(typed), '1990-03-07');
  for (const typed of ['1990', '19900230', '1990-13-01', '', '今天']) assert.equal(readDay(typed), null);
});

test('a valid number fills in birthday and sex, a wrong one nothing', () => {
  assert.deepEqual(enterNumber(emptyDraft, number), { ...emptyDraft, number, born: '1990-03-07', sex: 'male' });
  const wrong = first + (checkDigit(first) === '1' ? '2' : '1');
  assert.deepEqual(enterNumber(emptyDraft, wrong), { ...emptyDraft, number: wrong });
  assert.deepEqual(codes({ ...usual, number: wrong }), ['number check-digit']);
});

test('what keeps a draft from being registered is said field by field', () => {
  assert.deepEqual(codes(usual), []);
  assert.deepEqual(codes(emptyDraft), ['name missing', 'sex missing', 'born missing']);
  assert.deepEqual(codes({ ...usual, born: '1990-03-08', sex: 'female' }), ['born not-of-number', 'sex not-of-number']);
  assert.deepEqual(codes({ ...usual, number: '', born: '2027-01-01' }), ['born out-of-range']);
  assert.deepEqual(codes({ ...usual, phone: '12' }), ['phone no-phone']);
  assert.deepEqual(codes({ ...emptyDraft, kind: 'unknown' }), [], 'of somebody unknown nothing need be known');
  assert.deepEqual(codes({ ...emptyDraft, kind: 'unknown', age: '130' }), ['age no-age']);
  assert.deepEqual(codes({ ...emptyDraft, kind: 'newborn', sex: 'male', born: '20261121' }), ['motherName missing']);
});

test('nobody is looked for before a name and a day, a phone or a whole number are there', () => {
  assert.equal(toCandidates({ ...emptyDraft, name: '王小明' }), null);
  assert.equal(toCandidates({ ...emptyDraft, name: '王', born: '19900307' }), null);
  assert.deepEqual(toCandidates({ ...emptyDraft, name: '王小明', born: '19900307' }), { name: '王小明', born: '1990-03-07' });
  assert.deepEqual(toCandidates({ ...emptyDraft, number }), { number });
});

test('the Patient says provisional as accounts must, and no more than was typed', () => {
  assert.deepEqual(toPatient(usual, 'Organization/h1', today), {
    resourceType: 'Patient',
    meta: { tag: [{ system: 'https://songhua.example/fhir/CodeSystem/registration', code: 'provisional' }] },
    identifier: [{ use: 'official', system: 'urn:oid:2.16.156.10011.1.3', value: number }],
    active: true,
    name: [{ use: 'official', text: '王小明' }],
    gender: 'male',
    birthDate: '1990-03-07',
    managingOrganization: { reference: 'Organization/h1' },
  });
});

test('somebody unknown bears the year of an estimated age; a newborn is named after its mother and refers to her', () => {
  const unknown = toPatient({ ...emptyDraft, kind: 'unknown', sex: 'male', age: '40' }, 'Organization/h1', today);
  assert.deepEqual([unknown['birthDate'], unknown['name']], ['1986', [{ use: 'temp', text: '无名氏' }]]);
  const draft: Draft = {
    ...emptyDraft,
    kind: 'newborn',
    sex: 'female',
    born: '20261121',
    mother: { patient: 'm1', name: '李芳' },
    order: '2',
  };
  const child = toPatient(draft, 'Organization/h1', today);
  assert.deepEqual(child['name'], [{ use: 'temp', text: '李芳之女' }]);
  assert.equal(child['multipleBirthInteger'], 2);
  assert.deepEqual(child['extension'], [
    { url: 'https://songhua.example/fhir/StructureDefinition/mother', valueReference: { reference: 'Patient/m1' } },
  ]);
});
