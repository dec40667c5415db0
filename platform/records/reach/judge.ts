import type { Entry } from '@songhua/engine-fhir/search/entries.ts';
import { matches } from '@songhua/engine-fhir/search/matches.ts';
import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import type { Label, MaskedField, Resource, Tx, Way } from '@songhua/kernel';
import { labelled } from '../domain/parameter-codes.ts';
import { findDenied, findStanding } from '../store/standings.ts';
import { isReached, maskedOf, type Standing, type Told } from './decide-reached.ts';
import { type OfPeople, patientsOf } from './people.ts';
import { holdersOf, type Letter, leadsToAll, type Reader, waysTo } from './ways.ts';

/** Content that is judged by what it says, whether it is stored, was stored or is about to be. */
export interface Content {
  readonly type: string;
  readonly id: string;
  readonly resource: Resource;
}

/** What judging stands on. */
export interface JudgeHouse {
  readonly zone: number;
  readonly patientType: number;
  people(type: string): OfPeople;
  extract(resource: Resource): readonly Entry[];
  criteria(type: string, criteria: readonly string[]): readonly Filter[] | null;
  numberOf(type: string): number;
}

const alone = { inValueSet: () => false, subsumes: () => false, isAbove: () => false, find: () => undefined, all: () => [] };

function toldBy(house: JudgeHouse, { type, id, resource }: Content): Told {
  const people = house.people(type);
  const entries = house.extract({ ...resource, resourceType: type });
  return {
    type,
    patients: patientsOf(people, id, entries),
    many: people.many,
    labels: entries.flatMap((entry) => (entry.kind === 'token' && entry.param === labelled ? [entry.code as Label] : [])),
    fulfils: (criteria) => {
      const subject = { type, id, resource, entries };
      const filters = house.criteria(type, criteria);
      return filters?.every((filter) => matches(filter, subject, { ...alone, zone: house.zone })) ?? false;
    },
  };
}

const standingKey = (relation: string, holder: string, patient: string): string => `${relation} ${holder} ${patient}`;

/** What is known of these patients, for whoever asks now. Two statements at most. */
async function standingOf(
  house: JudgeHouse,
  tx: Tx,
  { reach, now }: Reader,
  ways: readonly Way[],
  patients: readonly string[],
): Promise<Standing> {
  const asker = { holders: ways.flatMap(holdersOf), reach, now };
  const stood = await findStanding(tx, house.patientType, patients, asker);
  const denied = reach.aboveConsent ? [] : await findDenied(tx, house.patientType, patients, asker);
  const stakes = new Set(stood.map(({ relation, holder, patient }) => standingKey(relation, holder, patient)));
  return {
    stands: ({ relation, id }, patient) => stakes.has(standingKey(relation, id, patient)),
    denies: (patient, type, labels) =>
      denied.some(
        (one) =>
          one.patient === patient &&
          (one.type === null || one.type === house.numberOf(type)) &&
          (one.label === null || labels.includes(one.label)),
      ),
  };
}

/** What is told by those of the contents that must be looked at, in their places, and what is known of the people they tell of. */
async function lookAt(
  house: JudgeHouse,
  tx: Tx,
  reader: Reader,
  letter: Letter,
  contents: readonly Content[],
  isNeeded: (type: string) => boolean,
): Promise<{ readonly told: readonly (Told | undefined)[]; readonly standing: Standing }> {
  const needed = new Map([...new Set(contents.map(({ type }) => type))].map((type) => [type, isNeeded(type)] as const));
  const told = contents.map((content) => (needed.get(content.type) ? toldBy(house, content) : undefined));
  const types = new Set(told.flatMap((one) => one?.type ?? []));
  const ways = [...types].flatMap((type) => waysTo(reader.reach, type, letter));
  const patients = [...new Set(told.flatMap((one) => one?.patients ?? []))];
  return { told, standing: await standingOf(house, tx, reader, ways, patients) };
}

/** Whether the reader reaches each of these by a letter; in their order. */
export async function judge(
  house: JudgeHouse,
  tx: Tx,
  reader: Reader,
  letter: Letter,
  contents: readonly Content[],
): Promise<boolean[]> {
  const isPart = (type: string): boolean => !leadsToAll(reader.reach, type, letter, house.people(type));
  const { told, standing } = await lookAt(house, tx, reader, letter, contents, isPart);
  return told.map((one) => one === undefined || isReached(reader.reach, letter, one, standing));
}

/** What lists mask of each of these, which the reader reaches by a letter; in their order. Of what no way leads to, everything. */
export async function judgeMasked(
  house: JudgeHouse,
  tx: Tx,
  reader: Reader,
  letter: Letter,
  contents: readonly Content[],
): Promise<(readonly MaskedField[])[]> {
  const { told, standing } = await lookAt(house, tx, reader, letter, contents, () => true);
  return told.map((one) => (one ? maskedOf(reader.reach, letter, one, standing) : []));
}
