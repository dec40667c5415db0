import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Definitions, ElementDefinition } from '../definitions/types.ts';
import { r4 } from '../fixtures/r4.ts';
import { compileValidator, type Depth } from './compile-validator.ts';

const definitions = r4();
const validate = compileValidator(definitions);

const faults = (resource: unknown, depth: Depth = { level: 'full' }): string[] =>
  validate(resource, depth).map(({ rule, expression }) => `${rule} ${expression}`);

const observation = { resourceType: 'Observation', status: 'final', code: { text: 'x' } };
const patient = { resourceType: 'Patient' };

test('an issue names severity, code, place, rule and value, in Chinese and English', () => {
  assert.deepEqual(validate({ ...patient, birthDate: '2021-02-30' }, { level: 'structure' }), [
    {
      severity: 'error',
      code: 'value',
      expression: 'Patient.birthDate',
      rule: 'format',
      value: '2021-02-30',
      text: {
        zh: 'Patient.birthDate：不符合 date 类型的格式（2021-02-30）',
        en: 'Patient.birthDate: does not have the form of type date (2021-02-30)',
      },
    },
  ]);
  const [unknown] = validate({ ...patient, gender: 'x'.repeat(500) }, { level: 'full' });
  assert.equal(unknown?.value?.length, 200);
  assert.equal(unknown?.code, 'code-invalid');
});

test('what is no resource is refused: no object, no type, a type unknown or abstract', () => {
  assert.deepEqual(faults({}), ['required $.resourceType']);
  assert.deepEqual(faults({ resourceType: 'Patientt' }), ['resource-type $.resourceType']);
  assert.deepEqual(faults({ resourceType: 'DomainResource' }), ['resource-type $.resourceType']);
  assert.deepEqual(faults({ resourceType: 5 }), ['resource-type $.resourceType']);
  assert.deepEqual(faults([]).length, 1);
  assert.deepEqual(faults(null).length, 1);
});

test('resourceType belongs to resources only', () => {
  assert.deepEqual(faults({ ...observation, code: { resourceType: 'Patient', text: 'x' } }), [
    'unknown-property Observation.code.resourceType',
  ]);
});

test('names of JavaScript’s own are unknown properties like any other', () => {
  for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    assert.deepEqual(faults(JSON.parse(`{"resourceType":"Patient","${key}":{"a":1}}`)), [`unknown-property Patient.${key}`]);
  }
  assert.deepEqual(faults({ ...patient, 'a b': 1 }), ['unknown-property Patient.`a b`']);
  assert.deepEqual(faults({ ...observation, code: JSON.parse('{"__proto__":{"text":"x"}}') }), [
    'unknown-property Observation.code.__proto__',
  ]);
});

test('a primitive may be its extension alone, and null holds a place in an array', () => {
  const extension = [{ url: 'http://example.org', valueCode: 'x' }];
  assert.deepEqual(faults({ resourceType: 'Observation', code: { text: 'x' }, _status: { extension } }), []);
  assert.deepEqual(faults({ ...patient, name: [{ given: ['a', null, 'c'], _given: [null, { extension }, { id: 'i' }] }] }), []);
  assert.deepEqual(faults({ ...patient, name: [{ given: ['a'], _given: [null, { extension }] }] }), []);
  assert.deepEqual(faults({ ...patient, name: [{ given: ['a', null], _given: [{ extension }] }] }), [
    'null Patient.name[0].given[1]',
  ]);
  assert.deepEqual(faults({ ...patient, name: [{ given: ['a', null] }] }), ['null Patient.name[0].given[1]']);
  assert.deepEqual(faults({ ...patient, _birthDate: null }), ['null Patient.birthDate']);
  assert.deepEqual(faults({ ...patient, _birthDate: { extension: [{ url: 'x', valueCode: ' ' }] } }), [
    'format Patient.birthDate.extension[0].value',
  ]);
  assert.deepEqual(faults({ ...patient, _birthDate: 'x' }), ['type Patient.birthDate']);
  assert.deepEqual(faults({ ...patient, _id: { id: 'x' } }), ['unknown-property Patient._id']);
});

