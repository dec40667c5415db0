import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredResource } from '@songhua/kernel';
import fc from 'fast-check';
import { contractCode, decideStakes } from './decide-stakes.ts';

const stored = (resourceType: string, content: object): StoredResource => ({
  resourceType,
  id: 'r',
  meta: { versionId: '1', lastUpdated: '2026-03-10T02:00:00Z' },
  ...content,
});
const ref = (reference: string) => ({ reference });
const said = (resource: StoredResource) =>
  decideStakes(resource).map(({ patient, relation, holder, since, until }) => [
    patient,
    relation,
    holder,
    since?.toISOString() ?? null,
    until?.toISOString() ?? null,
  ]);
const encounter = (more: object) =>
  stored('Encounter', {
    status: 'finished',
    subject: ref('Patient/p'),
    serviceProvider: ref('Organization/o'),
    period: { start: '2026-03-01', end: '2026-03-03' },
    ...more,
  });

test('an encounter: its institution and those who took part treat the person until 90 days after the last day in Beijing', () => {
  const with_ = encounter({ participant: [{ individual: ref('Practitioner/d') }, { individual: ref('RelatedPerson/x') }] });
  assert.deepEqual(said(with_), [
    ['p', 'treating', 'Organization/o', '2026-02-28T16:00:00.000Z', '2026-06-01T16:00:00.000Z'],
    ['p', 'treating', 'Practitioner/d', '2026-02-28T16:00:00.000Z', '2026-06-01T16:00:00.000Z'],
  ]);
  assert.equal(said(encounter({ serviceProvider: ref('Organization/o/_history/3') }))[0]?.[2], 'Organization/o');
});

test('an encounter that nobody closed counts for a year after it was last written; one without a begin, from then', () => {
  const open = { status: 'in-progress', period: { start: '2026-03-01T08:00:00+08:00' } };
  assert.deepEqual(said(encounter(open))[0]?.slice(3), ['2026-03-01T00:00:00.000Z', '2027-03-10T02:00:00.000Z']);
  assert.deepEqual(said(encounter({ status: 'in-progress', period: undefined }))[0]?.slice(3), [
    '2026-03-10T02:00:00.000Z',
    '2027-03-10T02:00:00.000Z',
  ]);
});

test('an end that lies far ahead counts no longer than the days allow from when it was written', () => {
  const far = { period: { start: '2026-03-01', end: '2999-01-01' } };
  const until = (more: object) => said(encounter(more))[0]?.[4];
  assert.equal(until({ status: 'in-progress', ...far }), '2027-03-10T02:00:00.000Z');
  assert.equal(until({ status: 'finished', ...far }), '2026-06-08T02:00:00.000Z');
  assert.equal(until({ status: 'finished', period: { start: '2025-03-01' } }), '2025-05-29T16:00:00.000Z', 'ended long before');
  assert.deepEqual(said(encounter({ status: 'finished', period: { start: '2999-01-01' } })), []);
});

test('an encounter that is planned counts from a week before its day until a week after', () => {
  const planned = (period: object) => said(encounter({ status: 'planned', period }))[0]?.slice(3);
  const week = ['2026-04-02T16:00:00.000Z', '2026-04-16T16:00:00.000Z'];
  assert.deepEqual(planned({ start: '2026-04-10', end: '2999-12-31' }), week);
  assert.equal(planned({ start: '2999-01-01', end: '2999-12-31' }), undefined);
  assert.equal(planned({ end: '2999-12-31' }), undefined, 'nobody says when');
});

test('an encounter that was cancelled or entered in error, is nobody’s or in a group, leads nowhere', () => {
  for (const status of ['cancelled', 'entered-in-error']) assert.deepEqual(said(encounter({ status })), []);
  assert.deepEqual(said(encounter({ subject: ref('Group/g') })), []);
  assert.deepEqual(said(encounter({ subject: ref('https://h.example/fhir/Patient/p') })), [], 'another server’s Patient/p');
  assert.deepEqual(said(encounter({ subject: { identifier: { value: '1' } } })), []);
  assert.deepEqual(said(encounter({ serviceProvider: undefined })), []);
});

const contract = [{ coding: [contractCode] }];

