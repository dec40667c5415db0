import type { DepartmentCode, EquipmentType, LaboratoryLevel, Post, Profession, TeamKind } from '@songhua/engine-city';
import {
  bedClasses,
  departmentCodes,
  doctorCategories,
  duties,
  equipmentTypes,
  laboratoryLevels,
  licences,
  posts,
  professions,
  specialties,
  teamKinds,
} from '@songhua/engine-city';
import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import { evidenceKinds } from '@songhua/engine-plan/evidence.ts';
import type { StoredResource } from '@songhua/kernel';
import type {
  BedRecord,
  ChildcareRecord,
  DepartmentRecord,
  EquipmentRecord,
  LaboratoryRecord,
  StaffRecord,
  StationRecord,
  TeamRecord,
} from '../contract.ts';
import { laboratoryTitles, teamTitles } from './code-titles.ts';
import { extensions, parts, systems, tags } from './identifiers.ts';
import { child, codeIn, dayOf, extensionsOf, type Json, list, oneOf, referenceTo, textOf } from './read-element.ts';
import { codesOfPlace } from './read-place.ts';
import { bedTraits, staffTraits } from './traits.ts';

/** What the tables keep of a post: all but what stands in the Practitioner alone. */
export type StaffRow = Omit<StaffRecord, 'gender'> & { readonly traits: string };
export type BedRow = Omit<BedRecord, 'ward'> & {
  readonly ward: string | null;
  readonly wardName: string | null;
  readonly traits: string;
};
export type ChildcareRow = Omit<ChildcareRecord, 'area' | 'town'>;

const extensionValue = (resource: Json, url: string, element: string): Json => child(extensionsOf(resource, url)[0], element);
const isTrue = (resource: Json, url: string): boolean => extensionValue(resource, url, 'valueBoolean') === true;

/** What a resource rests on: what it says, else what its tag says of its origin. */
export function evidenceOf(resource: StoredResource): Evidence {
  const said = oneOf(evidenceKinds, extensionValue(resource, extensions.evidence, 'valueCode'));
  const tagged = list(child(resource.meta, 'tag')).some((tag) => child(tag, 'code') === tags.synthetic);
  return said ?? (tagged ? 'synthetic' : 'entered');
}

interface Kept {
  readonly id: string;
  readonly institution: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly evidence: Evidence;
  readonly source: string | null;
}

/** What everything an institution has says alike; null without an institution. */
function keptOf(
  resource: StoredResource,
  owner: Json,
  period: Json = extensionValue(resource, extensions.period, 'valuePeriod'),
): Kept | null {
  const institution = referenceTo('Organization', owner);
  if (institution === undefined) return null;
  const day = (name: string): string | null => dayOf(textOf(child(period, name))?.slice(0, 10)) ?? null;
  return {
    id: resource.id,
    institution,
    since: day('start'),
    until: day('end'),
    evidence: evidenceOf(resource),
    source: textOf(extensionValue(resource, extensions.source, 'valueString')) ?? null,
  };
}

const usualPost = (profession: Profession): Post =>
  profession === 'manager' ? 'management' : profession === 'worker' ? 'worker' : 'professional';

/** Reads a PractitionerRole; null when it is no institution's, nobody's, none of our professions, or has ended. */
export function readStaff(resource: StoredResource): StaffRow | null {
  const kept = keptOf(resource, child(resource, 'organization'), child(resource, 'period'));
  const practitioner = child(resource, 'practitioner');
  const person = referenceTo('Practitioner', practitioner);
  const profession = oneOf(professions, codeIn(child(resource, 'code'), systems.profession));
  if (!kept || person === undefined || !profession || child(resource, 'active') === false) return null;
  const years = extensionValue(resource, extensions.years, 'valueInteger');
  const held = new Set(extensionsOf(resource, extensions.duty).map((extension) => child(extension, 'valueCode')));
  const row = {
    ...kept,
    person,
    name: textOf(child(practitioner, 'display')) ?? person,
    profession,
    category: oneOf(doctorCategories, extensionValue(resource, extensions.category, 'valueCode')) ?? null,
    licence: oneOf(licences, extensionValue(resource, extensions.licence, 'valueCode')) ?? null,
    specialty: oneOf(specialties, codeIn(child(resource, 'specialty'), systems.specialty)) ?? null,
    duties: duties.filter((duty) => held.has(duty)),
    post: oneOf(posts, extensionValue(resource, extensions.post, 'valueCode')) ?? usualPost(profession),
    established: isTrue(resource, extensions.established),
    primary: isTrue(resource, extensions.primary),
    years: typeof years === 'number' && Number.isInteger(years) && years >= 0 && years <= 100 ? years : null,
  };
  return { ...row, traits: staffTraits(row) };
}

const inUse = (resource: StoredResource): boolean => child(resource, 'status') !== 'inactive';

/** Reads a bed's Location; null when it is no institution's or of none of our classes. */
export function readBed(resource: StoredResource): BedRow | null {
  const kept = keptOf(resource, child(resource, 'managingOrganization'));
  const cls = oneOf(bedClasses, codeIn(child(resource, 'type'), systems.bedClass));
  if (!kept || !cls || !inUse(resource)) return null;
  const ward = child(resource, 'partOf');
  const place = referenceTo('Location', ward) ?? null;
  const row = {
    ...kept,
    ward: place,
    wardName: place === null ? null : (textOf(child(ward, 'display')) ?? null),
    class: cls,
    department: oneOf(departmentCodes, extensionValue(resource, extensions.department, 'valueCode')) ?? null,
    convertible: isTrue(resource, extensions.convertible),
    openable: isTrue(resource, extensions.openable),
  };
  return { ...row, traits: bedTraits(row) };
}

