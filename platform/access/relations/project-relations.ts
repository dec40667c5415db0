import type { Actor, Projection, StoredResource, Tx } from '@songhua/kernel';
import { type Denial, peopleWriter, type Sourced, type Stake, stakeWriter } from '@songhua/records';
import { actingName } from '../consent/acting-name.ts';
import { readConsent } from '../consent/read-consent.ts';
import { noteSecurityEvent } from '../store/access-log.ts';
import { confirmOpenings, dropOpenings, findKept, findOpenings, keepOpening, noteKept, openingsOf } from '../store/openings.ts';
import {
  boundsOf,
  confirmedAfter,
  isFresh,
  isKnownToHouse,
  keptStakes,
  type Opening,
  patientIn,
  stakesOfOpening,
  stakesOfRegistration,
  stands,
} from './account-stakes.ts';
import { checkWriter } from './check-writer.ts';
import { decideStakes, relationTypes } from './decide-stakes.ts';

const sourceOf = ({ resourceType, id }: StoredResource): string => `${resourceType}/${id}`;

const stakesIn = (resources: readonly StoredResource[]): Sourced<Stake>[] =>
  resources.map((resource) => ({ source: sourceOf(resource), rows: decideStakes(resource) }));

export const denialsIn = (resources: readonly StoredResource[]): Sourced<Denial>[] =>
  resources.map((resource) => ({
    source: sourceOf(resource),
    rows: readConsent(resource).denials.map((denial) => ({
      ...denial,
      ...(denial.spared && { spared: denial.spared.map(actingName) }),
    })),
  }));

/**
 * Works out anew what these resources say of relations: those of accounts as they were opened; what a system wrote and an account has changed
 * keeps the stakes that it has, for they follow from what it said before, too.
 */
export async function relateAgain(tx: Tx, resources: readonly StoredResource[]): Promise<void> {
  const sources = resources.map(sourceOf);
  const openings = new Map((await findOpenings(tx, sources)).map((one) => [one.source, one] as const));
  const kept = await findKept(tx, sources);
  const rows = (resource: StoredResource): readonly Stake[] => {
    const opening = openings.get(sourceOf(resource));
    if (!opening) return decideStakes(resource);
    if (resource.resourceType === 'Patient') return stakesOfRegistration(resource, opening);
    return stakesOfOpening({ ...opening, ...boundsOf(resource, opening) });
  };
  await stakeWriter.putStakes(
    tx,
    resources
      .filter((resource) => !kept.has(sourceOf(resource)))
      .map((resource) => ({ source: sourceOf(resource), rows: rows(resource) })),
  );
}

const removedSources = (removed: Parameters<NonNullable<Projection['forget']>>[1]): readonly string[] =>
  removed.map(({ type, id }) => `${type}/${id}`);

/** What is gone gives nobody a relation, and confirms nothing. */
const forgetRelations: Projection['forget'] = async (tx, removed) => {
  await dropOpenings(tx, removedSources(removed));
  await stakeWriter.forget(tx, removedSources(removed));
};

/** Stakes of what was opened, as it stands; a registration has those of its resource. */
const putOpenings = (tx: Tx, openings: readonly Opening[]): Promise<void> =>
  stakeWriter.putStakes(
    tx,
    openings
      .filter(({ source }) => !source.startsWith('Patient/'))
      .map((opening) => ({ source: opening.source, rows: stakesOfOpening(opening) })),
  );

/** What systems write is believed, and confirms what people of the same institutions opened. */
async function ofSystems(tx: Tx, resources: readonly StoredResource[], by: Actor): Promise<void> {
  const said = stakesIn(resources);
  await dropOpenings(
    tx,
    said.map(({ source }) => source),
  );
  await stakeWriter.putStakes(tx, said);
  const houses = said
    .flatMap(({ rows }) => rows)
    .filter(({ holder, relation }) => relation !== 'opened' && holder.startsWith('Organization/'))
    .map(({ patient, holder }) => ({ patient, institution: holder }));
  if (houses.length > 0) await putOpenings(tx, await confirmOpenings(tx, houses, by.id));
}

