import type { Tx } from '@songhua/kernel';
import type { PresenceList, SampleList, TaskList } from '../contract.ts';

/** Places, samples and tasks. `$1` is the investigation. */

interface Whom {
  readonly person_id: string;
  readonly serial: number;
  readonly name: string | null;
}
const whom = 'p.id as person_id, p.serial, p.name';
const withPerson = 'join investigation.person p on p.investigation = x.investigation and p.id = x.person';

function named<R extends Whom>({ person_id, serial, name, ...rest }: R) {
  return { ...rest, person: { id: person_id, serial, name } };
}

type Presence = PresenceList['items'][number];
export async function listPresences(tx: Tx, id: string, limit: number): Promise<Presence[]> {
  const rows = await tx.query<Omit<Presence, 'person'> & Whom>(
    `select x.id, x.place, x.begins::text as begins, x.until::text as until, ${whom}
       from investigation.presence x ${withPerson} where x.investigation = $1 order by x.place, x.begins, x.id limit $2`,
    [id, limit],
  );
  return rows.map(named);
}

/** Places where more than one case was. */
export const listShared = (tx: Tx, id: string): Promise<PresenceList['shared']> =>
  tx.query(
    `select place, count(distinct person)::int as cases, min(begins)::text as from, max(until)::text as to from investigation.presence
      where investigation = $1 group by place having count(distinct person) > 1 order by 2 desc, 1 limit 200`,
    [id],
  );

interface NewPresence {
  readonly id: string;
  readonly person: string;
  readonly place: string;
  readonly town: string | null;
  readonly begins: string;
  readonly until: string;
}
export async function insertPresence(tx: Tx, id: string, one: NewPresence): Promise<void> {
  await tx.query(
    'insert into investigation.presence (investigation, id, person, place, town, begins, until) values ($1, $2, $3, $4, $5, $6, $7)',
    [id, one.id, one.person, one.place, one.town, one.begins, one.until],
  );
}

type Sample = SampleList['items'][number];
/** Those without a result first, then the newest. */
export async function listSamples(tx: Tx, id: string, limit: number): Promise<Sample[]> {
  const rows = await tx.query<Omit<Sample, 'person'> & Whom>(
    `select x.id, x.kind, x.taken::text as taken, x.sent::text as sent, x.laboratory, x.result, x.resulted::text as resulted, x.reference,
            x.version, ${whom}
       from investigation.sample x ${withPerson} where x.investigation = $1 order by x.result is not null, x.taken desc, x.id limit $2`,
    [id, limit],
  );
  return rows.map(named);
}

export type StoredSample = Omit<Sample, 'person'> & { readonly person: string };

export async function holdSample(tx: Tx, id: string, sample: string): Promise<StoredSample | null> {
  const [row] = await tx.query<StoredSample>(
    `select id, person, kind, taken::text as taken, sent::text as sent, laboratory, result, resulted::text as resulted, reference, version
       from investigation.sample where investigation = $1 and id = $2 for update`,
    [id, sample],
  );
  return row ?? null;
}

export async function insertSample(
  tx: Tx,
  id: string,
  one: Pick<StoredSample, 'id' | 'person' | 'kind' | 'taken' | 'sent' | 'laboratory'>,
): Promise<void> {
  await tx.query(
    `insert into investigation.sample (investigation, id, person, kind, taken, sent, laboratory, version)
     values ($1, $2, $3, $4, $5, $6, $7, 1)`,
    [id, one.id, one.person, one.kind, one.taken, one.sent, one.laboratory],
  );
}

export async function updateSample(tx: Tx, id: string, to: StoredSample): Promise<void> {
  await tx.query(
    `update investigation.sample set sent = $3, laboratory = $4, result = $5, resulted = $6, reference = $7, version = version + 1
      where investigation = $1 and id = $2`,
    [id, to.id, to.sent, to.laboratory, to.result, to.resulted, to.reference],
  );
}

export const listTasks = (tx: Tx, id: string, limit: number): Promise<TaskList['items']> =>
  tx.query(
    `select id, title, due::text as due, assignee, to_char(done_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "doneAt",
            done_by as "doneBy"
       from investigation.task where investigation = $1 order by done_at is not null, due, id limit $2`,
    [id, limit],
  );

interface NewTask {
  readonly id: string;
  readonly title: string;
  readonly due: string;
  readonly assignee: string | null;
}
export async function insertTask(tx: Tx, id: string, one: NewTask): Promise<void> {
  await tx.query('insert into investigation.task (id, investigation, title, due, assignee) values ($1, $2, $3, $4, $5)', [
    one.id,
    id,
    one.title,
    one.due,
    one.assignee,
  ]);
}

/** Whether there is such a task. */
export async function finishTask(tx: Tx, id: string, task: string, done: { by: string; at: Date } | null): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    'update investigation.task set done_at = $3, done_by = $4 where investigation = $1 and id = $2 returning id',
    [id, task, done?.at ?? null, done?.by ?? null],
  );
  return rows.length > 0;
}
