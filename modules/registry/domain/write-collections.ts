import type { Resource } from '@songhua/kernel';
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
import { bedClassTitles, departmentTitles } from './code-titles.ts';
import { extensions, parts, systems, tags } from './identifiers.ts';

export type Written = Resource & { readonly id: string };
type Kept = Pick<DepartmentRecord, 'since' | 'until' | 'evidence' | 'source'>;

const concept = (system: string, code: string) => ({ coding: [{ system, code }] });
const organization = (id: string) => ({ reference: `Organization/${id}` });

/** `meta` of what is invented altogether. */
const tagged = (evidence: Kept['evidence']) =>
  evidence === 'synthetic' ? { meta: { tag: [{ system: systems.tag, code: tags.synthetic }] } } : {};

const period = ({ since, until }: Kept) => ({ ...(since !== null && { start: since }), ...(until !== null && { end: until }) });

/** What it rests on and, for what has no period of its own, when it is there. */
const restsOn = (kept: Pick<Kept, 'evidence' | 'source'>) => [
  { url: extensions.evidence, valueCode: kept.evidence },
  ...(kept.source === null ? [] : [{ url: extensions.source, valueString: kept.source }]),
];
const restsAndLasts = (kept: Kept) => [
  ...restsOn(kept),
  ...(kept.since === null && kept.until === null ? [] : [{ url: extensions.period, valuePeriod: period(kept) }]),
];

const codes = (system: string, area: string, town: string | null) => [
  { url: extensions.area, valueCoding: { system, code: area } },
  ...(town === null ? [] : [{ url: extensions.area, valueCoding: { system: systems.town, code: town } }]),
];
const address = (area: string, town: string | null) => ({
  address: { extension: codes(systems.area, area, town), country: 'CN' },
});

const practitioner = (person: StaffRecord): Written => ({
  resourceType: 'Practitioner',
  id: person.person,
  ...tagged(person.evidence),
  active: true,
  name: [{ text: person.name }],
  gender: person.gender,
  ...(person.licence !== null && { qualification: [{ code: concept(systems.licence, person.licence) }] }),
});

const practitionerRole = (post: StaffRecord): Written => ({
  resourceType: 'PractitionerRole',
  id: post.id,
  ...tagged(post.evidence),
  extension: [
    ...restsOn(post),
    { url: extensions.primary, valueBoolean: post.primary },
    { url: extensions.post, valueCode: post.post },
    { url: extensions.established, valueBoolean: post.established },
    ...(post.category === null ? [] : [{ url: extensions.category, valueCode: post.category }]),
    ...(post.licence === null ? [] : [{ url: extensions.licence, valueCode: post.licence }]),
    ...post.duties.map((duty) => ({ url: extensions.duty, valueCode: duty })),
    ...(post.years === null ? [] : [{ url: extensions.years, valueInteger: post.years }]),
  ],
  active: true,
  ...(post.since === null && post.until === null ? {} : { period: period(post) }),
  practitioner: { reference: `Practitioner/${post.person}`, display: post.name },
  organization: organization(post.institution),
  code: [concept(systems.profession, post.profession)],
  ...(post.specialty !== null && { specialty: [concept(systems.specialty, post.specialty)] }),
});

/** People and their posts: a Practitioner for each person (as the first of its records has it), a PractitionerRole for each record. */
export function staffResources(staff: readonly StaffRecord[]): readonly Written[] {
  const people = new Map<string, Written>();
  for (const one of staff) if (!people.has(one.person)) people.set(one.person, practitioner(one));
  return [...people.values(), ...staff.map(practitionerRole)];
}

const ward = (bed: BedRecord, { id, name }: NonNullable<BedRecord['ward']>): Written => ({
  resourceType: 'Location',
  id,
  ...tagged(bed.evidence),
  status: 'active',
  name,
  mode: 'instance',
  physicalType: concept(systems.physicalType, 'wa'),
  managingOrganization: organization(bed.institution),
});

