import type { Holder, Label, Reach, Relation, Tx } from '@songhua/kernel';
import { relationNumber } from '../reach/ways.ts';
import { numbersLiteral, textsLiteral } from './literals.ts';

/** Who asks, as the conditions below take it. */
export interface Asker {
  readonly holders: readonly Holder[];
  readonly reach: Reach;
  readonly now: Date;
}

/** Holders side by side: relations and ids. */
export const holderColumns = (holders: readonly Holder[]): readonly [string, string] => [
  numbersLiteral(holders.map(({ relation }) => relationNumber[relation])),
  textsLiteral(holders.map(({ id }) => id)),
];

export interface Stood {
  readonly patient: string;
  readonly relation: Relation;
  readonly holder: string;
}

export interface Denied {
  readonly patient: string;
  /** Number of the type; null: all. */
  readonly type: number | null;
  /** Null: whatever makes it sensitive. */
  readonly label: Label | null;
}

const relations = Object.fromEntries(Object.entries(relationNumber).map(([name, number]) => [number, name])) as Readonly<
  Record<number, Relation>
>;

/** Who of these holders stands in which of these patients now. */
export async function findStanding(
  tx: Tx,
  patientType: number,
  patients: readonly string[],
  { holders, now }: Asker,
): Promise<Stood[]> {
  if (patients.length === 0 || holders.length === 0) return [];
  const rows = await tx.query<{ patient: string; relation: number; holder: string }>(
    `select n.id as patient, s.relation, s.holder from records.name n join records.stake s on s.patient = n.rid
      where n.type = $1 and n.id = any($2::text[]) and s.since <= $5 and s.until > $5
        and (s.relation, s.holder) in (select * from unnest($3::smallint[], $4::text[]))`,
    [patientType, textsLiteral(patients), ...holderColumns(holders), now],
    'records.find-standing',
  );
  return rows.flatMap(({ patient, relation, holder }) => {
    const named = relations[relation];
    return named ? [{ patient, relation: named, holder }] : [];
  });
}

/** Whether a row of `records.denial` concerns who asks: the rest of a condition. Institutions, purpose and now are texts of parameters. */
export const concerns = (d: string, institutions: string, purpose: string, now: string): string =>
  `(${d}.institution is null or ${d}.institution = any(${institutions})) and not ${d}.spared && ${institutions}
     and (${d}.purpose is null or ${d}.purpose = ${purpose}) and ${d}.since <= ${now} and ${d}.until > ${now}`;

/** What these patients forbid to who asks, now. */
export const findDenied = async (
  tx: Tx,
  patientType: number,
  patients: readonly string[],
  { reach, now }: Asker,
): Promise<Denied[]> =>
  patients.length === 0
    ? []
    : tx.query<Denied>(
        `select n.id as patient, d.type, d.label from records.name n join records.denial d on d.patient = n.rid
          where n.type = $1 and n.id = any($2::text[]) and ${concerns('d', '$3::text[]', '$4', '$5')}`,
        [patientType, textsLiteral(patients), textsLiteral(reach.institutions), reach.purpose, now],
        'records.find-denied',
      );

/** Numbers of the patients in whom one of these stands now, at most so many. */
export async function findPatientsOf(tx: Tx, holders: readonly Holder[], now: Date, most: number): Promise<bigint[]> {
  const rows = await tx.query<{ patient: string }>(
    `select distinct s.patient from unnest($1::smallint[], $2::text[]) h(relation, holder)
       join records.stake s on s.holder = h.holder and s.relation = h.relation
      where s.since <= $3 and s.until > $3 limit $4`,
    [...holderColumns(holders), now, most],
    'records.patients-of-holders',
  );
  return rows.map(({ patient }) => BigInt(patient));
}