test('a choice given as value and as extension of two types is given twice', () => {
  const extension = [{ url: 'http://example.org', valueCode: 'x' }];
  assert.deepEqual(faults({ ...patient, deceasedBoolean: true, _deceasedBoolean: { extension } }), []);
  assert.deepEqual(faults({ ...patient, deceasedBoolean: true, _deceasedDateTime: { extension } }), ['choice Patient.deceased']);
});

test('every resource inside another is judged as its own type, at its own place', () => {
  const wrong = { ...patient, gender: 'both', extra: 1 };
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: patient }, { resource: wrong }] };
  assert.deepEqual(faults(bundle), [
    'binding Bundle.entry[1].resource.gender',
    'unknown-property Bundle.entry[1].resource.extra',
  ]);
  const parameters = { resourceType: 'Parameters', parameter: [{ name: 'a', part: [{ name: 'b', resource: wrong }] }] };
  assert.deepEqual(faults(parameters, { level: 'structure' }), [
    'unknown-property Parameters.parameter[0].part[0].resource.extra',
  ]);
  assert.deepEqual(faults({ ...observation, contained: [{ ...wrong, id: 'a' }], subject: { reference: '#a' } }), [
    'binding Observation.contained[0].gender',
    'unknown-property Observation.contained[0].extra',
  ]);
});

test('what is contained must be meant, be there, have an allowed type and an id of its own', () => {
  const subject = { reference: '#p' };
  const contained = [{ ...patient, id: 'p' }];
  assert.deepEqual(faults({ ...observation, contained, subject }), []);
  assert.deepEqual(faults({ ...observation, contained }), ['dom-3 Observation']);
  assert.deepEqual(faults({ ...observation, contained: [patient] }), ['dom-3 Observation']);
  assert.deepEqual(faults({ ...observation, subject }), ['ref-1 Observation.subject']);
  assert.deepEqual(faults({ ...observation, contained, encounter: subject }), ['reference-target Observation.encounter']);
  const twice = [...contained, { ...patient, id: 'p' }];
  assert.deepEqual(faults({ ...observation, contained: twice, subject }), ['duplicate-id Observation.contained[1].id']);
  // A contained resource sees its container's other contained ones, and the container itself as #.
  const encounter = { resourceType: 'Encounter', id: 'e', status: 'planned', class: { code: 'x' }, subject };
  assert.deepEqual(faults({ ...observation, contained: [...contained, encounter], encounter: { reference: '#e' } }), []);
  const back = {
    resourceType: 'Provenance',
    id: 'v',
    target: [{ reference: '#' }],
    recorded: '2020-01-01T00:00:00Z',
    agent: [{ who: subject }],
  };
  assert.deepEqual(faults({ ...observation, contained: [...contained, back] }), []);
});

test('each entry of a bundle has contained resources of its own', () => {
  const first = { ...observation, contained: [{ ...patient, id: 'p' }], subject: { reference: '#p' } };
  const second = { ...observation, subject: { reference: '#p' } };
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: first }, { resource: second }] };
  assert.deepEqual(faults(bundle), ['ref-1 Bundle.entry[1].resource.subject']);
});

test('a reference is judged by the type it shows: relative, absolute, versioned or named', () => {
  const to = (reference: object): string[] => faults({ ...observation, subject: reference });
  for (const reference of [
    'Patient/1',
    'https://example.org/fhir/Patient/1/_history/3',
    'urn:uuid:c757873d-ec9a-4326-a141-556f43239520',
    'Patient?identifier=a|b',
    'https://example.org/other/1',
  ])
    assert.deepEqual(to({ reference }), [], reference);
  for (const reference of ['Medication/1', 'https://example.org/fhir/Medication/1', 'Patientt/1']) {
    assert.deepEqual(to({ reference }), ['reference-target Observation.subject'], reference);
  }
  assert.deepEqual(to({ reference: 'x' }), ['reference-form Observation.subject']);
  assert.deepEqual(to({ type: 'Medication', display: 'x' }), ['reference-target Observation.subject']);
  assert.deepEqual(to({ reference: 'Patient/1', type: 'Group' }), ['reference-type Observation.subject']);
  assert.deepEqual(to({ reference: 'Patient/1', type: 'Patient' }), []);
});

