import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readDefinitions } from '@songhua/engine-fhir/definitions/read.ts';
import type { Reach, Way } from '@songhua/kernel';
import fc from 'fast-check';
import { narrowReach, permissionsOfApp } from './narrow-reach.ts';
import { patientCompartment } from './patient-compartment.ts';

const types = ['Patient', 'Observation', 'Condition', 'Organization'];
const ways: fc.Arbitrary<Way> = fc.record(
  {
    types: fc.oneof(fc.constant('*' as const), fc.subarray(types, { minLength: 1 })),
    interactions: fc.constantFrom('rs', 'cruds', 'c', 's'),
    whose: fc.constantFrom('everyone' as const, [{ relation: 'treating' as const, id: 'Organization/a' }]),
    labels: fc.constantFrom('*' as const, []),
    masked: fc.constantFrom<Way['masked'] & object>([], ['name'], ['name', 'identifier']),
  },
  { noNullPrototype: true },
);
const reaches = fc.array(ways, { maxLength: 4 }).map((all): Reach => ({ ways: all, purpose: 'treatment', institutions: [] }));
const scopes = fc.array(
  fc
    .tuple(fc.constantFrom('patient', 'user', 'system'), fc.constantFrom('*', ...types), fc.constantFrom('rs', 'r', 'cruds'))
    .map(([level, type, on]) => `${level}/${type}.${on}`),
  { maxLength: 4 },
);

const leads = (way: Way, type: string, letter: string): boolean =>
  (way.types === '*' || way.types.includes(type)) && way.interactions.includes(letter);

test('an app never gets a way that its user has not: type, letter, whose, labels, masks and criteria all lie within one of theirs', () => {
  fc.assert(
    fc.property(reaches, scopes, fc.constantFrom([], ['Patient/x'], ['Patient/x', 'Patient/z']), (reach, asked, patient) => {
      for (const way of narrowReach(reach, asked, patient).ways)
        for (const type of way.types === '*' ? types : way.types)
          for (const letter of way.interactions)
            assert.ok(
              reach.ways.some((own) => {
                const isSelf = type === 'Patient' && JSON.stringify(way.whose) === '[{"relation":"self","id":"Patient/x"}]';
                const within = isSelf || JSON.stringify(own.whose) === JSON.stringify(way.whose);
                const alike = JSON.stringify([own.labels, own.masked]) === JSON.stringify([way.labels, way.masked]);
                return leads(own, type, letter) && within && alike;
              }),
            );
    }),
  );
});

test('without a patient in context `patient/…` leads nowhere, and `system/…` never does', () => {
  const reach: Reach = {
    ways: [{ types: '*', interactions: 'cruds', whose: 'everyone', labels: '*' }],
    purpose: 'treatment',
    institutions: [],
  };
  assert.deepEqual(narrowReach(reach, ['patient/*.cruds', 'system/*.cruds', 'api/*.cruds', 'openid'], []).ways, []);
});

test('`patient/…` leads to what is about that patient, by each parameter that says so, within the scope’s own criteria', () => {
  const own: Way = {
    types: ['Observation'],
    interactions: 'rs',
    whose: [{ relation: 'treating', id: 'Organization/a' }],
    labels: [],
  };
  const { ways: narrowed } = narrowReach(
    { ways: [own], purpose: 'treatment', institutions: [] },
    ['patient/Observation.rs?category=laboratory'],
    ['Patient/x'],
  );
  assert.deepEqual(
    narrowed.map(({ criteria }) => criteria),
    [
      ['category=laboratory', 'subject=Patient/x'],
      ['category=laboratory', 'performer=Patient/x'],
    ],
  );
  for (const way of narrowed) assert.deepEqual(way.whose, own.whose, 'the user’s relation is asked for, too');
});

