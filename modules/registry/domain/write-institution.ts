import { attributes } from '@songhua/engine-city';
import type { Resource } from '@songhua/kernel';
import type { InstitutionFact, InstitutionRecord } from '../contract.ts';
import { serviceTitles } from './code-titles.ts';
import { extensions, partId, systems, tags } from './identifiers.ts';

type Written = Resource & { readonly id: string };

const coding = (system: string, code: string) => ({ coding: [{ system, code }] });

const factExtension = (fact: InstitutionFact) => ({
  url: extensions.fact,
  extension: [
    { url: 'measure', valueCode: fact.measure },
    { url: 'value', valueInteger: fact.value },
    { url: 'asOf', valueDate: fact.asOf },
    { url: 'evidence', valueCode: fact.evidence },
    ...(fact.source === undefined ? [] : [{ url: 'source', valueString: fact.source }]),
  ],
});

function metaOf(record: InstitutionRecord): { readonly meta?: unknown } {
  const synthetic =
    record.facts.some((f) => f.evidence === 'synthetic') || Object.values(record.attributes).some((e) => e === 'synthetic');
  if (!synthetic) return {};
  return {
    meta: { tag: [{ system: systems.tag, code: record.attributes.name === 'synthetic' ? tags.synthetic : tags.partly }] },
  };
}

function organization(record: InstitutionRecord): Written {
  return {
    resourceType: 'Organization',
    id: record.id,
    ...metaOf(record),
    extension: [
      ...record.facts.map(factExtension),
      ...attributes.map((attribute) => ({
        url: extensions.attribute,
        extension: [
          { url: 'attribute', valueCode: attribute },
          { url: 'evidence', valueCode: record.attributes[attribute] },
        ],
      })),
      ...record.fields.map((code) => ({ url: extensions.field, valueCode: code })),
      ...record.designations.map((code) => ({ url: extensions.designation, valueCode: code })),
      ...record.complete.map((code) => ({ url: extensions.complete, valueCode: code })),
      ...(record.named ? [{ url: extensions.named, valueBoolean: true }] : []),
      ...(record.section === null ? [] : [{ url: extensions.section, valueString: record.section }]),
    ],
    identifier: [{ system: systems.institution, value: record.id }],
    active: true,
    type: [
      coding(systems.class, record.class),
      coding(systems.kind, record.kind),
      coding(systems.level, record.level),
      coding(systems.ownership, record.ownership),
    ],
    name: record.name,
  };
}

function location(record: InstitutionRecord): Written {
  const code = (system: string, value: string) => ({ url: extensions.area, valueCoding: { system, code: value } });
  return {
    resourceType: 'Location',
    id: record.id,
    ...metaOf(record),
    status: 'active',
    name: record.name,
    mode: 'instance',
    address: {
      extension: [code(systems.area, record.area), ...(record.town === null ? [] : [code(systems.town, record.town)])],
      country: 'CN',
    },
    managingOrganization: { reference: `Organization/${record.id}` },
  };
}

const healthcareService = (record: InstitutionRecord, service: InstitutionRecord['services'][number]): Written => ({
  resourceType: 'HealthcareService',
  id: partId(record.id, service.code),
  ...(service.evidence === 'synthetic' ? { meta: { tag: [{ system: systems.tag, code: tags.synthetic }] } } : {}),
  extension: [{ url: extensions.evidence, valueCode: service.evidence }],
  // Known not to be offered is said, so that it is not taken for unknown.
  active: service.offered,
  providedBy: { reference: `Organization/${record.id}` },
  type: [coding(systems.service, service.code)],
  name: serviceTitles[service.code].zh,
  location: [{ reference: `Location/${record.id}` }],
});

/** The institution as FHIR R4: one Organization, the Location it stands in, a HealthcareService for each service spoken of. */
export const writeInstitution = (record: InstitutionRecord): readonly Written[] => [
  organization(record),
  location(record),
  ...record.services.map((service) => healthcareService(record, service)),
];
