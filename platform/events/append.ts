import { randomUUID } from 'node:crypto';
import type { Tx } from '@songhua/kernel';

/** The channel on which a handled event reaches the pages of every process. */
export const handledChannel = 'songhua_handled';

/**
 * Appends an event in the caller's transaction: it happens exactly when what it tells of happens. No NOTIFY here: it
 * takes one lock for the whole database at commit, so all writers would queue. The process that wrote wakes its own
 * worker; the others look every second.
 */
export async function append(tx: Tx, type: string, payload: unknown, now: Date): Promise<void> {
  await tx.query('insert into events.outbox (id, type, payload, happened_at) values ($1, $2, $3, $4)', [
    randomUUID(),
    type,
    JSON.stringify(payload),
    now,
  ]);
}
