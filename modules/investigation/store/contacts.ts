import type { Tx } from '@songhua/kernel';
import type { ContactKind, ContactState } from '../contract.ts';
import { escapeLike } from './cases.ts';

export interface StoredContact {
  readonly id: string;
  readonly source: string | null;
  readonly sourceSerial: number | null;
  readonly sourceName: string | null;
  readonly place: string | null;
  readonly kind: ContactKind;
  readonly name: string;
  readonly number: string | null;
  readonly sex: 'male' | 'female' | null;
  readonly age: number | null;
  readonly phone: string | null;
  readonly town: string | null;
  readonly address: string | null;
  readonly lastExposure: string;
  readonly begins: string;
  readonly until: string;
  readonly nextDue: string;
  readonly worker: string | null;
  readonly workerName: string | null;
  readonly state: ContactState;
  readonly symptoms: boolean;
  readonly asCase: string | null;
  readonly version: number;
}

const columns = `c.id, c.source, c.place, c.kind, c.name, c.number, c.sex, c.age, c.phone, c.town, c.address,
  c.last_exposure::text as "lastExposure", c.begins::text as begins, c.until::text as until, c.next_due::text as "nextDue", c.worker,
  c.worker_name as "workerName", c.state, c.symptoms, c.as_case as "asCase", c.version`;
const withSource = `${columns}, s.serial as "sourceSerial", s.name as "sourceName"`;
const source = 'left join investigation.person s on s.investigation = c.investigation and s.id = c.source';

export interface ContactFilter {
  readonly state?: ContactState | undefined;
  readonly waiting?: 'due' | 'overdue' | 'unassigned' | 'symptoms' | undefined;
  readonly kind?: ContactKind | undefined;
  readonly source?: string | undefined;
  readonly worker?: string | undefined;
  readonly q?: string | undefined;
}

function compile(investigation: string, filter: ContactFilter, today: string): { where: string; values: unknown[] } {
  const values: unknown[] = [investigation];
  const parts = ['c.investigation = $1'];
  const add = (value: unknown, say: (place: string) => string): void => {
    if (value !== undefined) parts.push(say(`$${values.push(value)}`));
  };
  add(filter.state, (place) => `c.state = ${place}`);
  add(filter.kind, (place) => `c.kind = ${place}`);
  add(filter.source, (place) => `c.source = ${place}`);
  add(filter.worker, (place) => `c.worker = ${place}`);
  if (filter.q !== undefined) {
    const [name, whole] = [values.push(`${escapeLike(filter.q)}%`), values.push(filter.q.toUpperCase())];
    parts.push(`(c.name like $${name} or c.number = $${whole})`);
  }
  const { waiting } = filter;
  if (waiting) parts.push("c.state = 'following' and c.next_due <= c.until");
  if (waiting === 'due') add(today, (place) => `c.next_due = ${place}::date`);
  if (waiting === 'overdue') add(today, (place) => `c.next_due < ${place}::date`);
  if (waiting === 'unassigned') parts.push('c.worker is null');
  if (waiting === 'symptoms') parts.push('c.symptoms');
  return { where: parts.join(' and '), values };
}

/** What is due longest stands first. */
export function listContacts(
  tx: Tx,
  investigation: string,
  filter: ContactFilter,
  { today, limit, offset = 0 }: { today: string; limit: number; offset?: number },
): Promise<StoredContact[]> {
  const { where, values } = compile(investigation, filter, today);
  const order = filter.state === undefined && !filter.waiting ? `c.state desc, c.next_due, c.id` : 'c.next_due, c.id';
  return tx.query<StoredContact>(
    `select ${withSource} from (select * from investigation.contact c where ${where} order by ${order}
       limit ${Number(limit)} offset ${Number(offset)}) c ${source} order by ${order}`,
    values,
  );
}

export async function countContacts(
  tx: Tx,
  investigation: string,
  filter: ContactFilter,
  { today, most }: { today: string; most: number },
): Promise<number> {
  const { where, values } = compile(investigation, filter, today);
  const [row] = await tx.query<{ n: number }>(
    `select count(*)::int as n from (select 1 from investigation.contact c where ${where} limit ${Number(most)}) as counted`,
    values,
  );
  return row?.n ?? 0;
}

