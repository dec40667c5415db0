import type { RecordStore, Tx } from '@songhua/kernel';
import type { InstitutionRecord } from '../contract.ts';
import { readOrganization } from '../domain/read-organization.ts';
import type { ServiceRow } from '../domain/read-place.ts';

/** The institution as its resources say, with every figure of every day; null when there is none, or not all of it is known. */
export async function institutionRecord(tx: Tx, records: RecordStore, id: string): Promise<InstitutionRecord | null> {
  const resource = await records.read(tx, 'Organization', id);
  if (!resource) return null;
  const [site] = await tx.query<{ area: string; town: string | null }>(
    'select area, town from registry.institution_site where institution = $1 order by id limit 1',
    [id],
    'registry.site-of',
  );
  const services = await tx.query<Pick<ServiceRow, 'code' | 'offered' | 'evidence'>>(
    'select distinct on (code) code, offered, evidence from registry.institution_service where institution = $1 order by code, id',
    [id],
    'registry.services-of',
  );
  const row = readOrganization(resource);
  if (!row.class || !row.kind || !row.ownership || !site) return null;
  const { class: cls, kind, level, ownership, name, named, section, attributes, facts, fields, designations, complete } = row;
  return {
    id,
    name,
    class: cls,
    kind,
    level,
    ownership,
    ...site,
    named,
    section,
    attributes,
    facts,
    fields,
    designations,
    complete,
    services,
  };
}
