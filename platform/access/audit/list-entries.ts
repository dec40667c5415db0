import type { Tx } from '@songhua/kernel';
import { findProxied } from '../store/proxies.ts';
import { findWholePeople } from '../store/whole-people.ts';
import { everybody, ofRecords, toldToOwner } from './of-records.ts';
import { entryAt, numberOf } from './runs.ts';

/** An entry as it is shown. */
export interface Entry {
  /** Its key; drawn when it was written. */
  readonly entry: number;
  /** Its number in the chain; null as long as it is not chained. */
  readonly number: number | null;
  readonly at: Date;
  readonly event: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string | null;
  readonly roles: readonly string[];
  readonly institution: string | null;
  readonly purpose: string | null;
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly status: number;
  readonly requestId: string;
  readonly address: string | null;
  readonly resources: readonly string[];
  readonly resourceCount: number;
  readonly patients: readonly string[];
  readonly patientCount: number;
  readonly way: string | null;
  readonly emergency: boolean;
  readonly note: string | null;
  /** How many at the end of `patients` were only asked for: nothing of theirs was shown. */
  readonly onlyAsked: number;
}

/** Which entries; what is not said does not matter. */
export interface EntryFilter {
  readonly from?: Date | undefined;
  /** Before this moment. */
  readonly until?: Date | undefined;
  /** Id or name of who did it. */
  readonly actor?: string | undefined;
  readonly patient?: string | undefined;
  /** Any of these. */
  readonly patients?: readonly string[] | undefined;
  readonly institution?: string | undefined;
  readonly event?: string | undefined;
  readonly events?: readonly string[] | undefined;
  readonly outcome?: 'done' | 'refused' | 'failed' | undefined;
  readonly action?: 'read' | 'change' | 'security' | undefined;
  readonly resource?: string | undefined;
  readonly address?: string | undefined;
  readonly requestId?: string | undefined;
  readonly emergency?: boolean | undefined;
  readonly number?: number | undefined;
  readonly entry?: number | undefined;
  /** Done by anybody but this one. */
  readonly otherThan?: string | undefined;
  /** Looks at records alone: not at the log of them, where reviewers look. */
  readonly ofRecords?: true | undefined;
  /** What the people whom they are about are told of. */
  readonly toldToOwner?: true | undefined;
}

export interface EntryPage {
  readonly limit: number;
  readonly offset: number;
  readonly oldestFirst?: boolean;
}

const outcomes = { done: 'a.status < 400', refused: 'a.status between 400 and 499', failed: 'a.status >= 500' } as const;
const actions = {
  read: `a.event = 'request' and (a.method = 'GET' or a.route like '%\\_search')`,
  change: `a.event = 'request' and a.method <> 'GET' and a.route not like '%\\_search'`,
  security: `a.event <> 'request'`,
} as const;

/** The conditions of a filter; every value is a parameter. */
function conditionsOf(filter: EntryFilter): { readonly where: string; readonly values: unknown[] } {
  const values: unknown[] = [];
  const $ = (value: unknown): string => {
    values.push(value);
    return `$${values.length}`;
  };
  const { from, until, actor, patient, patients, institution, event, events, resource, address, requestId, emergency, number } =
    filter;
  const all = [
    from && `a.at >= ${$(from)}`,
    until && `a.at < ${$(until)}`,
    actor !== undefined && `(a.actor_id = ${$(actor)} or a.actor_name = ${$(actor)})`,
    patient !== undefined && `a.patients && array[${$(patient)}::text, '${everybody}']`,
    patients && `a.patients && ${$([...patients, everybody])}::text[]`,
    institution !== undefined && `a.institution = ${$(institution)}`,
    event !== undefined && `a.event = ${$(event)}`,
    events !== undefined && `a.event = any(${$(events)}::text[])`,
    filter.outcome && outcomes[filter.outcome],
    filter.action && actions[filter.action],
    resource !== undefined && `(' ' || a.resources || ' ') like ${$(`% ${resource.replace(/[\\%_]/g, '\\$&')} %`)}`,
    address !== undefined && `a.address = ${$(address)}`,
    requestId !== undefined && `a.request_id = ${$(requestId)}`,
    emergency !== undefined && `a.emergency = ${$(emergency)}`,
    number !== undefined && `a.entry = ${entryAt(`${$(number)}::bigint`)}`,
    filter.ofRecords && ofRecords,
    filter.toldToOwner && toldToOwner,
    filter.entry !== undefined && `a.entry = ${$(filter.entry)}`,
    filter.otherThan !== undefined && `a.actor_id <> ${$(filter.otherThan)}`,
  ].filter((one) => typeof one === 'string');
  return { where: all.length === 0 ? 'true' : all.join(' and '), values };
}