test('what is open of somebody else leads nowhere about the patient in context: labels and consent are as the user’s ways to this one say', () => {
  const types = ['Patient', 'Observation'];
  const treating: Way = { types, interactions: 'rs', whose: [{ relation: 'treating', id: 'Organization/a' }], labels: ['sti'] };
  const emergency = (id: string): Way => ({
    types,
    interactions: 'rs',
    whose: [{ relation: 'emergency', id }],
    labels: '*',
    aboveConsent: true,
  });
  const of = (...own: readonly Way[]) =>
    narrowReach({ ways: own, purpose: 'treatment', institutions: [] }, ['patient/*.rs'], ['Patient/x']).ways;
  assert.deepEqual(of(emergency('Patient/other')), []);
  assert.deepEqual(of(treating, emergency('Patient/other')), of(treating));
  assert.ok(of(treating).every(({ labels, aboveConsent }) => labels.length === 1 && !aboveConsent));
  assert.ok(of(emergency('Patient/x')).some(({ types: [type], aboveConsent }) => type === 'Patient' && aboveConsent));
  const [both] = of({
    ...emergency('Patient/x'),
    types: ['Observation'],
    whose: [
      { relation: 'emergency', id: 'Patient/other' },
      { relation: 'emergency', id: 'Patient/x' },
    ],
  });
  assert.deepEqual(both?.whose, [{ relation: 'emergency', id: 'Patient/x' }]);
});

test('the compartment is that of R4’s definition', () => {
  const url = new URL('../../../engines/fhir/definitions/r4.json', import.meta.url);
  const theirs = readDefinitions(readFileSync(url, 'utf8')).compartments.get('Patient') ?? {};
  const expected = Object.entries(theirs).filter(([type, names]) => type !== 'Patient' && names.length > 0);
  assert.deepEqual(patientCompartment, Object.fromEntries(expected));
});

test('an app may do nothing but ask for records, whoever its user is', () => {
  const title = { zh: 'x', en: 'x' };
  const codes = [
    'records.read',
    'records.write',
    'records.read-all',
    'administration.read-audit',
    'administration.review-accesses',
  ];
  const all = [...codes, 'administration.read-own-accesses', 'access.own-consents'].map((code) => ({ code, title, roles: [] }));
  const held = new Set(all.map(({ code }) => code));
  assert.deepEqual([...permissionsOfApp(held, all)], ['records.read', 'records.write']);
  assert.deepEqual([...permissionsOfApp(new Set(['administration.read-audit']), all)], []);
});

test('`patient/…` reads the patient and does not change them: whether there is a relation now is not asked', () => {
  const way: Way = {
    types: ['Patient'],
    interactions: 'crus',
    whose: [{ relation: 'treating', id: 'Organization/a' }],
    labels: '*',
  };
  const reach: Reach = { ways: [way, { ...way, interactions: 'c', whose: 'everyone' }], purpose: 'treatment', institutions: [] };
  assert.deepEqual(
    narrowReach(reach, ['patient/*.cruds'], ['Patient/x']).ways.map(({ interactions }) => interactions),
    ['rs'],
  );
  assert.deepEqual(
    narrowReach(reach, ['user/*.cruds'], ['Patient/x']).ways.map(({ interactions }) => interactions),
    ['crus', 'c'],
  );
});

test('who is one person with the patient in context is looked for along with it; their own resources take a relation of the user', () => {
  const own: Way = {
    types: ['Patient', 'Observation'],
    interactions: 'rs',
    whose: [
      { relation: 'treating', id: 'Organization/a' },
      { relation: 'emergency', id: 'Patient/z' },
      { relation: 'emergency', id: 'Patient/other' },
    ],
    labels: [],
  };
  const within = own.whose !== 'everyone' ? own.whose.slice(0, 2) : [];
  const { ways: narrowed } = narrowReach(
    { ways: [own], purpose: 'treatment', institutions: [] },
    ['patient/*.rs'],
    ['Patient/x', 'Patient/z'],
  );
  assert.deepEqual(
    narrowed.map(({ types, whose, criteria }) => [types, whose, criteria]),
    [
      [['Patient'], [{ relation: 'self', id: 'Patient/x' }], undefined],
      [['Patient'], within, ['_id=z']],
      [['Observation'], within, ['subject=Patient/x,Patient/z']],
      [['Observation'], within, ['performer=Patient/x,Patient/z']],
    ],
  );
});