test('of a CodeableConcept bound to a value set one coding must be in it', () => {
  const allergy = (clinicalStatus: object): string[] =>
    faults({ resourceType: 'AllergyIntolerance', patient: { display: 'x' }, clinicalStatus });
  const system = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical';
  assert.deepEqual(
    allergy({
      coding: [
        { system: 'http://example.org', code: 'x' },
        { system, code: 'active' },
      ],
    }),
    [],
  );
  for (const coding of [{ system, code: 'x' }, { system: 'http://example.org', code: 'active' }, { code: 'active' }]) {
    assert.deepEqual(allergy({ coding: [coding] }), ['binding AllergyIntolerance.clinicalStatus']);
  }
  assert.deepEqual(allergy({ text: 'active' }), ['binding AllergyIntolerance.clinicalStatus']);
});

test('codes that no list holds are told by their syntax', () => {
  const attachment = (contentType: string): string[] => faults({ ...patient, photo: [{ contentType }] });
  for (const type of ['image/png', 'text/plain; charset=utf-8', 'application/fhir+json'])
    assert.deepEqual(attachment(type), [], type);
  for (const type of ['png', 'image/', '/png', 'image/png;', 'a/b c'])
    assert.deepEqual(attachment(type), ['binding Patient.photo[0].contentType'], type);
  const money = (currency: string): string[] =>
    faults({
      resourceType: 'ChargeItem',
      status: 'billable',
      code: { text: 'x' },
      subject: { display: 'x' },
      priceOverride: { value: 1, currency },
    });
  assert.deepEqual(money('CNY'), []);
  assert.deepEqual(money('yuan'), ['binding ChargeItem.priceOverride.currency']);
});

test('invariants are judged where they stand, warnings only when asked for', () => {
  const value = { valueString: 'x', dataAbsentReason: { text: 'x' } };
  assert.deepEqual(faults({ ...observation, ...value }), ['obs-6 Observation']);
  assert.deepEqual(faults({ ...observation, ...value }, { level: 'structure' }), []);
  assert.deepEqual(faults({ ...patient, contact: [{ gender: 'male' }] }), ['pat-1 Patient.contact[0]']);
  assert.deepEqual(faults({ ...patient, name: [{ period: { start: '2020-02', end: '2020-01' } }] }), [
    'per-1 Patient.name[0].period',
  ]);
  assert.deepEqual(faults({ ...patient, name: [{ period: { start: '2020-02', end: '2020' } }] }), []);
  assert.deepEqual(
    validate(observation, { level: 'full', warnings: true }).map(({ rule, severity }) => [rule, severity]),
    [['dom-6', 'warning']],
  );
});

test('issues beyond the limit are counted by one notice', () => {
  const few = compileValidator(definitions, { most: 3 });
  const found = few({ ...patient, name: Array.from({ length: 10 }, () => ({ given: [5] })) }, { level: 'structure' });
  assert.deepEqual(
    found.map(({ rule, severity }) => `${rule} ${severity}`),
    ['type error', 'type error', 'type error', 'more-issues information'],
  );
});

test('fixed values, patterns and numbers of repetitions are held where definitions have them', () => {
  const types = new Map(definitions.types);
  const given = types.get('HumanName');
  assert.ok(given);
  const change = (element: ElementDefinition): ElementDefinition =>
    element.name === 'given'
      ? { ...element, max: 2 }
      : element.name === 'period'
        ? { ...element, pattern: { start: '2020' } }
        : element;
  types.set('HumanName', { ...given, elements: given.elements.map(change) });
  const strict = compileValidator({ ...definitions, types } satisfies Definitions);
  const judged = (name: object): string[] => strict({ ...patient, name: [name] }, { level: 'full' }).map(({ rule }) => rule);
  assert.deepEqual(judged({ given: ['a', 'b'], period: { start: '2020', end: '2021' } }), []);
  assert.deepEqual(judged({ given: ['a', 'b', 'c'] }), ['too-many']);
  assert.deepEqual(judged({ period: { end: '2021' } }), ['pattern']);
});
