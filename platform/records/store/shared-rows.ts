import type { Tx } from '@songhua/kernel';
import { numbersLiteral } from './literals.ts';

/*
 * What is said of one member of a person counts for the others, as rows of their own (`via`): whoever asks whether something holds of a patient
 * looks at that patient's rows alone. Who writes of members holds their groups first, for others to share and not to change; who regroups
 * holds them for himself. So neither misses what the other writes, but of patients who had no group when it was written: what
 * settle-people.ts finds.
 */

/** A table whose rows are shared: what else they say beside the patient, by what a row is known among those of its patient, and which. */
interface Shared {
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly isShared: string;
}

const tables = {
  stake: {
    columns: ['relation', 'holder', 'source', 'since', 'until'],
    key: ['relation', 'holder', 'source'],
    isShared: 's.via = 0 and not s.alone',
  },
  denial: {
    columns: ['source', 'part', 'institution', 'spared', 'type', 'purpose', 'since', 'until', 'label'],
    key: ['source', 'part'],
    isShared: 's.via = 0',
  },
} as const satisfies Record<string, Shared>;

export type SharedTable = keyof typeof tables;

const listed = (columns: readonly string[], of: string): string => columns.map((column) => `${of}.${column}`).join(', ');

/** That one is a fellow of another: the same person's, and somebody else. */
const fellows = (one: string, other: string): string => `${other}.person = ${one}.person and ${other}.patient <> ${one}.patient`;

/**
 * Holds the groups of these patients, and of those of whom these sources have said something, before anything is written of them; in the
 * order in which whoever regroups holds them, too.
 */
export const holdGroups = (tx: Tx, table: SharedTable, patients: readonly bigint[], sources: string): void =>
  tx.later(
    `select 1 from records.person_member o where o.person in (
       select m.person from records.person_member m where m.patient = any($1::bigint[])
       union all select m.person from records.${table} s join records.person_member m on m.patient = s.patient where s.source = any($2::text[]))
     order by o.patient for share`,
    [numbersLiteral(patients), sources],
    `records.hold-groups-of-${table}s`,
  );

/** What these sources have just said of these members, for the others. */
export async function shareNew(tx: Tx, table: SharedTable, members: readonly string[], sources: string): Promise<void> {
  if (members.length === 0) return;
  const { columns, key, isShared }: Shared = tables[table];
  const rest = columns.filter((column) => !key.includes(column));
  await tx.query(
    `insert into records.${table} (patient, ${columns.join(', ')}, via)
     select o.patient, ${listed(columns, 's')}, s.patient from records.person_member m join records.person_member o on ${fellows('m', 'o')}
       join records.${table} s on s.patient = m.patient
      where m.patient = any($1::bigint[]) and s.source = any($2::text[]) and ${isShared}
     on conflict (patient, ${key.join(', ')}, via) do update set ${rest.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [numbersLiteral(members.map(BigInt)), sources],
    `records.share-new-${table}s`,
  );
}

/**
 * Makes what is shared with these patients what their groups say now, and nothing else. What is right already stays as it lies. Planned each
 * time and fenced: the tables may have been empty a moment ago, and a plan of then would read all of them for each row.
 */
export async function shareAnew(tx: Tx, patients: readonly bigint[]): Promise<void> {
  const all = [numbersLiteral(patients)];
  for (const table of ['stake', 'denial'] as const) {
    const { columns, key, isShared }: Shared = tables[table];
    const rest = columns.filter((column) => !key.includes(column));
    const same = key.map((column) => `s.${column} = v.${column}`).join(' and ');
    await tx.query(
      `delete from records.${table} v where v.patient = any($1::bigint[]) and v.via <> 0 and not exists (
         select 1 from records.person_member o join records.person_member m on m.person = o.person join records.${table} s on s.patient = m.patient
          where o.patient = v.patient and m.patient = v.via and ${same} and ${isShared}
            and (${listed(rest, 's')}) is not distinct from (${listed(rest, 'v')}) offset 0)`,
      all,
    );
    await tx.query(
      `insert into records.${table} (patient, ${columns.join(', ')}, via)
       select o.patient, ${listed(columns, 's')}, m.patient from unnest($1::bigint[]) t(patient)
         cross join lateral (select x.* from records.person_member x where x.patient = t.patient offset 0) o
         cross join lateral (select x.* from records.person_member x where ${fellows('o', 'x')} offset 0) m
         cross join lateral (select s.* from records.${table} s where s.patient = m.patient and ${isShared} offset 0) s
       on conflict do nothing`,
      all,
    );
  }
}