export function readLaboratory(resource: StoredResource): LaboratoryRecord | null {
  const kept = keptOf(resource, child(resource, 'managingOrganization'));
  const level: LaboratoryLevel | undefined = oneOf(laboratoryLevels, codeIn(child(resource, 'type'), systems.laboratory));
  if (!kept || !level || !inUse(resource)) return null;
  return { ...kept, level, name: textOf(child(resource, 'name')) ?? laboratoryTitles[level].zh };
}

/** Reads an ambulance station; null when it is none, no institution's, or stands nowhere. */
export function readStation(resource: StoredResource): StationRecord | null {
  const kept = keptOf(resource, child(resource, 'managingOrganization'));
  const { area, town } = codesOfPlace(resource);
  if (!kept || area === undefined || codeIn(child(resource, 'type'), systems.part) !== parts.station || !inUse(resource))
    return null;
  return { ...kept, name: textOf(child(resource, 'name')) ?? resource.id, area, town: town ?? null };
}

/** Reads a Device; null when it is no institution's, of none of our types, or out of use. */
export function readEquipment(resource: StoredResource): EquipmentRecord | null {
  const kept = keptOf(resource, child(resource, 'owner'));
  const type: EquipmentType | undefined = oneOf(equipmentTypes, codeIn([child(resource, 'type')], systems.equipment));
  const status = child(resource, 'status');
  if (!kept || !type || status === 'inactive' || status === 'entered-in-error') return null;
  const name = list(child(resource, 'deviceName')).map((one) => textOf(child(one, 'name')))[0] ?? null;
  return { ...kept, type, name };
}

const isActive = (resource: StoredResource): boolean => child(resource, 'active') !== false;

/** Reads a department's Organization; null when it is part of no institution or none of our departments. */
export function readDepartment(resource: StoredResource): DepartmentRecord | null {
  const kept = keptOf(resource, child(resource, 'partOf'));
  const code: DepartmentCode | undefined = oneOf(departmentCodes, codeIn(child(resource, 'type'), systems.department));
  if (!kept || !code || !isActive(resource)) return null;
  return { ...kept, code, name: textOf(child(resource, 'name')) ?? code };
}

export function readTeam(resource: StoredResource): TeamRecord | null {
  const kept = keptOf(resource, child(resource, 'partOf'));
  const kind: TeamKind | undefined = oneOf(teamKinds, codeIn(child(resource, 'type'), systems.team));
  if (!kept || !kind || !isActive(resource)) return null;
  return { ...kept, kind, name: textOf(child(resource, 'name')) ?? teamTitles[kind].zh };
}

/** Reads a childcare institution with its newest number of places; null when it gives none. */
export function readChildcare(resource: StoredResource): ChildcareRow | null {
  if (codeIn(child(resource, 'type'), systems.part) !== parts.childcare || !isActive(resource)) return null;
  const part = (extension: Json, name: string, element: string): Json => child(extensionsOf(extension, name)[0], element);
  const found = extensionsOf(resource, extensions.fact).flatMap((extension): ChildcareRow[] => {
    const [places, asOf] = [part(extension, 'value', 'valueInteger'), dayOf(part(extension, 'asOf', 'valueDate'))];
    if (part(extension, 'measure', 'valueCode') !== 'childcare-places' || asOf === undefined) return [];
    if (typeof places !== 'number' || !Number.isInteger(places) || places < 0 || places > 2147483647) return [];
    const evidence = oneOf(evidenceKinds, part(extension, 'evidence', 'valueCode')) ?? 'entered';
    const source = textOf(part(extension, 'source', 'valueString')) ?? null;
    return [{ id: resource.id, name: textOf(child(resource, 'name')) ?? resource.id, places, asOf, evidence, source }];
  });
  return found.sort((a, b) => (a.asOf < b.asOf ? 1 : -1))[0] ?? null;
}

/** What an Organization is to the registry, by its type; an institution unless it says that it is a part of one or childcare. */
export function sortOfOrganization(resource: StoredResource): 'department' | 'team' | 'childcare' | 'institution' {
  const types = child(resource, 'type');
  if (codeIn(types, systems.department) !== undefined) return 'department';
  if (codeIn(types, systems.team) !== undefined) return 'team';
  return codeIn(types, systems.part) === parts.childcare ? 'childcare' : 'institution';
}

/** What a Location is to the registry; the place an institution stands at unless it says that it is something in it. */
export function sortOfLocation(resource: StoredResource): 'bed' | 'laboratory' | 'station' | 'ward' | 'site' {
  const types = child(resource, 'type');
  const physical = codeIn([child(resource, 'physicalType')], systems.physicalType);
  if (physical === 'bd' || codeIn(types, systems.bedClass) !== undefined) return 'bed';
  if (codeIn(types, systems.laboratory) !== undefined) return 'laboratory';
  if (codeIn(types, systems.part) === parts.station) return 'station';
  return physical === 'wa' ? 'ward' : 'site';
}
