import { type DomainEvent, type RecordStore, type Subscription, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { handledChannel } from './append.ts';

interface OutboxRow {
  id: string;
  type: string;
  payload: unknown;
  happened_at: Date;
}

/** Runs the handlers that have not seen this event yet. A handler's writes and its mark commit together. */
async function deliver(
  tx: Tx,
  event: DomainEvent,
  subscriptions: readonly Subscription[],
  records: RecordStore,
  now: Date,
): Promise<void> {
  for (const { name, event: type, handle } of subscriptions) {
    if (type !== event.type) continue;
    const fresh = await tx.query(
      'insert into events.handled (handler, event_id, handled_at) values ($1, $2, $3) on conflict do nothing returning 1',
      [name, event.id, now],
    );
    if (fresh.length > 0) await handle(tx, event, records);
  }
}

/**
 * Hands on the oldest waiting event: all its handlers, the mark and the notice to the pages in one
 * transaction. True when there was one. A handler that throws leaves the event waiting.
 */
export async function workOnce(
  pool: pg.Pool,
  subscriptions: readonly Subscription[],
  records: RecordStore,
  now: Date,
): Promise<boolean> {
  return withTx(pool, 'write', async (tx) => {
    const [row] = await tx.query<OutboxRow>(
      // skip locked: a second process takes the next event instead of waiting for this one.
      'select id, type, payload, happened_at from events.outbox where done_at is null order by seq limit 1 for update skip locked',
    );
    if (!row) return false;
    const event = { id: row.id, type: row.type, payload: row.payload, at: row.happened_at };
    await deliver(tx, event, subscriptions, records, now);
    await tx.query('update events.outbox set done_at = $2 where id = $1', [row.id, now]);
    await tx.query('select pg_notify($1, $2)', [handledChannel, JSON.stringify({ id: event.id, type: event.type })]);
    return true;
  });
}
