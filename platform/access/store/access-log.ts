import { createPace, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { Access } from '../audit/entry.ts';
import type { SecurityEventCode } from '../audit/security-events.ts';
import { wayTaken } from '../audit/way-taken.ts';

/** Which columns the chain covers (audit/line.ts); a later form may cover more. */
const form = 1;

const text = `insert into access.audit (form, at, event, actor_kind, actor_id, actor_name, roles, institution, purpose, method, route, path,
    status, request_id, address, resources, resource_count, patients, patient_count, way, emergency, note)
  select ${form}, at, event, kind, id, name, roles, institution, purpose, method, route, path, status, request, address, resources, held,
         string_to_array(patients, ' '), people, way, emergency, note
    from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                $11::text[], $12::int[], $13::text[], $14::text[], $15::text[], $16::int[], $17::text[], $18::int[], $19::text[], $20::bool[],
                $21::text[])
         as t (at, event, kind, id, name, roles, institution, purpose, method, route, path, status, request, address, resources, held, patients,
               people, way, emergency, note)`;
const name = 'access.audit';

/** Characters of a path that are kept. */
const longestPath = 2_000;

/** A list as PostgreSQL reads it; the driver's own way costs more than the row. */
const list = (items: readonly (string | number)[]): string => `{${items.join(',')}}`;
const escaped = /["\\]/;
const quote = (item: string | null | undefined): string => {
  if (item === null || item === undefined) return 'NULL';
  return escaped.test(item) ? `"${item.replace(/[\\"]/g, '\\$&')}"` : `"${item}"`;
};
const texts = (items: readonly (string | null | undefined)[]): string => list(items.map(quote));

/** What one statement writes down: a column each, as lists. */
const columns = (accesses: readonly Access[], ways = accesses.map(wayTaken)): unknown[] => [
  list(accesses.map(({ at }) => at.toISOString())),
  list(accesses.map(({ event }) => event ?? 'request')),
  list(accesses.map(({ actor }) => actor.kind)),
  texts(accesses.map(({ actor }) => actor.id)),
  texts(accesses.map(({ actor }) => actor.name)),
  texts(accesses.map(({ actor }) => (actor.roles?.length ? actor.roles.join(' ') : null))),
  texts(accesses.map(({ actor }) => actor.institution)),
  texts(accesses.map(({ actor }) => actor.reach?.purpose)),
  list(accesses.map(({ method }) => method)),
  texts(accesses.map(({ route }) => route)),
  texts(accesses.map(({ path }) => path.slice(0, longestPath))),
  list(accesses.map(({ status }) => status)),
  texts(accesses.map(({ requestId }) => requestId)),
  texts(accesses.map(({ address }) => address)),
  texts(accesses.map(({ touched }) => (touched?.resources.length ? touched.resources.join(' ') : null))),
  list(accesses.map(({ touched }) => touched?.resourceCount ?? 0)),
  texts(accesses.map(({ touched }) => (touched?.patients.length ? touched.patients.join(' ') : null))),
  list(accesses.map(({ touched }) => touched?.patientCount ?? 0)),
  texts(ways.map(({ way }) => way)),
  list(ways.map(({ emergency }, at) => String(emergency || accesses[at]?.actor.reach?.purpose === 'emergency'))),
  texts(accesses.map(({ note, touched }) => note ?? (touched?.onlyAsked ? `only asked for: ${touched.onlyAsked}` : null))),
];

/** Writes accesses down that stand or fall with what they changed. */
export function logChanges(tx: Tx, accesses: readonly Access[]): void {
  if (accesses.length > 0) tx.later(text, columns(accesses), name);
}

/** A security event, as whoever causes it tells it. */
export interface SecurityEvent extends Pick<Access, 'at' | 'actor'> {
  readonly event: SecurityEventCode;
  /** What it happened to: `account/…`, `client/…`, `session/…`; unless said, the actor. */
  readonly about?: string;
  /** Whether it was done; a refusal is an event, too. */
  readonly done?: boolean;
  /** In a few words, never a secret: which rule, which role, which device. */
  readonly note?: string;
  /** Whose records it opens, closes or judges: `Patient/…`, or their ids. They are told of it. */
  readonly patients?: readonly string[];
  readonly address?: string;
  readonly requestId?: string;
}

const clean = (words: string): string => words.replaceAll('\0', '').slice(0, 1_000);

/**
 * Notes a security event in the audit log: it stands or falls with the transaction, which must be a writing one. A refused sign-in changes
 * nothing else and gets a transaction of its own.
 */
export function noteSecurityEvent(tx: Tx, { about, done = true, note, patients = [], requestId, ...event }: SecurityEvent): void {
  const access: Access = {
    ...event,
    method: 'EVENT',
    route: about === undefined ? event.event : (about.split('/')[0] ?? about),
    path: clean(about ?? `${event.actor.kind}/${event.actor.id}`),
    status: done ? 200 : 403,
    requestId: requestId ?? '',
    ...(note !== undefined && { note: clean(note) }),
    ...(patients.length > 0 && {
      touched: {
        resources: [],
        resourceCount: 0,
        patients: patients.map((one) => one.replace(/^Patient\//, '')),
        patientCount: patients.length,
      },
    }),
  };
  tx.later(text, columns([access]), name);
}

/** Most accesses that one statement writes down. */
const mostAtOnce = 500;

/**
 * Writes down accesses that changed nothing. Those that come while others are being written go together with the next statement:
 *
 *   idle --an access--> writing --more came meanwhile--> writing        writing --none came--> idle
 *
 * Resolves when its access is committed, rejects when it could not be: nobody is shown what is not written down.
 */
export function createAccessLog(pool: pg.Pool): (access: Access) => Promise<void> {
  interface Waiting {
    readonly access: Access;
    readonly settled: PromiseWithResolvers<void>;
  }
  const waiting: Waiting[] = [];
  let writing = false;
  const write = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      await withTx(pool, 'one', (tx) => tx.query(text, columns(batch.map(({ access }) => access)), name));
      for (const { settled } of batch) settled.resolve();
    } catch (error) {
      for (const { settled } of batch) settled.reject(error);
    }
  };
  const pace = createPace(() => {
    const batch = waiting.splice(0, mostAtOnce);
    if (batch.length === 0) return;
    pace.took(batch.length);
    writing = true;
    void write(batch).finally(() => {
      writing = false;
      pace.waiting(waiting.length);
    });
  });
  return (access) => {
    const settled = Promise.withResolvers<void>();
    waiting.push({ access, settled });
    if (!writing) pace.waiting(waiting.length);
    return settled.promise;
  };
}
