import type { Tx } from '@songhua/kernel';
import type { Delivery } from './find-due.ts';

/** What was read is no longer what is to be done: a person corrected it, set it aside or asked for it anew. */
export class DeliveryChanged extends Error {}

const idsOf = (deliveries: readonly Delivery[]): string[] => deliveries.map(({ event }) => event.id);

/** Marks deliveries as done in the transaction of what their handler wrote; throws DeliveryChanged unless all are as they were read. */
export async function markDone(tx: Tx, handler: string, done: readonly Delivery[], now: Date): Promise<void> {
  const marked = await tx.query(
    // Not joined with unnest(): before the table has statistics that was planned as a scan of it for each of the ids.
    `update events.delivery set state = 'done', tries = tries + 1, done_at = $4, due_at = null, error = null
      where event_id = any($2::uuid[]) and handler = $1 and state in ('waiting', 'retry')
        and revision = ($3::int[])[array_position($2::uuid[], event_id)]
     returning 1`,
    [handler, idsOf(done), done.map(({ revision }) => revision), now],
    'events.mark-done',
  );
  if (marked.length !== done.length) throw new DeliveryChanged(`a delivery to ${handler} was changed by somebody else`);
}

/** Puts deliveries behind the earlier event of their subject that blocks them, if it still does. */
export async function putBehind(tx: Tx, handler: string, blocked: readonly Delivery[]): Promise<void> {
  await tx.query(
    `update events.delivery d set state = 'behind', due_at = null
      where d.handler = $1 and d.event_id = any($2) and d.state in ('waiting', 'retry')
        and exists (select 1 from events.delivery b
                     where b.handler = $1 and b.subject = d.subject and b.seq < d.seq and b.state in ('retry', 'dead'))`,
    [handler, idsOf(blocked)],
  );
}

/** Lets a subject's events go on that waited behind one that is settled now. */
export async function letGoOn(tx: Tx, handler: string, subject: string): Promise<void> {
  await tx.query(`update events.delivery set state = 'waiting' where handler = $1 and subject = $2 and state = 'behind'`, [
    handler,
    subject,
  ]);
}

/**
 * Writes down that a try failed: the next one is due at `dueAt`, or none is (null) and a person must look. The later
 * events of its subject wait behind it. False when the delivery is no longer as it was read.
 */
export async function markFailed(
  tx: Tx,
  handler: string,
  { event, seq, revision }: Delivery,
  error: string,
  now: Date,
  dueAt: Date | null,
): Promise<boolean> {
  const failed = await tx.query(
    `update events.delivery set state = $4, tries = tries + 1, due_at = $5, error = $6
      where handler = $1 and event_id = $2 and revision = $3 and state in ('waiting', 'retry') returning 1`,
    [handler, event.id, revision, dueAt ? 'retry' : 'dead', dueAt, error],
  );
  if (failed.length === 0) return false;
  await tx.query(`insert into events.history (event_id, handler, at, what, note) values ($1, $2, $3, $4, $5)`, [
    event.id,
    handler,
    now,
    dueAt ? 'failed' : 'dead',
    error,
  ]);
  if (event.subject !== undefined) {
    await tx.query(
      `update events.delivery set state = 'behind', due_at = null
        where handler = $1 and subject = $2 and seq > $3 and state in ('waiting', 'retry')`,
      [handler, event.subject, seq],
    );
  }
  return true;
}
