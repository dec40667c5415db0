import { append } from '@songhua/events';
import type { StoredResource, Tx } from '@songhua/kernel';
import type { OrganizationRow } from '../domain/read-organization.ts';
import { readOrganization } from '../domain/read-organization.ts';
import type { ServiceRow, SiteRow } from '../domain/read-place.ts';
import { readHealthcareService, readLocation } from '../domain/read-place.ts';

/** The resource types the registry's tables are derived from. */
export const projectedTypes = ['Organization', 'Location', 'HealthcareService'] as const;

const idsOf = (resources: readonly StoredResource[]): readonly string[] => resources.map((r) => r.id);

function saveOrganizations(tx: Tx, rows: readonly OrganizationRow[]): void {
  const ids = rows.map((r) => r.id);
  tx.later('delete from registry.institution where id = any($1)', [ids], 'registry.drop-institutions');
  tx.later('delete from registry.institution_fact where institution = any($1)', [ids], 'registry.drop-facts');
  tx.later(
    `insert into registry.institution (id, name, class, kind, level, ownership, active, named, section, since, attributes, beds, staff, as_of, evidence, fields, designations, complete)
     select id, name, class, kind, level, ownership, active, named, section, since, attributes, beds, staff, "asOf", evidence, fields, designations, complete
       from jsonb_to_recordset($1::jsonb) as r(id text, name text, class text, kind text, level text, ownership text, active bool,
            named bool, section text, since date, attributes jsonb, beds int, staff int, "asOf" date, evidence text,
            fields text[], designations text[], complete text[])`,
    [JSON.stringify(rows.map(({ facts: _, ...row }) => row))],
    'registry.add-institutions',
  );
  tx.later(
    `insert into registry.institution_fact (institution, measure, as_of, value, evidence, source)
     select institution, measure, "asOf", value, evidence, source
       from jsonb_to_recordset($1::jsonb) as f(institution text, measure text, "asOf" date, value int, evidence text, source text)`,
    [JSON.stringify(rows.flatMap((row) => row.facts.map((fact) => ({ institution: row.id, ...fact }))))],
    'registry.add-facts',
  );
}

function saveSites(tx: Tx, ids: readonly string[], rows: readonly SiteRow[]): void {
  tx.later('delete from registry.institution_site where id = any($1)', [ids], 'registry.drop-sites');
  tx.later(
    `insert into registry.institution_site (id, institution, area, town)
     select id, institution, area, town from jsonb_to_recordset($1::jsonb) as s(id text, institution text, area text, town text)`,
    [JSON.stringify(rows)],
    'registry.add-sites',
  );
}

function saveServices(tx: Tx, ids: readonly string[], rows: readonly ServiceRow[]): void {
  tx.later('delete from registry.institution_service where id = any($1)', [ids], 'registry.drop-services');
  tx.later(
    `insert into registry.institution_service (id, institution, code, offered, evidence)
     select id, institution, code, offered, evidence
       from jsonb_to_recordset($1::jsonb) as s(id text, institution text, code text, offered bool, evidence text)`,
    [JSON.stringify(rows)],
    'registry.add-services',
  );
}

/** Brings the tables up to date with resources just written, by whomever, and tells of it in the same transaction. */
export async function project(tx: Tx, resources: readonly StoredResource[]): Promise<void> {
  const of = (type: (typeof projectedTypes)[number]) => resources.filter((r) => r.resourceType === type);
  const [organizations, locations, services] = [of('Organization'), of('Location'), of('HealthcareService')];
  if (organizations.length > 0) saveOrganizations(tx, organizations.map(readOrganization));
  if (locations.length > 0)
    saveSites(
      tx,
      idsOf(locations),
      locations.flatMap((r) => readLocation(r) ?? []),
    );
  if (services.length > 0)
    saveServices(
      tx,
      idsOf(services),
      services.flatMap((r) => readHealthcareService(r) ?? []),
    );
  const [first] = resources;
  if (!first) return;
  const payload = { resources: resources.length, ids: resources.slice(0, 20).map((r) => `${r.resourceType}/${r.id}`) };
  await append(tx, 'registry.institutions-changed', payload, new Date(first.meta.lastUpdated));
}
