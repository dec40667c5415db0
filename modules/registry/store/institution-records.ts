import type { RecordStore, Tx } from '@songhua/kernel';
import type { InstitutionRecord } from '../contract.ts';
import { readOrganization } from '../domain/read-organization.ts';
import type { ServiceRow } from '../domain/read-place.ts';

/** Ids asked for in one search. */
const atOnce = 500;

/** As `institutionRecord` for many, by id; those that are not there, or of which not all is known, are left out. */
export async function institutionRecords(
  tx: Tx,
  records: RecordStore,
  ids: readonly string[],
): Promise<ReadonlyMap<string, InstitutionRecord>> {
  const sites = await tx.query<{ institution: string; area: string; town: string | null }>(
    `select distinct on (institution) institution, area, town from registry.institution_site
      where institution = any($1) order by institution, id`,
    [ids],
    'registry.sites-of-many',
  );
  const services = await tx.query<Pick<ServiceRow, 'institution' | 'code' | 'offered' | 'evidence'>>(
    `select distinct on (institution, code) institution, code, offered, evidence from registry.institution_service
      where institution = any($1) order by institution, code, id`,
    [ids],
    'registry.services-of-many',
  );
  const siteOf = new Map(sites.map(({ institution, area, town }) => [institution, { area, town }]));
  const servicesOf = Map.groupBy(services, ({ institution }) => institution);
  const found = new Map<string, InstitutionRecord>();
  for (let at = 0; at < ids.length; at += atOnce) {
    const some = ids.slice(at, at + atOnce);
    const { items } = await records.search(tx, 'Organization', { id: some, limit: some.length });
    for (const item of items) {
      const {
        class: cls,
        kind,
        ownership,
        active: _,
        since: _since,
        beds: _beds,
        staff: _staff,
        asOf: _asOf,
        ...row
      } = readOrganization(item);
      const site = siteOf.get(item.id);
      if (!cls || !kind || !ownership || !site) continue;
      const { evidence: _evidence, ...rest } = row;
      const own = (servicesOf.get(item.id) ?? []).map(({ code, offered, evidence }) => ({ code, offered, evidence }));
      found.set(item.id, { ...rest, class: cls, kind, ownership, ...site, services: own });
    }
  }
  return found;
}
