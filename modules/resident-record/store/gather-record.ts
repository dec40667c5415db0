import { type Actor, ok, type RecordStore, type Result, type Tx } from '@songhua/kernel';
import { peopleWriter } from '@songhua/records';
import type { Document, Encounter, Medication, Observation, Patient, Stored } from '../domain/fhir.ts';
import type { Gathered } from '../domain/gathered.ts';
import { housesNamed } from '../domain/name-source.ts';
import { findAll } from './find-all.ts';

/** Whoever asks for a record, and where. */
export interface Asking {
  readonly tx: Tx;
  readonly records: RecordStore;
  readonly actor: Actor;
  readonly now: Date;
}

/**
 * The registrations of one person that the reader reaches, each opened by its own address and so whole, the one that was asked for first;
 * empty where that one is not reached, as where there is none.
 */
export async function readRegistrations({ tx, records, actor, now }: Asking, patient: string): Promise<readonly Patient[]> {
  const store = records.as(actor, now);
  const asked = await store.read(tx, 'Patient', patient);
  if (!asked) return [];
  const { members = [] } = (await peopleWriter.membersOf(tx, [patient])).get(patient) ?? {};
  const others: Stored[] = [];
  for (const id of members) {
    const other = id === patient ? null : await store.read(tx, 'Patient', id);
    if (other) others.push(other as unknown as Stored);
  }
  return [asked, ...others] as unknown as readonly Patient[];
}

/** Most resources of a kind that one answer looks at; of observations, of which there are many, the latest. */
export const most = { usual: 1_000, Observation: 3_000 } as const;

/** What is read of a person, and by which parameter it is theirs. */
const kinds = {
  allergies: ['AllergyIntolerance', 'patient'],
  conditions: ['Condition', 'patient'],
  encounters: ['Encounter', 'patient'],
  episodes: ['EpisodeOfCare', 'patient'],
  prescriptions: ['MedicationRequest', 'patient'],
  statements: ['MedicationStatement', 'patient'],
  dispenses: ['MedicationDispense', 'patient'],
  immunizations: ['Immunization', 'patient'],
  observations: ['Observation', 'patient'],
  reports: ['DiagnosticReport', 'patient'],
  procedures: ['Procedure', 'patient'],
  references: ['DocumentReference', 'patient'],
  compositions: ['Composition', 'patient'],
  bills: ['ExplanationOfBenefit', 'patient'],
} as const;
export type Kind = keyof typeof kinds;
/** What a record is made of; bills are read for the front page of a stay alone. */
export const everyKind = (Object.keys(kinds) as readonly Kind[]).filter((one) => one !== 'bills');

/** Names of institutions, as many as are there. */
export async function nameInstitutions(
  { tx, records, actor, now }: Asking,
  ids: readonly string[],
): Promise<Result<Map<string, string>>> {
  const names = new Map<string, string>();
  const wanted = [...new Set(ids)];
  for (let at = 0; at < wanted.length; at += 200) {
    const some = wanted.slice(at, at + 200);
    const found = await findAll<Stored & { readonly name?: string }>(
      tx,
      records.as(actor, now),
      `Organization?_id=${some.join(',')}`,
      some.length,
    );
    if (!found.ok) return found;
    for (const { id, name } of found.value.resources) if (name !== undefined) names.set(id, name);
  }
  return ok(names);
}

/**
 * All that the reader reaches of a person, by kinds, over all registrations: one search a kind, and one for the names of institutions. A kind
 * that is not asked for is empty. `narrow` adds conditions to the searches of a kind.
 */
export async function gatherRecord(
  asking: Asking,
  patients: readonly Patient[],
  wanted: readonly Kind[] = everyKind,
  narrow: Partial<Record<Kind, string>> = {},
): Promise<Result<Gathered>> {
  const { tx, records, actor, now } = asking;
  const store = records.as(actor, now);
  const ids = patients.map(({ id }) => `Patient/${id}`).join(',');
  const cut: { type: string; shown: number }[] = [];
  const found = new Map<Kind, readonly Stored[]>();
  for (const kind of wanted) {
    const [type, parameter] = kinds[kind];
    const page = await findAll<Stored>(
      tx,
      store,
      `${type}?${parameter}=${ids}${narrow[kind] ?? ''}`,
      type === 'Observation' ? most.Observation : most.usual,
    );
    if (!page.ok) return page;
    found.set(kind, page.value.resources);
    if (page.value.isCut) cut.push({ type, shown: page.value.resources.length });
  }
  const of = <T extends Stored>(kind: Kind): readonly T[] => (found.get(kind) ?? []) as readonly T[];
  const named = [...patients, ...[...found.values()].flat()].flatMap(housesNamed);
  const institutions = await nameInstitutions(asking, named);
  if (!institutions.ok) return institutions;
  return ok({
    patients,
    allergies: of('allergies'),
    conditions: of('conditions'),
    encounters: of<Encounter>('encounters'),
    episodes: of('episodes'),
    medications: [...of<Medication>('prescriptions'), ...of<Medication>('statements'), ...of<Medication>('dispenses')],
    immunizations: of('immunizations'),
    observations: of<Observation>('observations'),
    reports: of('reports'),
    procedures: of('procedures'),
    documents: [...of<Document>('references'), ...of<Document>('compositions')],
    bills: of('bills'),
    institutions: institutions.value,
    cut,
  });
}
