import { type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { Access } from '../audit/entry.ts';
import type { SecurityEventCode } from '../audit/security-events.ts';
import { wayTaken } from '../audit/way-taken.ts';
import { createGathering } from './gather.ts';

/** Which columns the chain covers (audit/line.ts); a later form may cover more. */
const form = 1;

/** The columns of an entry and their types, in the order of `fieldsOf`. */
const columns = {
  form: 'smallint',
  at: 'timestamptz',
  event: 'text',
  actor_kind: 'text',
  actor_id: 'text',
  actor_name: 'text',
  roles: 'text',
  institution: 'text',
  purpose: 'text',
  method: 'text',
  route: 'text',
  path: 'text',
  status: 'int',
  request_id: 'text',
  address: 'text',
  resources: 'text',
  resource_count: 'int',
  patients: 'text',
  patient_count: 'int',
  way: 'text',
  emergency: 'bool',
  note: 'text',
} as const;
const names = Object.keys(columns);

const copying = `copy access.audit (${names.join(', ')}) from stdin`;
const text = `insert into access.audit (${names.join(', ')})
  select ${names.map((one) => (one === 'patients' ? 'patients::text[]' : one)).join(', ')}
    from unnest(${Object.values(columns)
      .map((type, at) => `$${at + 1}::${type}[]`)
      .join(', ')}) as t (${names.join(', ')})`;
const name = 'access.audit';

/** Characters of a path that are kept. */
const longestPath = 2_000;

/** A list as PostgreSQL reads it; the driver's own way costs more than the row. */
const list = (items: readonly string[]): string => `{${items.join(',')}}`;
const escaped = /["\\]/;
const quote = (item: string | null): string => {
  if (item === null) return 'NULL';
  return escaped.test(item) ? `"${item.replace(/[\\"]/g, '\\$&')}"` : `"${item}"`;
};
const words = (items: readonly string[] | undefined): string | null => (items?.length ? items.join(' ') : null);

/** An entry's columns, as PostgreSQL reads them. */
function fieldsOf(access: Access): (string | null)[] {
  const { at, event = 'request', actor, method, route, path, status, requestId, address, touched, note } = access;
  const { way, emergency } = wayTaken(access);
  return [
    String(form),
    at.toISOString(),
    event,
    actor.kind,
    actor.id,
    actor.name ?? null,
    words(actor.roles),
    actor.institution ?? null,
    actor.reach?.purpose ?? null,
    method,
    route,
    path.slice(0, longestPath),
    String(status),
    requestId,
    address ?? null,
    words(touched?.resources),
    String(touched?.resourceCount ?? 0),
    touched?.patients.length ? list(touched.patients.map(quote)) : null,
    String(touched?.patientCount ?? 0),
    way,
    String(emergency || actor.reach?.purpose === 'emergency'),
    note ?? (touched?.onlyAsked ? `only asked for: ${touched.onlyAsked}` : null),
  ];
}

/** What one statement writes down: a column each, as lists. */
function columnsOf(accesses: readonly Access[]): string[] {
  const rows = accesses.map(fieldsOf);
  return names.map((_, at) => list(rows.map((row) => quote(row[at] ?? null))));
}

const odd = /[\\\b\t\n\v\f\r]/;
const oddOnes = /[\\\b\t\n\v\f\r]/g;
/** In COPY's text a backslash before a character that ends a field or line makes it stand for itself. */
const copied = (field: string | null): string => {
  if (field === null) return '\\N';
  return odd.test(field) ? field.replace(oddOnes, '\\$&') : field;
};

/** The same as lines for COPY, which costs PostgreSQL half as much as rows from lists. */
const linesOf = (accesses: readonly Access[]): Buffer =>
  Buffer.from(accesses.map((one) => `${fieldsOf(one).map(copied).join('\t')}\n`).join(''));

/** Writes accesses down that stand or fall with what they changed. */
export function logChanges(tx: Tx, accesses: readonly Access[]): void {
  if (accesses.length > 0) tx.later(text, columnsOf(accesses), name);
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
  tx.later(text, columnsOf([access]), name);
}

/** Most accesses that one statement writes down. */
const mostAtOnce = 500;

/**
 * Writes down accesses that changed nothing. Those that come while others are being written go together with the next. Resolves when its access
 * is committed, rejects when it could not be: nobody is shown what is not written down.
 */
export function createAccessLog(pool: pg.Pool): (access: Access) => Promise<void> {
  interface Waiting {
    readonly access: Access;
    readonly settled: PromiseWithResolvers<void>;
  }
  const gather = createGathering<Waiting>(async (lot) => {
    try {
      await withTx(pool, 'one', (tx) => tx.copy(copying, [linesOf(lot.map(({ access }) => access))]));
      for (const { settled } of lot) settled.resolve();
    } catch (error) {
      for (const { settled } of lot) settled.reject(error);
    }
  }, mostAtOnce);
  return (access) => {
    const settled = Promise.withResolvers<void>();
    gather({ access, settled });
    return settled.promise;
  };
}
