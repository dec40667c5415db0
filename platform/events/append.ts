import { randomUUID } from 'node:crypto';
import type { Tx } from '@songhua/kernel';

/** The channel on which a committed append wakes the worker, and a handled event reaches every process's pages. */
export const channels = { appended: 'songhua_appended', handled: 'songhua_handled' } as const;

/** Appends an event in the caller's transaction: it happens exactly when what it tells of happens. */
export async function append(tx: Tx, type: string, payload: unknown, now: Date): Promise<void> {
  await tx.query('insert into events.outbox (id, type, payload, happened_at) values ($1, $2, $3, $4)', [
    randomUUID(),
    type,
    JSON.stringify(payload),
    now,
  ]);
  await tx.query(`select pg_notify('${channels.appended}', '')`);
}