test('the family-doctor contract binds institution and doctor while it lasts, and no other episode does', () => {
  const episode = {
    status: 'active',
    type: contract,
    patient: ref('Patient/p'),
    managingOrganization: ref('Organization/o'),
    careManager: ref('Practitioner/d'),
    period: { start: '2026-01-01', end: '2026-12-31' },
  };
  assert.deepEqual(said(stored('EpisodeOfCare', episode)), [
    ['p', 'contracted', 'Organization/o', '2025-12-31T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
    ['p', 'contracted', 'Practitioner/d', '2025-12-31T16:00:00.000Z', '2026-12-31T16:00:00.000Z'],
  ]);
  assert.deepEqual(said(stored('EpisodeOfCare', { ...episode, type: [] })), []);
  assert.deepEqual(said(stored('EpisodeOfCare', { ...episode, status: 'cancelled' })), []);
  assert.deepEqual(said(stored('EpisodeOfCare', { ...episode, status: 'finished', period: {} })), [], 'ended, nobody says when');
});

test('who leaves a contract’s team earlier loses the relation earlier', () => {
  const team = stored('CareTeam', {
    status: 'active',
    category: contract,
    subject: ref('Patient/p'),
    period: { start: '2026-01-01', end: '2026-12-31' },
    managingOrganization: [ref('Organization/o')],
    participant: [
      { member: ref('Practitioner/d'), period: { end: '2026-06-30' } },
      { member: ref('Patient/p') },
      { member: ref('Practitioner/e'), period: { start: '2027-01-01' } },
    ],
  });
  assert.deepEqual(
    said(team).map(([, , holder, , until]) => [holder, until]),
    [
      ['Organization/o', '2026-12-31T16:00:00.000Z'],
      ['Practitioner/d', '2026-06-30T16:00:00.000Z'],
    ],
  );
});

test('a team in which another patient takes part gives nobody a relation', () => {
  const team = (...members: readonly object[]) =>
    stored('CareTeam', {
      status: 'active',
      category: contract,
      subject: ref('Patient/p'),
      managingOrganization: [ref('Organization/o')],
      participant: [{ member: ref('Practitioner/d') }, ...members.map((member) => ({ member }))],
    });
  assert.equal(said(team(ref('Patient/p'), ref('Patient/p/_history/2'))).length, 2);
  for (const other of [
    ref('Patient/q'),
    ref('https://h.example/fhir/Patient/p'),
    { type: 'Patient', identifier: { value: '1' } },
  ])
    assert.deepEqual(said(team(other)), [], JSON.stringify(other));
});

test('a resident is the responsibility of who keeps the file, of the county and of the city; not of where they lived once', () => {
  const patient = stored('Patient', {
    managingOrganization: ref('Organization/o'),
    address: [
      { extension: [{ url: 'https://songhua.example/fhir/StructureDefinition/area-code', valueCoding: { code: '220221106' } }] },
      { district: '220202', use: 'old' },
      { district: '220203', period: { end: '2025-12-31' } },
      { district: '永吉县' },
    ],
  });
  assert.deepEqual(said(patient), [
    ['r', 'responsible', 'Organization/o', null, null],
    ['r', 'responsible', 'area/220221', null, null],
    ['r', 'responsible', 'area/220200', null, null],
    ['r', 'responsible', 'area/220203', null, '2025-12-31T16:00:00.000Z'],
    ['r', 'responsible', 'area/220200', null, '2025-12-31T16:00:00.000Z'],
  ]);
  assert.deepEqual(said(stored('Patient', { active: false, managingOrganization: ref('Organization/o') })), []);
});

test('property: whatever stands in a resource, it is read without an error and no stake ends before it begins', () => {
  const types = fc.constantFrom('Encounter', 'EpisodeOfCare', 'CareTeam', 'Patient');
  const names =
    'status period subject patient participant type category managingOrganization address start end reference coding'.split(' ');
  const dates = fc.constantFrom('2026', '2026-02-30', 'x', '2026-01-01T00:00:00Z', '2024-02', 'active', 'Patient/p');
  const anything = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      dates,
      fc.constant(null),
      fc.integer(),
      fc.array(tie('value'), { maxLength: 2 }),
      tie('object'),
    ),
    object: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 5 }),
  }));
  fc.assert(
    fc.property(types, anything.object, (type, content) => {
      for (const { since, until } of decideStakes(stored(type, content as object))) if (since && until) assert.ok(since < until);
    }),
  );
});
