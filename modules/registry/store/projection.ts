import { append } from '@songhua/events';
import type { StoredResource, Tx } from '@songhua/kernel';
import { readAreaFigure } from '../domain/read-area-figure.ts';
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
} from '../domain/read-collections.ts';
import type { OrganizationRow } from '../domain/read-organization.ts';
import { readOrganization } from '../domain/read-organization.ts';
import type { ServiceRow, SiteRow } from '../domain/read-place.ts';
import { readHealthcareService, readLocation } from '../domain/read-place.ts';
import type { CollectionTable } from './collection-tables.ts';
import { addRows, dropRows } from './collection-tables.ts';
import { keepFormer } from './keep-former.ts';

/** The resource types the registry's tables are derived from. */
export const projectedTypes = [
  'Organization',
  'Location',
  'HealthcareService',
  'PractitionerRole',
  'Device',
  'MeasureReport',
] as const;
export type ProjectedType = (typeof projectedTypes)[number];

/** The row a resource says, and the table it belongs into; null when it says nothing to the registry. */
export type Row =
  | { readonly table: 'institution'; readonly row: OrganizationRow }
  | { readonly table: 'site'; readonly row: SiteRow }
  | { readonly table: 'service'; readonly row: ServiceRow }
  | { readonly table: CollectionTable; readonly row: { readonly id: string } };

const rowOf = <T extends Row['table']>(table: T, row: object | null): Row | null =>
  row === null ? null : ({ table, row } as Row);

function readLocationRow(resource: StoredResource): Row | null {
  const sort = sortOfLocation(resource);
  if (sort === 'bed') return rowOf('bed', readBed(resource));
  if (sort === 'laboratory') return rowOf('laboratory', readLaboratory(resource));
  if (sort === 'station') return rowOf('station', readStation(resource));
  return sort === 'ward' ? null : rowOf('site', readLocation(resource));
}

function readOrganizationRow(resource: StoredResource): Row | null {
  const sort = sortOfOrganization(resource);
  if (sort === 'department') return rowOf('department', readDepartment(resource));
  if (sort === 'team') return rowOf('team', readTeam(resource));
  return sort === 'childcare' ? rowOf('childcare', readChildcare(resource)) : rowOf('institution', readOrganization(resource));
}

const readers: Readonly<Record<ProjectedType, (resource: StoredResource) => Row | null>> = {
  Organization: readOrganizationRow,
  Location: readLocationRow,
  HealthcareService: (resource) => rowOf('service', readHealthcareService(resource)),
  PractitionerRole: (resource) => rowOf('staff', readStaff(resource)),
  Device: (resource) => rowOf('equipment', readEquipment(resource)),
  MeasureReport: (resource) => rowOf('area_figure', readAreaFigure(resource)),
};

/** The row of one table that a resource says. */
export function readRow(resource: StoredResource): Row | null {
  const type = projectedTypes.find((one) => one === resource.resourceType);
  return type === undefined ? null : readers[type](resource);
}

/** The tables whose rows come from resources of a type. */
export const tablesOf: Readonly<Record<ProjectedType, readonly Row['table'][]>> = {
  Organization: ['institution', 'department', 'team', 'childcare'],
  Location: ['site', 'bed', 'laboratory', 'station'],
  HealthcareService: ['service'],
  PractitionerRole: ['staff'],
  Device: ['equipment'],
  MeasureReport: ['area_figure'],
};

function dropOf(tx: Tx, table: Row['table'], ids: readonly string[]): void {
  if (table === 'institution') {
    tx.later('delete from registry.institution where id = any($1)', [ids], 'registry.drop-institutions');
    tx.later('delete from registry.institution_fact where institution = any($1)', [ids], 'registry.drop-facts');
  } else if (table === 'site') {
    tx.later('delete from registry.institution_site where id = any($1)', [ids], 'registry.drop-sites');
  } else if (table === 'service') {
    tx.later('delete from registry.institution_service where id = any($1)', [ids], 'registry.drop-services');
  } else dropRows(tx, table, ids);
}

function addInstitutions(tx: Tx, rows: readonly OrganizationRow[]): void {
  tx.later(
    `insert into registry.institution (id, name, class, kind, level, ownership, active, named, section, since, attributes, beds, staff, as_of, evidence,
                                       fields, designations, complete, figures)
     select id, name, class, kind, level, ownership, active, named, section, since, attributes, beds, staff, "asOf", evidence,
            fields, designations, complete, figures
       from jsonb_to_recordset($1::jsonb) as r(id text, name text, class text, kind text, level text, ownership text, active bool,
            named bool, section text, since date, attributes jsonb, beds int, staff int, "asOf" date, evidence text,
            fields text[], designations text[], complete text[], figures text)`,
    [JSON.stringify(rows.map(({ facts: _, ...row }) => row))],
    'registry.add-institutions',
  );
  const facts = rows.flatMap(({ id, facts: own }) => own.map((fact) => ({ institution: id, ...fact })));
  if (facts.length === 0) return;
  tx.later(
    `insert into registry.institution_fact (institution, measure, as_of, value, evidence, source)
     select institution, measure, as_of, value, evidence, source
       from unnest($1::text[], $2::text[], $3::date[], $4::integer[], $5::text[], $6::text[])
            as f(institution, measure, as_of, value, evidence, source)`,
    [
      facts.map((f) => f.institution),
      facts.map((f) => f.measure),
      facts.map((f) => f.asOf),
      facts.map((f) => f.value),
      facts.map((f) => f.evidence),
      facts.map((f) => f.source),
    ],
    'registry.add-facts',
  );
}

function addSites(tx: Tx, rows: readonly SiteRow[]): void {
  tx.later(
    `insert into registry.institution_site (id, institution, area, town)
     select id, institution, area, town from jsonb_to_recordset($1::jsonb) as s(id text, institution text, area text, town text)`,
    [JSON.stringify(rows)],
    'registry.add-sites',
  );
}

function addServices(tx: Tx, rows: readonly ServiceRow[]): void {
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
  const rows = new Map<Row['table'], Row['row'][]>();
  const earlier = new Map<ProjectedType, string[]>();
  const ended = new Map<ProjectedType, string[]>();
  for (const resource of resources) {
    const found = readRow(resource);
    if (found) {
      const own = rows.get(found.table);
      if (own) own.push(found.row);
      else rows.set(found.table, [found.row]);
    }
    // A first version has no row yet; of what was written before, the row may have been in another table.
    const type = projectedTypes.find((one) => one === resource.resourceType);
    if (type === undefined || resource.meta.versionId === '1') continue;
    const ids = earlier.get(type);
    if (ids) ids.push(resource.id);
    else earlier.set(type, [resource.id]);
    if (found) continue;
    const out = ended.get(type);
    if (out) out.push(resource.id);
    else ended.set(type, [resource.id]);
  }
  // What is out of use has no row any more, and still stands in the history of whose it was.
  for (const [type, ids] of ended) keepFormer(tx, type, ids);
  for (const [type, ids] of earlier) for (const table of tablesOf[type]) dropOf(tx, table, ids);
  for (const [table, own] of rows) {
    if (table === 'institution') addInstitutions(tx, own as OrganizationRow[]);
    else if (table === 'site') addSites(tx, own as SiteRow[]);
    else if (table === 'service') addServices(tx, own as ServiceRow[]);
    else addRows(tx, table, own);
  }
  const [first] = resources;
  if (!first) return;
  const payload = { resources: resources.length, ids: resources.slice(0, 20).map((r) => `${r.resourceType}/${r.id}`) };
  await append(tx, 'registry.institutions-changed', payload, new Date(first.meta.lastUpdated));
}
