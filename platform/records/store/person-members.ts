import type { Tx } from '@songhua/kernel';
import { numbersLiteral, textsLiteral } from './literals.ts';

/** A Patient that belongs to a person of several. */
export interface Member {
  readonly patient: bigint;
  readonly id: string;
  /** Number of the member whose id is the person's. */
  readonly person: bigint;
}

/** Who is one person, by a Patient of theirs. */
export interface PersonOf {
  /** Id of the Patient by which the person is called. */
  readonly person: string;
  /** Ids of all of the person's Patients: the one by which it is called, then in the order of their numbers. */
  readonly members: readonly string[];
}

interface Row {
  readonly patient: string;
  readonly id: string;
  readonly person: string;
}

const memberOf = ({ patient, id, person }: Row): Member => ({ patient: BigInt(patient), id, person: BigInt(person) });

/** One at a time says who is one person: two at once could each leave out what the other says. It lasts until the transaction ends. */
export const holdGrouping = (tx: Tx): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtext('records.person_member'))`, [], 'records.hold-grouping');

/*
 * The statements below are planned each time: the table may have been empty a moment ago, and a plan of then would read all of it each time.
 */

/** The groups, in full, of which one of these patients is a member. Who has written something of them in an open transaction is waited for. */
export async function holdGroupsOf(tx: Tx, patients: readonly bigint[]): Promise<Member[]> {
  const people = await tx.query<{ person: string }>(
    'select distinct m.person from records.person_member m where m.patient = any($1::bigint[])',
    [numbersLiteral(patients)],
  );
  if (people.length === 0) return [];
  const rows = await tx.query<Row>(
    'select o.patient, o.id, o.person from records.person_member o where o.person = any($1::bigint[]) order by o.patient for update',
    [numbersLiteral(people.map(({ person }) => BigInt(person)))],
  );
  return rows.map(memberOf);
}

/** Puts these in the place of whatever was said of any of `touched`, and notes that all of them are to be looked at once more. */
export async function putMembers(tx: Tx, touched: readonly bigint[], members: readonly Member[]): Promise<void> {
  const all = numbersLiteral(touched);
  await tx.query('delete from records.person_member where patient = any($1::bigint[])', [all]);
  if (members.length > 0)
    await tx.query(
      `insert into records.person_member (patient, id, person) select * from unnest($1::bigint[], $2::text[], $3::bigint[])`,
      [
        numbersLiteral(members.map(({ patient }) => patient)),
        textsLiteral(members.map(({ id }) => id)),
        numbersLiteral(members.map(({ person }) => person)),
      ],
    );
  await tx.query(
    `insert into records.person_unsettled (patient) select * from unnest($1::bigint[])
       on conflict (patient) do update set horizon = null`,
    [all],
  );
}

/** Who is one person with each of these Patients (ids); a Patient alone is a person by itself. */
export async function findPersons(tx: Tx, patientType: number, patients: readonly string[]): Promise<Map<string, PersonOf>> {
  const asked = [...new Set(patients)];
  const rows =
    asked.length === 0
      ? []
      : await tx.query<{ asked: string; id: string; called: boolean }>(
          `select n.id as asked, o.id, o.person = o.patient as called from records.name n
             join records.person_member m on m.patient = n.rid join records.person_member o on o.person = m.person
            where n.type = $1 and n.id = any($2::text[]) order by o.person <> o.patient, o.patient`,
          [patientType, textsLiteral(asked)],
          'records.find-persons',
        );
  const found = Map.groupBy(rows, (row) => row.asked);
  return new Map(
    asked.map((id) => {
      const members = found.get(id)?.map((row) => row.id) ?? [id];
      return [id, { person: members[0] ?? id, members }] as const;
    }),
  );
}
