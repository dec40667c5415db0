import type { PersonRecord } from '@songhua/engine-linkage/person/person-record.ts';
import type { Tx } from '@songhua/kernel';
import type { ChangedField } from '../domain/find-drift.ts';
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
  /** What of it has changed since it was compared last. */
  readonly changed: readonly ChangedField[];
  /** Its person. */
  readonly person: string;
}

/** As much of a registration as comparing needs: hundreds may share a key, and few of them remain. */
export interface Candidate extends PersonRecord {
  readonly patient: string;
}

export const sourceColumns = `s.patient, s.name, s.folded, s.sex, s.born, s.number, s.phone, s.address, s.home, s.institution, s.provisional, s.mother,
  s.active, s.by_account as "byAccount", s.registered, s.recorded, s.changed, coalesce(m.person, s.patient) as person`;
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

/**
 * Registrations in use that share a key; none for no keys, whatever the index holds. Fenced, so that each key is looked up by itself: connections plan
 * without seeing the values, and would guess so many of each key that they read the whole table. A row is read where the key finds it, and what several
 * keys find is sorted out here: looking each up again by its id took as long as finding it.
 */
export async function findCandidates(tx: Tx, keys: readonly number[]): Promise<readonly Candidate[]> {
  const rows = await tx.query<Candidate>(
    `select f.* from unnest($1::integer[]) as k (key)
       cross join lateral (select patient, name, sex, born, number, phone, address from identity.source
                            where keys @> array[k.key] and active limit ${mostOfKey}) f`,
    [keys],
    'identity.candidates',
  );
  return [...new Map(rows.map((one) => [one.patient, one])).values()];
}

/** Registrations at one address or under one phone number, the latest first. */
export const findHousehold = (tx: Tx, homes: readonly number[], keys: readonly number[], most: number): Promise<Source[]> =>
  tx.query<Source>(
    `select ${sourceColumns} from (
       (select patient from identity.source where home = any($1::integer[]) limit ${mostOfKey})
       union (select patient from identity.source where keys && $2::integer[] limit ${mostOfKey})
     ) c
     cross join lateral (select x.* from identity.source x where x.patient = c.patient offset 0) s
     left join lateral (select y.person from identity.member y where y.patient = s.patient offset 0) m on true
      order by s.recorded desc, s.patient limit $3`,
    [homes, keys, most],
    'identity.household',
  );

/**
 * As many of those that wait as are wanted: `first` those who are waited for, then the longest waiting. One process at a time, until its transaction
 * ends.
 */
export async function findWaiting(tx: Tx, most: number, first: readonly string[] = []): Promise<readonly string[]> {
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
  return rows.map(({ patient }) => patient);
}

/** Holds those of these registrations that nobody is writing now, until the transaction ends. */
async function holdSources(tx: Tx, patients: readonly string[]): Promise<readonly string[]> {
  const hold = (condition: string, value: unknown, name: string): Promise<{ patient: string }[]> =>
    tx.query(`select patient from identity.source where ${condition} order by patient for update skip locked`, [value], name);
  if (!tx.spread) return (await hold('patient = any($1)', patients, 'identity.hold-sources')).map(({ patient }) => patient);
  // There a statement locks rows of one place only.
  const held: string[] = [];
  for (const one of patients.toSorted()) if ((await hold('patient = $1', one, 'identity.hold-source')).length > 0) held.push(one);
  return held;
}

/**
 * Takes these off the list, and answers in their order which they were. Whoever writes a registration holds it first and its place in the list then;
 * so does this, and one that is being written now stays on the list: nobody waits for the other.
 */
export async function takeWaiting(tx: Tx, patients: readonly string[]): Promise<readonly string[]> {
  const held = new Set(await holdSources(tx, patients));
  const rest = patients.filter((patient) => !held.has(patient));
  const there = rest.length === 0 ? [] : await findSources(tx, rest);
  const written = new Set(there.map(({ patient }) => patient));
  const taken = patients.filter((patient) => !written.has(patient));
  if (taken.length > 0) await tx.query('delete from identity.waiting where patient = any($1)', [taken], 'identity.take-waiting');
  return taken;
}