/** What an account opens anew, and whether it is confirmed by what others of the house have opened. */
async function open(tx: Tx, resource: StoredResource, patient: string, writer: Actor): Promise<Opening> {
  const [source, at, institution] = [sourceOf(resource), new Date(resource.meta.lastUpdated), writer.institution ?? ''];
  // Whatever accounts of the house opened of the person counts as their word, by whichever registration; only what was opened of this one confirms.
  const { members = [patient] } = (await peopleWriter.membersOf(tx, [patient])).get(patient) ?? {};
  const all = await openingsOf(tx, members, institution);
  const others = all.filter((one) => one.patient === patient);
  const known = await stakeWriter.list(tx, [patient]);
  const bounds = boundsOf(resource, { institution, at });
  const alone = !isKnownToHouse(institution, known, all, at);
  const second = others.find((one) => one.account !== writer.id && stands(one) && isFresh(one, at));
  const confirms = alone && stands({ source, ...bounds }) && second;
  const confirmedBy = confirms ? confirms.account : null;
  if (confirms) await putOpenings(tx, await confirmOpenings(tx, [{ patient, institution }], writer.id));
  return { source, patient, institution, account: writer.id, at, alone, confirmedBy, ...bounds };
}

/**
 * What an account writes makes relations of its own institution alone, within an account's days from when it was opened. What is opened of
 * somebody to whom the house stood in no relation is told to that person.
 */
async function ofAccount(tx: Tx, resource: StoredResource, writer: Actor): Promise<void> {
  const source = sourceOf(resource);
  const [known] = await findOpenings(tx, [source]);
  const patient = known?.patient ?? patientIn(resource);
  const isNew = resource.meta.versionId === '1';
  if (!known && !isNew) {
    const stakes = patient === undefined ? [] : await stakeWriter.list(tx, [patient]);
    await noteKept(tx, source);
    const own = stakes.filter((one) => one.source === source);
    return stakeWriter.putStakes(tx, [{ source, rows: keptStakes(resource, own) }]);
  }
  if (patient === undefined) return;
  const bounds = known && boundsOf(resource, known);
  const opening: Opening =
    known && bounds
      ? { ...known, ...bounds, confirmedBy: confirmedAfter(known, bounds, writer.id) }
      : await open(tx, resource, patient, writer);
  await keepOpening(tx, opening, {
    takesBack: known !== undefined && known.confirmedBy !== null && opening.confirmedBy === null,
  });
  if (resource.resourceType === 'Patient')
    return stakeWriter.putStakes(tx, [{ source, rows: stakesOfRegistration(resource, opening) }]);
  await putOpenings(tx, [opening]);
  if (opening.alone && opening.relation !== null && (known?.relation ?? null) === null)
    noteSecurityEvent(tx, {
      event: 'visit-opened',
      at: new Date(resource.meta.lastUpdated),
      actor: writer,
      about: source,
      patients: [patient],
    });
}

/**
 * Who stands in which relation to whom, and what people forbid, kept as the resources say it, in the very transaction in which they are
 * written: who is admitted is reached at once, and a consent binds at once.
 */
export const relationProjections: readonly Projection[] = [
  {
    name: 'access.relations',
    types: relationTypes,
    decidesReach: true,
    mayWrite: checkWriter,
    apply: async (tx, resources, writerOf) => {
      const writers = Map.groupBy(resources, writerOf);
      for (const [writer, own] of writers) {
        if (writer.kind !== 'person') await ofSystems(tx, own, writer);
        else for (const resource of own) await ofAccount(tx, resource, writer);
      }
    },
    forget: forgetRelations,
  },
  {
    name: 'access.consents',
    types: ['Consent'],
    check: (resource) => readConsent(resource).errors,
    apply: (tx, resources) => stakeWriter.putDenials(tx, denialsIn(resources)),
    forget: (tx, removed) => stakeWriter.forget(tx, removedSources(removed)),
  },
];
