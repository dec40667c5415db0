import type { InstitutionName, Source } from '../contract.ts';
import { dateOf } from './date-resource.ts';
import { type Encounter, idIn, type Reference, type Stored } from './fhir.ts';
import type { Gathered, Looks } from './gathered.ts';
import { momentOf, plusDays } from './order-dates.ts';

/** How far back the first look at a record goes, days. */
export const firstLookDays = 90;

/** Elements in which a resource itself names the institution. */
interface Naming {
  readonly serviceProvider?: Reference;
  readonly managingOrganization?: Reference;
  readonly custodian?: Reference;
  readonly performer?: readonly (Reference & { readonly actor?: Reference; readonly onBehalfOf?: Reference })[];
  readonly encounter?: Reference;
  readonly context?: Reference & { readonly encounter?: readonly Reference[] };
  readonly subject?: Reference;
  readonly patient?: Reference;
}

/** Id of the encounter in which something happened. */
export const encounterOf = (resource: Stored): string | undefined => {
  const { encounter, context } = resource as Stored & Naming;
  return idIn(encounter, 'Encounter') ?? idIn(context, 'Encounter') ?? idIn(context?.encounter?.[0], 'Encounter');
};

/** Id of the registration that a resource belongs to. */
export const patientOf = (resource: Stored): string => {
  const { subject, patient } = resource as Stored & Naming;
  return resource.resourceType === 'Patient' ? resource.id : (idIn(subject, 'Patient') ?? idIn(patient, 'Patient') ?? '');
};

export type SourceOf = (resource: Stored) => Source;

const houseIn = ({ serviceProvider, managingOrganization, custodian, performer = [] }: Stored & Naming): Reference | undefined =>
  [serviceProvider, custodian, managingOrganization, ...performer.flatMap((one) => [one, one.actor, one.onBehalfOf])].find(
    (one) => idIn(one, 'Organization') !== undefined,
  );

/** Ids of the institutions that a resource names itself. */
export const housesNamed = (resource: Stored): readonly string[] => {
  const id = idIn(houseIn(resource as Stored & Naming), 'Organization');
  return id === undefined ? [] : [id];
};

/**
 * Tells of each resource where it stands: its institution is the one it names itself, else the one of the visit it belongs to, else the one
 * that keeps the registration. New is what came after the reader's last look at that registration; of one never looked at, what happened in
 * the last 90 days.
 */
export function sourcesOf(
  gathered: Pick<Gathered, 'patients' | 'encounters' | 'institutions'>,
  looks: Looks,
  now: Date,
): SourceOf {
  const encounters = new Map<string, Encounter>(gathered.encounters.map((one) => [one.id, one]));
  const patients = new Map<string, Stored>(gathered.patients.map((one) => [one.id, one]));
  const recently = plusDays(now.getTime(), -firstLookDays);
  const named = (reference: Reference | undefined): InstitutionName => {
    const id = idIn(reference, 'Organization');
    if (id === undefined) return { id: null, name: reference?.display ?? '' };
    return { id, name: gathered.institutions.get(id) ?? reference?.display ?? id };
  };
  const known = new Map<Stored, Source>();
  return (resource) => {
    const before = known.get(resource);
    if (before) return before;
    const patient = patientOf(resource);
    const visit = encounters.get(encounterOf(resource) ?? '');
    const at = dateOf(resource) ?? visit?.period?.start ?? null;
    const house =
      houseIn(resource as Stored & Naming) ??
      (visit && houseIn(visit as Stored & Naming)) ??
      houseIn((patients.get(patient) ?? resource) as Stored & Naming);
    const looked = looks.get(patient);
    const came = Date.parse(resource.meta.lastUpdated);
    const source = {
      resource: `${resource.resourceType}/${resource.id}`,
      patient,
      institution: named(house),
      at,
      isNew: looked === undefined ? (momentOf(at) ?? came) >= recently && (momentOf(at) ?? 0) <= now.getTime() : came > looked,
    };
    known.set(resource, source);
    return source;
  };
}
