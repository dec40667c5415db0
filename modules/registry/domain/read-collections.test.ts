import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Resource, StoredResource } from '@songhua/kernel';
import fc from 'fast-check';
import {
  anyBed,
  anyChildcare,
  anyDepartment,
  anyEquipment,
  anyLaboratory,
  anyStaff,
  anyStation,
  anyTeam,
  bedRecord,
  staffRecord,
} from '../fixtures/collection-records.ts';
import { stored } from '../fixtures/institution-record.ts';
import { checkCodes } from './check-codes.ts';
import { checkOrganization } from './check-organization.ts';
import { partId } from './identifiers.ts';
import {
  readBed,
  readChildcare,
  readDepartment,
  readEquipment,
  readLaboratory,
  readStaff,
  readStation,
  readTeam,
  sortOfLocation,
  sortOfOrganization,
} from './read-collections.ts';
import { figuresText, readBedTraits, readFigures, readStaffTraits } from './traits.ts';
import type { Written } from './write-collections.ts';
import {
  bedResources,
  childcareResources,
  departmentResources,
  equipmentResources,
  laboratoryResources,
  staffResources,
  stationResources,
  teamResources,
} from './write-collections.ts';

const last = (resources: readonly Written[]): StoredResource => {
  const resource = resources.at(-1);
  assert.ok(resource);
  return stored(resource);
};

/** What is written is read back the same, and breaks none of our own rules. */
function roundTrip<R extends object>(
  any: fc.Arbitrary<R>,
  write: (records: readonly R[]) => readonly Written[],
  read: (resource: StoredResource) => object | null,
  expected: (record: R) => object = (record) => record,
): void {
  fc.assert(
    fc.property(any, (record) => {
      const resources = write([record]);
      const found = resources.map((r) => read(stored(r))).find((row) => row !== null);
      assert.deepEqual({ ...found }, { ...expected(record) });
      for (const r of resources) assert.deepEqual([...checkCodes(r), ...checkOrganization(r, new Date('2036-01-01'))], []);
    }),
    { numRuns: 200 },
  );
}

test('whatever post, bed, department, laboratory, device, station, team or childcare is written is read back the same', () => {
  roundTrip(
    anyStaff,
    staffResources,
    (r) => (r.resourceType === 'PractitionerRole' ? readStaff(r) : null),
    ({ gender: _, ...s }) => ({
      ...s,
      traits: readStaff(last(staffResources([{ ...s, gender: 'unknown' }])))?.traits,
    }),
  );
  roundTrip(
    anyBed,
    bedResources,
    (r) => (sortOfLocation(r) === 'bed' ? readBed(r) : null),
    (bed) => ({
      ...bed,
      ward: bed.ward?.id ?? null,
      wardName: bed.ward?.name ?? null,
      traits: readBed(last(bedResources([bed])))?.traits,
    }),
  );
  roundTrip(anyDepartment, departmentResources, readDepartment);
  roundTrip(anyLaboratory, laboratoryResources, readLaboratory);
  roundTrip(anyEquipment, equipmentResources, readEquipment);
  roundTrip(anyStation, stationResources, readStation);
  roundTrip(anyTeam, teamResources, readTeam);
  roundTrip(anyChildcare, childcareResources, readChildcare, ({ area: _, town: __, ...one }) => one);
});

test('the traits of a post and of a bed say again what they were made of', () => {
  fc.assert(
    fc.property(anyStaff, anyBed, (person, bed) => {
      const { profession, category, licence, specialty, duties, post, established, years, evidence } = person;
      const traits = readStaff(last(staffResources([person])))?.traits ?? '';
      assert.deepEqual(readStaffTraits(traits), {
        profession,
        category,
        licence,
        specialty,
        duties,
        post,
        established,
        years,
        evidence,
      });
      const { department, convertible, openable } = bed;
      assert.deepEqual(readBedTraits(readBed(last(bedResources([bed])))?.traits ?? ''), {
        class: bed.class,
        department,
        convertible,
        openable,
        evidence: bed.evidence,
      });
    }),
  );
});

test('of figures the newest not after the day is read', () => {
  const figure = (measure: 'posts' | 'beds-total', value: number, asOf: string, evidence: 'entered' | 'published') => ({
    measure,
    value,
    asOf,
    evidence,
  });
  // In any order: a day's figures stand together, of one evidence.
  const text = figuresText([
    figure('posts', 2, '2024-12-31', 'entered'),
    figure('beds-total', 5, '2020-12-31', 'published'),
    figure('posts', 1, '2020-12-31', 'entered'),
  ]);
  assert.deepEqual(readFigures(text, '2024-12-30')['posts'], { value: 1, asOf: '2020-12-31', evidence: 'entered' });
  assert.equal(readFigures(text, '2024-12-31')['posts']?.value, 2);
  assert.deepEqual(readFigures(text, '2024-12-31')['beds-total'], { value: 5, asOf: '2020-12-31', evidence: 'published' });
  assert.deepEqual(readFigures(text, '2020-12-30'), {});
});

