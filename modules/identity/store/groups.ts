import type { Tx } from '@songhua/kernel';
import { peopleWriter } from '@songhua/records';
import { type Earliest, ordered, type Partition } from '../domain/partition.ts';

/** Until the transaction ends nobody else decides who is one person. */
export async function holdPeople(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('identity.people'))`, [], 'identity.hold-people');
}

/** The people of these registrations, in full. */
export async function partitionOf(tx: Tx, patients: readonly string[]): Promise<Partition> {
  const rows = await tx.query<{ person: string; patient: string }>(
    `select person, patient from identity.member
      where person in (select person from identity.member where patient = any($1))`,
    [patients],
    'identity.partition',
  );
  const groups = new Map<string, string[]>();
  for (const { person, patient } of rows) {
    const group = groups.get(person) ?? [person];
    if (!groups.has(person)) groups.set(person, group);
    if (patient !== person) group.push(patient);
  }
  const grouped = new Set(rows.map(({ patient }) => patient));
  const alone = [...new Set(patients)].filter((one) => !grouped.has(one)).map((one) => [one]);
  return ordered([...groups.values(), ...alone]);
}

/** Which of these came first, from when each was met; those that are gone come last. */
export async function earliestOf(tx: Tx, patients: readonly string[]): Promise<Earliest> {
  const rows = await tx.query<{ patient: string; registered: Date }>(
    'select patient, registered from identity.source where patient = any($1)',
    [patients],
    'identity.registered',
  );
  const since = new Map(rows.map(({ patient, registered }) => [patient, registered.getTime()]));
  const order = (one: string): number => since.get(one) ?? Number.POSITIVE_INFINITY;
  return (of) => {
    const [first = ''] = of.toSorted((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
    return first;
  };
}

/** Each of these groups is one person from now on: here, and for who reaches whose records. */
export async function putPeople(tx: Tx, people: Partition, now: Date): Promise<void> {
  await tx.query('delete from identity.member where patient = any($1)', [people.flat()], 'identity.drop-members');
  const rows = people
    .filter(({ length }) => length > 1)
    .flatMap((group) => group.map((patient) => [patient, group[0] ?? patient]));
  if (rows.length > 0)
    await tx.query(
      'insert into identity.member (patient, person) select * from unnest($1::text[], $2::text[])',
      [rows.map(([patient]) => patient), rows.map(([, person]) => person)],
      'identity.put-members',
    );
  await peopleWriter.regroup(tx, people, now);
}
