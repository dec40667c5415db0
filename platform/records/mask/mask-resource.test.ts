import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readDefinitions } from '@songhua/engine-fhir/definitions/read.ts';
import type { MaskedField } from '@songhua/kernel';
import { isMasked, maskedMark, maskResource } from './mask-resource.ts';

const definitions = readDefinitions(readFileSync(new URL('../../../engines/fhir/definitions/r4.json', import.meta.url), 'utf8'));
const every: readonly MaskedField[] = ['name', 'identifier', 'phone', 'address'];
const shown = (resource: object, fields: readonly MaskedField[] = every) =>
  maskResource(definitions, resource as Record<string, unknown>, new Set(fields));

const card = 'http://id-card';
const patient = {
  resourceType: 'Patient',
  id: 'p',
  meta: { versionId: '2', security: [{ code: 'x' }] },
  text: { status: 'generated', div: '<div>王小明</div>' },
  identifier: [{ use: 'official', system: card, value: '220221199003070012', assigner: { display: '丰满分局' } }],
  name: [{ use: 'official', text: '王小明', family: '王', given: ['小明'], prefix: ['小'], _family: { extension: [] } }],
  telecom: [
    { system: 'phone', value: '13844441234', use: 'mobile' },
    { system: 'email', value: 'wang@example.org' },
  ],
  gender: 'male',
  birthDate: '1990-03-07',
  address: [
    {
      extension: [
        { url: 'https://songhua.example/fhir/StructureDefinition/area-code', valueCode: '220211' },
        { url: 'http://else', valueString: '3-2-501' },
      ],
      text: '某路 1 号',
      line: ['某路 1 号'],
      city: '吉林市',
      district: '丰满区',
      postalCode: '132013',
    },
  ],
  contact: [
    { name: { text: '李四' }, telecom: [{ system: 'phone', value: '13900001111' }], address: { line: ['x'], city: 'y' } },
  ],
  photo: [{ contentType: 'image/png', data: 'AAAA' }],
  generalPractitioner: [
    { reference: 'Practitioner/d', display: '赵大夫' },
    { reference: 'Organization/o', display: '一院' },
  ],
};

test('of a patient names, numbers and addresses are shown in part, and whatever else says them goes', () => {
  assert.deepEqual(shown(patient), {
    resourceType: 'Patient',
    id: 'p',
    meta: { versionId: '2', security: [{ code: 'x' }, maskedMark] },
    identifier: [{ use: 'official', system: card, value: '220221********0012', assigner: { display: '丰满分局' } }],
    name: [{ use: 'official', text: '王**', family: '王', given: ['**'] }],
    telecom: [
      { system: 'phone', value: '138****1234', use: 'mobile' },
      { system: 'email', value: 'w***' },
    ],
    gender: 'male',
    birthDate: '1990-03-07',
    address: [
      {
        extension: [{ url: 'https://songhua.example/fhir/StructureDefinition/area-code', valueCode: '220211' }],
        city: '吉林市',
        district: '丰满区',
      },
    ],
    contact: [{ name: { text: '李*' }, telecom: [{ system: 'phone', value: '139****1111' }], address: { city: 'y' } }],
    photo: [{ contentType: 'image/png' }],
    generalPractitioner: [
      { reference: 'Practitioner/d', display: '赵**' },
      { reference: 'Organization/o', display: '一院' },
    ],
  });
});

test('what a way does not mask is whole', () => {
  const { identifier, address, name, telecom } = shown(patient, ['name', 'phone']) as unknown as typeof patient;
  assert.deepEqual([identifier, address], [patient.identifier, patient.address]);
  assert.deepEqual([name[0]?.text, telecom[0]?.value], ['王**', '138****1234']);
});

test('a reference to somebody shows their name and number in part, one to something else is whole', () => {
  const condition = {
    resourceType: 'Condition',
    subject: { reference: 'Patient/p', display: '王小明', identifier: { system: card, value: '220221199003070012' } },
    encounter: { reference: 'Encounter/e', display: '门诊' },
    asserter: { display: '赵大夫' },
    recorder: { reference: 'http://other/fhir/PractitionerRole/r/_history/3', display: '赵大夫' },
    note: [{ authorString: '赵大夫', text: '复查' }],
  };
  assert.deepEqual(shown(condition), {
    resourceType: 'Condition',
    meta: { security: [maskedMark] },
    subject: { reference: 'Patient/p', identifier: { system: card, value: '220221********0012' }, display: '王**' },
    encounter: { reference: 'Encounter/e', display: '门诊' },
    asserter: { display: '赵**' },
    recorder: { reference: 'http://other/fhir/PractitionerRole/r/_history/3', display: '赵**' },
    note: [{ authorString: '赵**', text: '复查' }],
  });
});