test('somebody with two posts is one person; a ward with two beds is one ward', () => {
  const staff = staffResources([staffRecord(), staffRecord({ id: 'r-2', institution: 'h-2', primary: false })]);
  assert.deepEqual(
    staff.map((r) => r.resourceType),
    ['Practitioner', 'PractitionerRole', 'PractitionerRole'],
  );
  const beds = bedResources([bedRecord(), bedRecord({ id: 'b-2' })]);
  assert.deepEqual(
    beds.map((r) => r.id),
    ['w-1', 'b-1', 'b-2'],
  );
});

test('what invented people and beds are says a tag; no invented person has an identifier', () => {
  for (const resource of [...staffResources([staffRecord()]), ...bedResources([bedRecord()])]) {
    assert.equal(JSON.stringify(resource['meta']).includes('"synthetic"'), true);
    assert.equal(resource['identifier'], undefined);
  }
  for (const resource of staffResources([staffRecord({ evidence: 'entered' })])) assert.equal(resource['meta'], undefined);
});

test('what has ended, belongs to nobody or is foreign is no row', () => {
  const [, role] = staffResources([staffRecord()]);
  const [, bed] = bedResources([bedRecord()]);
  assert.ok(role && bed);
  for (const change of [{ active: false }, { organization: undefined }, { practitioner: { display: 'x' } }, { code: [] }]) {
    assert.equal(readStaff(stored({ ...role, ...change })), null, JSON.stringify(change));
  }
  for (const change of [{ status: 'inactive' }, { managingOrganization: undefined }, { type: undefined }]) {
    assert.equal(readBed(stored({ ...bed, ...change })), null, JSON.stringify(change));
  }
});

test('no shape of a resource makes reading or checking fail', () => {
  const types = ['Organization', 'Location', 'PractitionerRole', 'Device', 'HealthcareService'];
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.dictionary(
        fc.constantFrom('type', 'code', 'extension', 'partOf', 'owner', 'address', 'physicalType', 'organization'),
        fc.jsonValue(),
      ),
      (resourceType, body) => {
        const resource = stored({ ...body, resourceType, id: 'x' });
        for (const read of [
          readStaff,
          readBed,
          readDepartment,
          readEquipment,
          readLaboratory,
          readStation,
          readTeam,
          readChildcare,
        ])
          read(resource);
        sortOfLocation(resource);
        sortOfOrganization(resource);
        checkCodes(resource);
      },
    ),
  );
});

const broken = (resource: Resource | undefined, change: Readonly<Record<string, unknown>>): string[] => {
  assert.ok(resource);
  return checkCodes({ ...resource, ...change }).map(({ field, rule, value }) => `${field} ${rule} ${value ?? ''}`.trim());
};

test('unknown codes of our own are refused with field, rule and value', () => {
  const [, role] = staffResources([staffRecord()]);
  const code = (system: string, said: string) => [{ coding: [{ system, code: said }] }];
  const system = 'https://songhua.example/fhir/CodeSystem';
  const extension = (name: string, value: object) => [
    { url: `https://songhua.example/fhir/StructureDefinition/${name}`, ...value },
  ];
  assert.deepEqual(broken(role, { code: code(`${system}/profession`, 'wizard') }), ['code[0].coding[0].code known-code wizard']);
  assert.deepEqual(broken(role, { code: code('urn:other', 'wizard'), specialty: undefined }), []);
  assert.deepEqual(broken(role, { extension: extension('duty', { valueCode: 'dancing' }) }), [
    'extension[0].valueCode known-code dancing',
  ]);
  assert.deepEqual(broken(role, { extension: extension('primary-post', { valueString: 'yes' }) }), [
    'extension[0].valueBoolean boolean',
  ]);
  for (const years of [-1, 101, 2.5, '7']) {
    assert.match(String(broken(role, { extension: extension('years-in-specialty', { valueInteger: years }) })), /count/);
  }
  assert.deepEqual(broken(role, { extension: extension('years-in-specialty', { valueInteger: 100 }) }), []);
  assert.deepEqual(broken(role, { organization: { reference: 'Patient/1' } }), ['organization reference Patient/1']);
  const [device] = equipmentResources([
    { id: 'e', institution: 'h-1', type: 'ct', name: null, since: null, until: null, evidence: 'entered', source: null },
  ]);
  assert.deepEqual(broken(device, { type: code(`${system}/equipment-type`, 'x')[0] }), ['type.coding[0].code known-code x']);
  assert.deepEqual(broken(device, { owner: undefined }), ['owner reference']);
});

test('the id of a part is never longer than FHIR allows for the longest ids here, and differs by code', () => {
  const institution = '220202001-specialised-disease-institution-01';
  const codes = ['newborn-metabolic-screening', 'newborn-metabolic-screening-centre', 'd-infectious-diseases', 'ct'];
  const ids = codes.map((code) => partId(institution, code));
  assert.ok(ids.every((id) => id.length <= 64) && new Set(ids).size === ids.length);
  assert.equal(partId('h-1', 'tcm-clinic'), 'h-1-tcm-clinic');
});
