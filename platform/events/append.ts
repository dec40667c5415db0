import type { Tx } from '@songhua/kernel';
import { eventId } from './event-id.ts';
import { wakeWorker } from './wakers.ts';

export interface NewEvent {
  readonly type: string;
  readonly payload: unknown;
  /** What it happened to, e.g. `Patient/123`. Whoever changes a subject locks it first, so that its events have an order. */
  readonly subject?: string;
}

/**
 * Appends an event in the caller's transaction: it happens exactly when what it tells of happens. No NOTIFY here: it
 * takes one lock for the whole database at commit, so all writers would queue. The process that wrote wakes its own
 * worker, which calls those of other processes when there is more than it can do; failing that, they look every second.
 */
export const append = (tx: Tx, type: string, payload: unknown, now: Date, subject?: string): Promise<void> =>
  appendAll(tx, [{ type, payload, ...(subject !== undefined && { subject }) }], now);

/** As `append`, for many events in the order given, with one statement. */
export async function appendAll(tx: Tx, events: readonly NewEvent[], now: Date): Promise<void> {
  if (events.length === 0) return;
  tx.afterCommit(() => wakeWorker(tx.home));
  tx.later(
    `with told as (
       insert into events.outbox (id, type, subject, payload, happened_at, handed_at)
       select n.id, n.type, n.subject, n.payload::jsonb, $5, $5
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) with ordinality as n (id, type, subject, payload, place)
        order by n.place
       returning id, seq, type, subject)
     insert into events.delivery (event_id, handler, seq, subject, lane, state)
     select t.id, s.handler, t.seq, t.subject, hashtext(coalesce(t.subject, t.id::text)) & 15, 'waiting'
       from told t join events.subscription s on s.event = t.type`,
    [
      events.map(() => eventId(now)),
      events.map(({ type }) => type),
      events.map(({ subject }) => subject ?? null),
      events.map(({ payload }) => JSON.stringify(payload ?? null)),
      now,
    ],
    'events.append',
  );
}
