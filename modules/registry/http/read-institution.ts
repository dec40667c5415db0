import type { Attribute } from '@songhua/engine-city';
import { attributes, countMeasures, serviceCodes } from '@songhua/engine-city';
import type { RecordStore, Tx } from '@songhua/kernel';
import { ok, refuse, route } from '@songhua/kernel';
import type { InstitutionDetail } from '../contract.ts';
import { institutionDetail, institutionParams } from '../contract.ts';
import { serviceTitles } from '../domain/code-titles.ts';
import { attributeTitles, figureTitles } from '../domain/measure-titles.ts';
import { oneOf } from '../domain/read-element.ts';
import { type Detail, findInstitution } from '../store/institutions.ts';
import { readRetirement } from './read-retirement.ts';

/** The FHIR resources behind the page, with their versions. */
async function resourcesOf(tx: Tx, records: RecordStore, detail: Detail) {
  const wanted = [
    ['Organization', detail.institution.id] as const,
    ...detail.sites.map((id) => ['Location', id] as const),
    ...detail.services.map((s) => ['HealthcareService', s.id] as const),
  ];
  const found: InstitutionDetail['resources'] = [];
  for (const [type, id] of wanted) {
    const resource = await records.read(tx, type, id);
    if (resource) found.push({ type, id, version: resource.meta.versionId, lastUpdated: resource.meta.lastUpdated });
  }
  return found;
}

/** An institution's figures with their titles and units, in the order in which they are shown. */
export const titledFacts = ({ facts }: Detail): InstitutionDetail['facts'] =>
  countMeasures.flatMap((measure) => facts.filter((f) => f.measure === measure).map((f) => ({ ...f, ...figureTitles[measure] })));

export const readInstitution = route({
  method: 'GET',
  path: '/api/registry/institutions/:id',
  summary: { zh: '一个机构的全部信息', en: 'Everything about one institution' },
  permission: 'registry.read',
  people: 'none',
  params: institutionParams,
  response: institutionDetail,
  handle: async ({ tx, records, params }) => {
    const detail = await findInstitution(tx, params.id);
    if (!detail) return refuse('registry.unknown-institution', { id: params.id });
    const services = detail.services
      .filter((s) => s.offered)
      .flatMap(({ code: said, evidence }) => {
        const code = oneOf(serviceCodes, said);
        return code ? [{ code, name: serviceTitles[code], evidence }] : [];
      });
    return ok({
      ...detail.institution,
      retired: detail.retired ? await readRetirement(tx, records, params.id) : null,
      named: detail.named,
      section: detail.section,
      attributes: attributes.map((attribute: Attribute) => ({
        attribute,
        title: attributeTitles[attribute],
        evidence: detail.attributes[attribute] ?? detail.institution.evidence,
      })),
      facts: titledFacts(detail),
      services,
      resources: await resourcesOf(tx, records, detail),
    });
  },
});
