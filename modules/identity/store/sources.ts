import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import type { Tx } from '@songhua/kernel';
import type { Provisional } from '../domain/read-patient.ts';

/** A registration as the index has it. */
export interface Source extends PersonRecord {
  readonly patient: string;
  readonly folded: string;
  readonly home: number | null;
  readonly institution: string | null;
  readonly provisional: Provisional | null;
  readonly mother: string | null;
  readonly active: boolean;
  readonly byAccount: boolean;
  readonly registered: Date;
  readonly recorded: Date;
  /** Its person. */
  readonly person: string;
}

export const sourceColumns = `s.patient, s.name, s.folded, s.sex, s.born, s.number, s.phone, s.address, s.home, s.institution, s.provisional, s.mother,
  s.active, s.by_account as "byAccount", s.registered, s.recorded, coalesce(m.person, s.patient) as person`;
export const sourceRows = 'identity.source s left join identity.member m on m.patient = s.patient';

/** These registrations, as far as they are there. */
export const findSources = (tx: Tx, patients: readonly string[]): Promise<Source[]> =>
  tx.query<Source>(`select ${sourceColumns} from ${sourceRows} where s.patient = any($1)`, [patients], 'identity.sources');

/** All registrations of these people. */
export const findMembers = (tx: Tx, people: readonly string[]): Promise<Source[]> =>
  tx.query<Source>(
    `select ${sourceColumns} from ${sourceRows}
      where s.patient = any($1) and coalesce(m.person, s.patient) = any($1)
     union all
     select ${sourceColumns} from identity.source s join identity.member m on m.patient = s.patient
      where m.person = any($1) and not s.patient = any($1)`,
    [people],
    'identity.members',
  );

/**
 * More of one key are not looked at: keys are made so that few strangers share one (engines/linkage/person/person-keys.ts), and an answer must
 * end. What thousands share, as a number that stands for none, crowds out nobody who is found by another key.
 */
export const mostOfKey = 400;

/** Registrations in use that share a key; none for no keys, whatever the index holds. */
export async function findCandidates(tx: Tx, keys: readonly number[]): Promise<Source[]> {
  if (keys.length === 0) return [];
  // Without a name: planned by the keys themselves, for what is known of rare and common ones decides the way.
  const found = keys.map(
    (_, at) => `(select patient from identity.source where keys @> array[$${at + 1}::integer] limit ${mostOfKey})`,
  );
  return tx.query<Source>(
    `select ${sourceColumns} from ${sourceRows} where s.patient in (${found.join(' union ')}) and s.active`,
    keys,
  );
}

/** Registrations at one address or under one phone number, the latest first. */
export const findHousehold = (tx: Tx, homes: readonly number[], keys: readonly number[], most: number): Promise<Source[]> =>
  tx.query<Source>(
    `select ${sourceColumns} from ${sourceRows}
      where s.patient in ((select patient from identity.source where home = any($1::integer[]) limit ${mostOfKey})
                          union (select patient from identity.source where keys && $2::integer[] limit ${mostOfKey}))
      order by s.recorded desc, s.patient limit $3`,
    [homes, keys, most],
    'identity.household',
  );

/**
 * Reads and takes off the list as many of those that wait as are wanted: `first` those who are waited for, then the longest waiting. One process at
 * a time.
 */
export async function takeWaiting(tx: Tx, most: number, first: readonly string[] = []): Promise<readonly string[]> {
  const [held] = await tx.query<{ held: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('identity.waiting')) as held`,
    [],
    'identity.hold-waiting',
  );
  if (!held?.held) return [];
  const rows = await tx.query<{ patient: string }>(
    `(select patient from identity.waiting where patient = any($2::text[]) limit $1)
     union all
     (select patient from identity.waiting where not patient = any($2::text[]) order by since, patient limit $1) limit $1`,
    [most, first],
    'identity.waiting',
  );
  const patients = rows.map(({ patient }) => patient);
  if (patients.length > 0)
    await tx.query('delete from identity.waiting where patient = any($1)', [patients], 'identity.take-waiting');
  return patients;
}