export interface EntryRow extends Omit<Entry, 'entry' | 'number' | 'roles' | 'resources' | 'patients' | 'onlyAsked'> {
  readonly entry: string;
  readonly number: string | null;
  readonly roles: string | null;
  readonly resources: string | null;
  readonly patients: readonly string[] | null;
}

/** What is read of a row `a` of the log, beside its number in the chain. */
export const entryFields = `a.entry, a.at, a.event, a.actor_kind as "actorKind", a.actor_id as "actorId", a.actor_name as "actorName", a.roles,
  a.institution, a.purpose, a.method, a.route, a.path, a.status, a.request_id as "requestId", a.address, a.resources,
  a.resource_count as "resourceCount", a.patients, a.patient_count as "patientCount", a.way, a.emergency, a.note`;

const words = (text: string | null): string[] => (text ? text.split(' ') : []);

/** How many were only asked for, as the note of a request says it (store/access-log.ts). */
const askedIn = (event: string, note: string | null): number =>
  event === 'request' ? Number(/^only asked for: (\d+)$/.exec(note ?? '')?.[1] ?? 0) : 0;

export const entryOf = ({ entry, number, roles, resources, patients, ...rest }: EntryRow): Entry => ({
  ...rest,
  entry: Number(entry),
  number: number === null ? null : Number(number),
  roles: words(roles),
  resources: words(resources),
  patients: patients ?? [],
  onlyAsked: Math.min(askedIn(rest.event, rest.note), patients?.length ?? 0),
});

/** Entries under a filter, newest first unless said. */
export async function listEntries(
  tx: Tx,
  filter: EntryFilter,
  { limit, offset, oldestFirst }: EntryPage,
): Promise<readonly Entry[]> {
  const { where, values } = conditionsOf(filter);
  const rows = await tx.query<EntryRow>(
    `select ${numberOf('a')} as number, ${entryFields} from access.audit a where ${where}
      order by a.entry ${oldestFirst ? 'asc' : 'desc'} limit $${values.length + 1} offset $${values.length + 2}`,
    [...values, limit, offset],
  );
  return rows.map(entryOf);
}

/** How many entries there are under a filter, counted no further than `most`. */
export async function countEntries(tx: Tx, filter: EntryFilter, most: number): Promise<number> {
  const { where, values } = conditionsOf(filter);
  const [row] = await tx.query<{ count: string }>(
    `select count(*) from (select from access.audit a where ${where} limit $${values.length + 1}) as found`,
    [...values, most],
  );
  return Number(row?.count ?? 0);
}

/** Somebody whose record an account's owner may ask about. */
export interface OwnedRecord {
  /** Id of the Patient by which the account names them. */
  readonly patient: string;
  /** `self`, or as what the owner acts for them. */
  readonly kind: string;
  /** Ids of all Patients that are this person, that one first. */
  readonly members: readonly string[];
}

/** Whose records an account's owner may ask about: their own, and those of people they act for now (`findProxied`); each person once. */
export async function recordsOfOwner(tx: Tx, account: string, now: Date): Promise<readonly OwnedRecord[]> {
  const rows = await tx.query<{ patient: string; kind: string }>(
    `select patient, 'self' as kind from access.account where id = $1 and patient is not null
     union all
     select patient, kind from access.proxy where account = $1 and since <= $2 and (until is null or until > $2)`,
    [account, now],
  );
  const bare = (patient: string): string => patient.replace(/^Patient\//, '');
  const proxied = new Set((await findProxied(tx, account, now)).map(bare));
  const owned = rows
    .map(({ patient, kind }) => ({ patient: bare(patient), kind }))
    .filter(({ patient, kind }) => kind === 'self' || proxied.has(patient));
  const whole = await findWholePeople(
    tx,
    owned.map(({ patient }) => patient),
  );
  const records = owned.map((one) => ({ ...one, members: whole(one.patient).map(bare) }));
  return records.filter(({ members }, at) => !records.slice(0, at).some(({ patient }) => members.includes(patient)));
}

/** The record that is asked about by any Patient of the person. */
export const ownedBy = (records: readonly OwnedRecord[], patient: string): OwnedRecord | undefined =>
  records.find(({ members }) => members.includes(patient));