test('contained resources and those of a bundle are masked, and references to them', () => {
  const contained = [
    { resourceType: 'Patient', id: 'in', name: [{ text: '王小明' }] },
    { resourceType: 'Organization', id: 'org', name: '一院', telecom: [{ system: 'phone', value: '0432-62012345' }] },
  ];
  const condition = {
    resourceType: 'Condition',
    contained,
    subject: { reference: '#in', display: '王小明' },
    recorder: { reference: '#org', display: '一院' },
  };
  const masked = { ...contained[0], name: [{ text: '王**' }] };
  assert.deepEqual(shown(condition), {
    resourceType: 'Condition',
    meta: { security: [maskedMark] },
    contained: [masked, contained[1]],
    subject: { reference: '#in', display: '王**' },
    recorder: { reference: '#org', display: '一院' },
  });
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: contained[0] }] };
  assert.deepEqual((shown(bundle)['entry'] as unknown[])[0], { resource: masked });
});

test('extensions hide nothing: datatypes are masked in them, and texts of people go', () => {
  const extension = [
    { url: 'http://a', valueHumanName: { text: '王小明' } },
    {
      url: 'http://b',
      extension: [
        { url: 'c', valueString: '王小明' },
        { url: 'd', valueInteger: 3 },
      ],
    },
    { url: 'http://e', valueReference: { reference: 'Patient/p', display: '王小明' } },
  ];
  const person = { resourceType: 'Person', extension, _birthDate: { extension: [{ url: 'f', valueString: '王小明' }] } };
  assert.deepEqual(shown(person), {
    resourceType: 'Person',
    meta: { security: [maskedMark] },
    extension: [
      { url: 'http://a', valueHumanName: { text: '王**' } },
      { url: 'http://b', extension: [{ url: 'd', valueInteger: 3 }] },
      { url: 'http://e', valueReference: { reference: 'Patient/p', display: '王**' } },
    ],
  });
});

test('answers of a form in one’s own words and documents are not shown', () => {
  const form = {
    resourceType: 'QuestionnaireResponse',
    status: 'completed',
    item: [
      { linkId: '1', text: '姓名', answer: [{ valueString: '王小明' }], item: [{ linkId: '2', answer: [{ valueInteger: 3 }] }] },
    ],
  };
  assert.deepEqual(shown(form)['item'], [
    { linkId: '1', text: '姓名', answer: [{ valueString: '***' }], item: [{ linkId: '2', answer: [{ valueInteger: 3 }] }] },
  ]);
  const consent = {
    resourceType: 'Consent',
    sourceAttachment: { contentType: 'application/pdf', data: 'AAAA', title: '王小明' },
  };
  assert.deepEqual(shown(consent)['sourceAttachment'], { contentType: 'application/pdf' });
});

test('what an institution says of itself is whole, and its contact persons are in part', () => {
  const telecom = [{ system: 'phone', value: '0432-62012345' }];
  const address = [{ line: ['某路 1 号'] }];
  const organization = { resourceType: 'Organization', name: '一院', telecom, address };
  assert.equal(shown(organization), organization, 'nothing is masked, nothing is marked');
  const contact = [{ name: { text: '赵大夫' }, telecom: [{ system: 'phone', value: '13844441234' }] }];
  const { contact: inPart, ...rest } = shown({ ...organization, contact });
  assert.deepEqual(inPart, [{ name: { text: '赵**' }, telecom: [{ system: 'phone', value: '138****1234' }] }]);
  assert.deepEqual([rest['telecom'], rest['address']], [telecom, address]);
});

test('a resource that names nobody is given back itself, and terminology is not looked at', () => {
  for (const resource of [
    { resourceType: 'Condition', subject: { reference: 'Patient/p' }, code: { text: '感冒' } },
    { resourceType: 'ValueSet', text: { status: 'generated', div: '<div>x</div>' }, contact: [{ name: 'x' }] },
    { resourceType: 'Location', name: '一院', telecom: [{ system: 'phone', value: '0432-62012345' }] },
  ])
    assert.equal(shown(resource), resource);
  assert.ok(isMasked(shown(patient)));
  assert.deepEqual(shown(shown(patient))['meta'], shown(patient)['meta'], 'marked once');
});