const bedLocation = (bed: BedRecord): Written => ({
  resourceType: 'Location',
  id: bed.id,
  ...tagged(bed.evidence),
  extension: [
    ...restsAndLasts(bed),
    ...(bed.department === null ? [] : [{ url: extensions.department, valueCode: bed.department }]),
    ...(bed.convertible ? [{ url: extensions.convertible, valueBoolean: true }] : []),
    ...(bed.openable ? [{ url: extensions.openable, valueBoolean: true }] : []),
  ],
  status: 'active',
  name: bedClassTitles[bed.class].zh,
  mode: 'instance',
  type: [concept(systems.bedClass, bed.class)],
  physicalType: concept(systems.physicalType, 'bd'),
  managingOrganization: organization(bed.institution),
  ...(bed.ward !== null && { partOf: { reference: `Location/${bed.ward.id}`, display: bed.ward.name } }),
});

/** Beds, and the wards they stand in: each ward once, before its beds. */
export function bedResources(beds: readonly BedRecord[]): readonly Written[] {
  const wards = new Map<string, Written>();
  for (const bed of beds) if (bed.ward && !wards.has(bed.ward.id)) wards.set(bed.ward.id, ward(bed, bed.ward));
  return [...wards.values(), ...beds.map(bedLocation)];
}

/** An Organization that is part of the institution: a department, a team. */
const partOrganization = (
  kept: Kept & { readonly id: string; readonly institution: string },
  name: string,
  system: string,
  code: string,
): Written => ({
  resourceType: 'Organization',
  id: kept.id,
  ...tagged(kept.evidence),
  extension: restsAndLasts(kept),
  active: true,
  type: [concept(system, code)],
  name,
  partOf: organization(kept.institution),
});

export const departmentResources = (departments: readonly DepartmentRecord[]): readonly Written[] =>
  departments.map((d) => partOrganization(d, d.name === '' ? departmentTitles[d.code].zh : d.name, systems.department, d.code));

export const teamResources = (teams: readonly TeamRecord[]): readonly Written[] =>
  teams.map((team) => partOrganization(team, team.name, systems.team, team.kind));

export const laboratoryResources = (laboratories: readonly LaboratoryRecord[]): readonly Written[] =>
  laboratories.map((laboratory) => ({
    resourceType: 'Location',
    id: laboratory.id,
    ...tagged(laboratory.evidence),
    extension: restsAndLasts(laboratory),
    status: 'active',
    name: laboratory.name,
    mode: 'instance',
    type: [concept(systems.laboratory, laboratory.level)],
    managingOrganization: organization(laboratory.institution),
  }));

/** Large equipment and vehicles, each a Device of its institution. */
export const equipmentResources = (equipment: readonly EquipmentRecord[]): readonly Written[] =>
  equipment.map((device) => ({
    resourceType: 'Device',
    id: device.id,
    ...tagged(device.evidence),
    extension: restsAndLasts(device),
    status: 'active',
    ...(device.name !== null && { deviceName: [{ name: device.name, type: 'user-friendly-name' }] }),
    type: concept(systems.equipment, device.type),
    owner: organization(device.institution),
  }));

export const stationResources = (stations: readonly StationRecord[]): readonly Written[] =>
  stations.map((station) => ({
    resourceType: 'Location',
    id: station.id,
    ...tagged(station.evidence),
    extension: restsAndLasts(station),
    status: 'active',
    name: station.name,
    mode: 'instance',
    type: [concept(systems.part, parts.station)],
    ...address(station.area, station.town),
    managingOrganization: organization(station.institution),
  }));

/** Childcare institutions: an Organization with its places as a figure, and the Location it stands in. */
export const childcareResources = (childcare: readonly ChildcareRecord[]): readonly Written[] =>
  childcare.flatMap((one): Written[] => [
    {
      resourceType: 'Organization',
      id: one.id,
      ...tagged(one.evidence),
      extension: [
        {
          url: extensions.fact,
          extension: [
            { url: 'measure', valueCode: 'childcare-places' },
            { url: 'value', valueInteger: one.places },
            { url: 'asOf', valueDate: one.asOf },
            { url: 'evidence', valueCode: one.evidence },
            ...(one.source === null ? [] : [{ url: 'source', valueString: one.source }]),
          ],
        },
      ],
      active: true,
      type: [concept(systems.part, parts.childcare)],
      name: one.name,
    },
    {
      resourceType: 'Location',
      id: one.id,
      ...tagged(one.evidence),
      status: 'active',
      name: one.name,
      mode: 'instance',
      ...address(one.area, one.town),
      managingOrganization: organization(one.id),
    },
  ]);
