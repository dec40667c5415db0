import type { Tx } from '@songhua/kernel';
import { placeOf } from './domain/place.ts';
import { regroup } from './domain/regroup.ts';
import { numberOfType } from './stake-writer.ts';
import { createDirectory, nameKey } from './store/directory.ts';
import { createNumberSource } from './store/numbers.ts';
import { findPersons, holdGrouping, holdGroupsOf, type PersonOf, putMembers } from './store/person-members.ts';
import { shareAnew } from './store/shared-rows.ts';

/** Channel on which the database says whose person has changed: ids of Patients with spaces between, or nothing when there are too many to name. */
export const peopleChannel = 'songhua_people';

/** A notice carries less than 8,000 bytes. */
const mostNoticed = 7_900;

export interface PeopleWriter {
  /**
   * Each of these groups (ids of Patients) is one person from now on, in full, and called by its first. Who is left over of an older group
   * stays with the rest of it (domain/regroup.ts); a group of one is alone. What is said of who reaches any of them, and what any of them
   * forbids, counts for all of the person when the transaction has committed, and for nobody else.
   */
  regroup(tx: Tx, groups: readonly (readonly string[])[], now: Date): Promise<void>;
  /** Who is one person with each of these Patients (ids); one that is alone is a person by itself, whether there is such a Patient or not. */
  membersOf(tx: Tx, patients: readonly string[]): Promise<ReadonlyMap<string, PersonOf>>;
}

const directory = createDirectory(createNumberSource());

async function numbersOf(tx: Tx, ids: readonly string[]): Promise<(id: string) => bigint> {
  const type = numberOfType('Patient');
  const names = await directory.enter(
    tx,
    [...new Set(ids)].map((id) => ({ type, id, place: placeOf('Patient', id, []) })),
  );
  return (id) => names.get(nameKey(type, id))?.rid ?? 0n;
}

const tell = (tx: Tx, ids: readonly string[]): void => {
  const text = ids.join(' ');
  const payload = text.length > mostNoticed ? '' : text;
  tx.later('select pg_notify($1, $2)', [peopleChannel, payload], 'records.tell-people');
};

/** Says who is one person, and makes what is said of one of them count for all. For the index of people, which decides it. */
export const peopleWriter: PeopleWriter = {
  regroup: async (tx, groups) => {
    const ids = groups.flat();
    if (ids.length === 0) return;
    await holdGrouping(tx);
    const numberOf = await numbersOf(tx, ids);
    const before = await holdGroupsOf(tx, ids.map(numberOf));
    const after = regroup(
      before,
      groups.map((group) => group.map(numberOf)),
    );
    const touched = new Map([
      ...before.map(({ patient, id }) => [patient, id] as const),
      ...ids.map((id) => [numberOf(id), id] as const),
    ]);
    await putMembers(
      tx,
      [...touched.keys()],
      [...after].map(([patient, person]) => ({ patient, person, id: touched.get(patient) ?? '' })),
    );
    await shareAnew(tx, [...touched.keys()]);
    tell(tx, [...touched.values()]);
  },
  membersOf: (tx, patients) => findPersons(tx, numberOfType('Patient'), patients),
};
