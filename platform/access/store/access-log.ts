import { randomUUID } from 'node:crypto';
import { type Actor, createPace, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';

export interface Access {
  readonly at: Date;
  readonly actor: Pick<Actor, 'kind' | 'id'>;
  readonly method: string;
  /** Path with its query: what exactly was looked at. */
  readonly path: string;
  readonly route: string;
  readonly status: number;
  readonly requestId: string;
}

const text = `insert into access.access_log (id, at, actor_kind, actor_id, method, path, route, status, request_id)
  select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::text[])`;
const name = 'access.log';

/** A list as PostgreSQL reads it; the driver's own way costs more than the row. */
const list = (items: readonly (string | number)[]): string => `{${items.join(',')}}`;
const texts = (items: readonly string[]): string => list(items.map((item) => `"${item.replace(/[\\"]/g, '\\$&')}"`));

const columns = (accesses: readonly Access[]): unknown[] => [
  list(accesses.map(() => randomUUID())),
  list(accesses.map(({ at }) => at.toISOString())),
  list(accesses.map(({ actor }) => actor.kind)),
  texts(accesses.map(({ actor }) => actor.id)),
  list(accesses.map(({ method }) => method)),
  texts(accesses.map(({ path }) => path.slice(0, 2000))),
  texts(accesses.map(({ route }) => route)),
  list(accesses.map(({ status }) => status)),
  texts(accesses.map(({ requestId }) => requestId)),
];

/** Writes accesses down that stand or fall with what they changed. */
export function logChanges(tx: Tx, accesses: readonly Access[]): void {
  if (accesses.length > 0) tx.later(text, columns(accesses), name);
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