export async function holdContacts(tx: Tx, investigation: string, ids: readonly string[]): Promise<StoredContact[]> {
  return tx.query<StoredContact>(
    `select ${columns}, null as "sourceSerial", null as "sourceName" from investigation.contact c
      where c.investigation = $1 and c.id = any($2::uuid[]) order by c.id for update`,
    [investigation, ids],
  );
}

/** Whom one follows up, of all investigations, what is due longest first; only those with something due on or before the day. */
export const listErrands = (
  tx: Tx,
  worker: string,
  today: string,
  limit: number,
): Promise<(StoredContact & { investigation: string; title: string })[]> =>
  tx.query(
    `select ${columns}, null as "sourceSerial", null as "sourceName", c.investigation, o.title
       from investigation.contact c join investigation.outbreak o on o.id = c.investigation
      where c.worker = $1 and c.state = 'following' and c.next_due <= $2::date + 1 and o.state = 'open'
      order by c.next_due, c.id limit $3`,
    [worker, today, limit],
  );

export type NewContact = Omit<StoredContact, 'sourceSerial' | 'sourceName' | 'version' | 'symptoms'>;

export async function insertContact(tx: Tx, investigation: string, one: NewContact, author: string, now: Date): Promise<void> {
  await tx.query(
    `insert into investigation.contact (investigation, id, source, place, kind, name, number, sex, age, phone, town, address, last_exposure,
       begins, until, next_due, worker, worker_name, state, symptoms, as_case, created, author, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, false, $20, $21, $22, 1)`,
    [
      ...[investigation, one.id, one.source, one.place, one.kind, one.name, one.number, one.sex, one.age, one.phone, one.town],
      ...[one.address, one.lastExposure, one.begins, one.until, one.nextDue, one.worker, one.workerName, one.state, one.asCase],
      ...[now, author],
    ],
  );
}

type Moved = Pick<StoredContact, 'id' | 'nextDue' | 'worker' | 'workerName' | 'state' | 'symptoms' | 'asCase'>;

export async function updateContact(tx: Tx, investigation: string, to: Moved): Promise<void> {
  await tx.query(
    `update investigation.contact set next_due = $3, worker = $4, worker_name = $5, state = $6, symptoms = $7, as_case = $8,
       version = version + 1 where investigation = $1 and id = $2`,
    [investigation, to.id, to.nextDue, to.worker, to.workerName, to.state, to.symptoms, to.asCase],
  );
}

/** How many contacts a case has, and the contact that it was itself. */
export async function contactsOfCase(tx: Tx, investigation: string, person: string) {
  const [count] = await tx.query<{ n: number }>(
    'select count(*)::int as n from investigation.contact where investigation = $1 and source = $2',
    [investigation, person],
  );
  const [was] = await tx.query<{ id: string; source: string | null; lastExposure: string }>(
    `select id, source, last_exposure::text as "lastExposure" from investigation.contact
      where investigation = $1 and as_case = $2 order by last_exposure, id limit 1`,
    [investigation, person],
  );
  return { contacts: count?.n ?? 0, wasContact: was ?? null };
}

/** Who follows up in an investigation, with how much is waiting for each. */
export const listWorkers = (tx: Tx, investigation: string, today: string) =>
  tx.query<{ worker: string; name: string; due: number; overdue: number }>(
    `select w.id as worker, w.name, count(c.id) filter (where c.next_due = $2::date)::int as due,
            count(c.id) filter (where c.next_due < $2::date)::int as overdue
       from investigation.worker w left join investigation.contact c
         on c.worker = w.id and c.investigation = $1 and c.state = 'following' and c.next_due <= $2::date and c.next_due <= c.until
      group by w.id, w.name order by w.name, w.id limit 500`,
    [investigation, today],
  );

export async function findWorker(tx: Tx, id: string): Promise<{ readonly id: string; readonly name: string } | null> {
  const [row] = await tx.query<{ id: string; name: string }>('select id, name from investigation.worker where id = $1', [id]);
  return row ?? null;
}

export async function signOn(tx: Tx, { id, name }: { id: string; name: string }, now: Date): Promise<void> {
  await tx.query(
    `insert into investigation.worker (id, name, joined) values ($1, $2, $3) on conflict (id) do update set name = excluded.name`,
    [id, name, now],
  );
}
