import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyRecord, institutionRecord, stored } from '../fixtures/institution-record.ts';
import { extensions, systems } from './identifiers.ts';
import { readOrganization } from './read-organization.ts';
import { readHealthcareService, readLocation } from './read-place.ts';
import { writeInstitution } from './write-institution.ts';

const sorted = <T extends { measure: string; asOf: string }>(facts: readonly T[]): T[] =>
  [...facts].sort((a, b) => (`${a.measure} ${a.asOf}` < `${b.measure} ${b.asOf}` ? -1 : 1));

test('whatever institution is written as FHIR is read back the same', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const resources = writeInstitution(record).map(stored);
      const organization = resources.filter((r) => r.resourceType === 'Organization').map(readOrganization)[0];
      const site = resources.filter((r) => r.resourceType === 'Location').map(readLocation)[0];
      const services = resources.filter((r) => r.resourceType === 'HealthcareService').map(readHealthcareService);
      assert.ok(organization && site);
      const { facts, ...identity } = organization;
      assert.deepEqual(facts, sorted(record.facts));
      for (const key of ['id', 'name', 'class', 'kind', 'level', 'ownership', 'named', 'section', 'attributes'] as const) {
        assert.deepEqual(identity[key], record[key]);
      }
      assert.deepEqual([site.institution, site.area, site.town], [record.id, record.area, record.town]);
      assert.deepEqual(
        services.map((s) => s && { code: s.code, offered: s.offered, evidence: s.evidence, institution: s.institution }),
        record.services.map((s) => ({ ...s, institution: record.id })),
      );
    }),
  );
});

test('an organization without our codings is read without failing and is no institution', () => {
  const row = readOrganization(
    stored({ resourceType: 'Organization', id: 'x', name: '某公司', type: [{ text: 'bank' }, null, 7] }),
  );
  assert.deepEqual([row.class, row.kind, row.ownership, row.level, row.evidence], [null, null, null, 'none', 'entered']);
  assert.equal(row.since, '2026-01-02');
});

test('no shape of a resource makes reading fail', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('type', 'extension', 'name', 'active', 'address', 'managingOrganization', 'providedBy', 'status'),
        fc.jsonValue(),
      ),
      (elements) => {
        const resource = stored({ ...elements, resourceType: 'Organization', id: 'x' });
        readOrganization(resource);
        readLocation(resource);
        readHealthcareService(resource);
      },
    ),
  );
});

test('a kind that belongs to another class than the one said leaves both unknown', () => {
  const coding = (system: string, code: string) => ({ coding: [{ system, code }] });
  const type = [coding(systems.class, 'primary'), coding(systems.kind, 'general-hospital')];
  const row = readOrganization(stored({ resourceType: 'Organization', id: 'x', type }));
  assert.deepEqual([row.class, row.kind], [null, null]);
});

test('a fact below zero, with a fraction, of no day, of a day before 1900 or of an unknown measure is passed over', () => {
  const fact = (measure: string, value: number, asOf: string) => ({
    url: extensions.fact,
    extension: [
      { url: 'measure', valueCode: measure },
      { url: 'value', valueInteger: value },
      { url: 'asOf', valueDate: asOf },
    ],
  });
  const extension = [
    fact('beds-total', -1, '2020-12-31'),
    fact('beds-total', 1.5, '2020-12-31'),
    fact('beds-total', 1, '2021-02-29'),
    fact('beds-total', 1, '0000-05-01'),
    fact('beds-total', 1, '1899-12-31'),
    fact('chairs', 1, '2020-12-31'),
    fact('beds-total', 7, '2024-02-29'),
  ];
  const row = readOrganization(stored({ resourceType: 'Organization', id: 'x', extension }));
  assert.deepEqual(row.facts, [{ measure: 'beds-total', value: 7, asOf: '2024-02-29', evidence: 'entered' }]);
});

test('a row is as weak as its weakest figure, and shows the newest ones', () => {
  const record = institutionRecord({
    attributes: { name: 'published', kind: 'published', level: 'published', ownership: 'published', place: 'published' },
    facts: [
      { measure: 'beds-total', value: 10, asOf: '2020-12-31', evidence: 'synthetic' },
      { measure: 'beds-total', value: 12, asOf: '2023-12-31', evidence: 'entered' },
    ],
  });
  const [organization] = writeInstitution(record);
  assert.ok(organization);
  const row = readOrganization(stored(organization));
  assert.deepEqual([row.evidence, row.beds, row.asOf, row.since, row.staff], ['synthetic', 12, '2023-12-31', '2020-12-31', null]);
});

test('an invented institution is tagged synthetic, a real one with invented figures contains-synthetic, an entered one nothing', () => {
  const tagOf = (record: Parameters<typeof writeInstitution>[0]) => JSON.stringify(writeInstitution(record)[0]?.['meta'] ?? null);
  const real = { name: 'published', kind: 'published', level: 'published', ownership: 'published', place: 'published' } as const;
  assert.match(tagOf(institutionRecord()), /"synthetic"/);
  assert.match(tagOf(institutionRecord({ attributes: real })), /"contains-synthetic"/);
  assert.equal(tagOf(institutionRecord({ attributes: real, facts: [] })), 'null');
});

test('a location that gives only the town stands in the county the town code begins with', () => {
  const address = { extension: [{ url: extensions.area, valueCoding: { system: systems.town, code: '220281001' } }] };
  const site = readLocation(
    stored({
      resourceType: 'Location',
      id: 'l',
      address,
      managingOrganization: { reference: 'https://other.example/fhir/Organization/h-1' },
    }),
  );
  assert.deepEqual(site, { id: 'l', institution: 'h-1', area: '220281', town: '220281001' });
});
