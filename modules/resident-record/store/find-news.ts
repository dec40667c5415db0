import { ok, type Result } from '@songhua/kernel';
import { peopleWriter } from '@songhua/records';
import type { News } from '../contract.ts';
import { everythingIn } from '../domain/assemble-record.ts';
import type { Patient, Stored } from '../domain/fhir.ts';
import { type Gathered, nobody } from '../domain/gathered.ts';
import { firstLookDays, patientOf, sourcesOf } from '../domain/name-source.ts';
import { dayOf, plusDays } from '../domain/order-dates.ts';
import { spreadObservations } from '../domain/spread-observations.ts';
import { tellNews } from '../domain/tell-news.ts';
import { type Asking, gatherRecord, type Kind } from './gather-record.ts';
import { looksAt } from './looks.ts';

/** By which parameter each kind is of a day. */
const dated = {
  allergies: 'date',
  conditions: 'recorded-date',
  encounters: 'date',
  prescriptions: 'authoredon',
  immunizations: 'date',
  observations: 'date',
  reports: 'date',
  procedures: 'date',
} as const satisfies Partial<Record<Kind, string>>;
const kinds = Object.keys(dated) as readonly (keyof typeof dated)[];

const only = <T extends Stored>(all: readonly T[], of: ReadonlySet<string>): readonly T[] =>
  all.filter((one) => of.has(patientOf(one)));

/** The part of what was gathered that is one person's. */
const partOf = (gathered: Gathered, patients: readonly Patient[]): Gathered => {
  const ids = new Set(patients.map(({ id }) => id));
  return {
    ...gathered,
    patients,
    allergies: only(gathered.allergies, ids),
    conditions: only(gathered.conditions, ids),
    encounters: only(gathered.encounters, ids),
    medications: only(gathered.medications, ids),
    immunizations: only(gathered.immunizations, ids),
    observations: only(gathered.observations, ids),
    reports: only(gathered.reports, ids),
    procedures: only(gathered.procedures, ids),
  };
};

export interface NewsOf {
  readonly news: ReadonlyMap<string, News>;
  /** What was looked at, for the audit log. */
  readonly seen: readonly Stored[];
}

/**
 * What is new about each of these people (ids of Patients) to the reader: what came since they last looked, of those at whom they never looked
 * what happened in the last 90 days. One search a kind for each of the two, however many people.
 */
export async function findNews(asking: Asking, people: ReadonlyMap<string, Patient>): Promise<Result<NewsOf>> {
  const { tx, actor, now } = asking;
  const ids = [...people.keys()];
  const membership = await peopleWriter.membersOf(tx, ids);
  const membersOf = (id: string): readonly string[] => [id, ...(membership.get(id)?.members ?? []).filter((one) => one !== id)];
  const looks = await looksAt(tx, actor.id, ids.flatMap(membersOf));
  const lookedAt = ids.filter((id) => membersOf(id).every((one) => looks.has(one)));
  const never = ids.filter((id) => !lookedAt.includes(id));
  const since = Math.min(...lookedAt.flatMap((id) => membersOf(id).flatMap((one) => looks.get(one) ?? [])));
  const from = dayOf(plusDays(now.getTime(), -firstLookDays));
  const news = new Map<string, News>();
  const seen: Stored[] = [];
  const asked = [
    {
      group: lookedAt,
      narrow: kinds.map((kind) => [kind, `&_lastUpdated=gt${new Date(since === Infinity ? 0 : since).toISOString()}`] as const),
    },
    { group: never, narrow: kinds.map((kind) => [kind, `&${dated[kind]}=ge${from}`] as const) },
  ];
  for (const { group, narrow } of asked) {
    if (group.length === 0) continue;
    const registrations = group.flatMap((id) =>
      membersOf(id).map((one) => (people.get(one) ?? { ...nameless, id: one }) as Patient),
    );
    const gathered = await gatherRecord(asking, registrations, kinds, Object.fromEntries(narrow));
    if (!gathered.ok) return gathered;
    for (const id of group) {
      const mine = new Set(membersOf(id));
      const part = partOf(
        { ...nobody, ...gathered.value },
        registrations.filter((one) => mine.has(one.id)),
      );
      const sourceOf = sourcesOf(part, looks, now);
      news.set(id, tellNews(part, spreadObservations(part.observations, sourceOf), { sourceOf, looks, now }));
    }
    seen.push(...everythingIn(gathered.value));
  }
  return ok({ news, seen });
}

/** A registration of which nothing but its id is known here. */
const nameless: Omit<Patient, 'id'> = { resourceType: 'Patient', meta: { lastUpdated: '1970-01-01T00:00:00Z', versionId: '1' } };
