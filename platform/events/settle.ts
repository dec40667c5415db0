import type { Tx } from '@songhua/kernel';

/** Who settles, as it is kept. */
export interface Settler {
  readonly id: string;
  readonly name: string;
}

/** One event on its way to one handler. */
export interface DeliveryKey {
  readonly event: string;
  readonly handler: string;
}

/** `unknown`: there is no such delivery; `other-state`: it is not in a state where this can be done. */
export type Settled = 'done' | 'unknown' | 'other-state';

const open = `('waiting', 'behind', 'retry', 'dead')`;

interface Found {
  readonly state: string;
  readonly subject: string | null;
}

/** Reads a delivery under the lock of its lane: no worker commits a move of it until this transaction ends. */
async function lockLane(tx: Tx, { event, handler }: DeliveryKey): Promise<Found | null> {
  await tx.query(
    `select 1 from events.lane where (handler, lane) in (
       select d.handler, d.lane from events.delivery d where d.event_id = $1 and d.handler = $2) for update`,
    [event, handler],
  );
  const [found] = await tx.query<Found>('select state, subject from events.delivery where event_id = $1 and handler = $2', [
    event,
    handler,
  ]);
  return found ?? null;
}

const note = (tx: Tx, { event, handler }: DeliveryKey, what: string, by: Settler, now: Date, text: string | null) =>
  tx.query(`insert into events.history (event_id, handler, at, what, by_id, by_name, note) values ($1, $2, $3, $4, $5, $6, $7)`, [
    event,
    handler,
    now,
    what,
    by.id,
    by.name,
    text,
  ]);

/** Has an event that failed tried again at once, its tries counted anew. */
export async function retryDelivery(tx: Tx, key: DeliveryKey, by: Settler, now: Date): Promise<Settled> {
  const found = await lockLane(tx, key);
  if (!found) return 'unknown';
  if (found.state !== 'dead' && found.state !== 'retry') return 'other-state';
  await tx.query(
    `update events.delivery set state = 'retry', due_at = $3, tries = 0, revision = revision + 1 where event_id = $1 and handler = $2`,
    [key.event, key.handler, now],
  );
  await note(tx, key, 'retried', by, now, null);
  return 'done';
}

/** As `retryDelivery`, for every dead letter of a handler, of a type, or of both; how many. */
export async function retryAllDead(
  tx: Tx,
  which: { readonly handler?: string | undefined; readonly type?: string | undefined },
  by: Settler,
  now: Date,
): Promise<number> {
  const chosen = `d.state = 'dead' and ($1::text is null or d.handler = $1)
    and ($2::text is null or exists (select 1 from events.outbox o where o.id = d.event_id and o.type = $2))`;
  const params = [which.handler ?? null, which.type ?? null];
  await tx.query(
    `select 1 from events.lane where (handler, lane) in (select d.handler, d.lane from events.delivery d where ${chosen})
      order by handler, lane for update`,
    params,
  );
  const retried = await tx.query(
    `with again as (
       update events.delivery d set state = 'retry', due_at = $3, tries = 0, revision = revision + 1 where ${chosen}
       returning d.event_id, d.handler)
     insert into events.history (event_id, handler, at, what, by_id, by_name)
     select event_id, handler, $3, 'retried', $4, $5 from again returning 1`,
    [...params, now, by.id, by.name],
  );
  return retried.length;
}

/** Gives up on an open delivery for a reason; the later events of its subject go on. */
export async function setAside(tx: Tx, key: DeliveryKey, reason: string, by: Settler, now: Date): Promise<Settled> {
  const found = await lockLane(tx, key);
  if (!found) return 'unknown';
  if (found.state === 'done' || found.state === 'aside') return 'other-state';
  await tx.query(
    `update events.delivery set state = 'aside', due_at = null, revision = revision + 1 where event_id = $1 and handler = $2`,
    [key.event, key.handler],
  );
  if (found.subject !== null) {
    await tx.query(`update events.delivery set state = 'waiting' where handler = $1 and subject = $2 and state = 'behind'`, [
      key.handler,
      found.subject,
    ]);
  }
  await note(tx, key, 'set-aside', by, now, reason);
  return 'done';
}

/** Lays before people again what was set aside. What came later of its subject and was handled meanwhile stays handled. */
export async function takeBack(tx: Tx, key: DeliveryKey, by: Settler, now: Date): Promise<Settled> {
  const found = await lockLane(tx, key);
  if (!found) return 'unknown';
  if (found.state !== 'aside') return 'other-state';
  await tx.query(`update events.delivery set state = 'dead', revision = revision + 1 where event_id = $1 and handler = $2`, [
    key.event,
    key.handler,
  ]);
  await note(tx, key, 'taken-back', by, now, null);
  return 'done';
}

/**
 * Puts a corrected payload in the place of the one appended, which is kept, for all handlers that have not done with the
 * event. `seen` is how many corrections the person knew of: `changed` when somebody made another meanwhile.
 */
export async function correctPayload(
  tx: Tx,
  event: string,
  correction: { readonly payload: unknown; readonly reason: string; readonly seen: number },
  by: Settler,
  now: Date,
): Promise<Settled | 'changed'> {
  await tx.query(
    `select 1 from events.lane where (handler, lane) in (select d.handler, d.lane from events.delivery d where d.event_id = $1)
      order by handler, lane for update`,
    [event],
  );
  // The event's own row, too: two corrections of an event that reaches nobody's lane would not see each other.
  const [known] = await tx.query('select 1 from events.outbox where id = $1 for update', [event]);
  if (!known) return 'unknown';
  const [made] = await tx.query<{ n: number }>(
    `select count(*)::int as n from events.history where event_id = $1 and what = 'corrected'`,
    [event],
  );
  if (made?.n !== correction.seen) return 'changed';
  const opened = await tx.query(
    `update events.delivery set revision = revision + 1 where event_id = $1 and state in ${open} returning 1`,
    [event],
  );
  if (opened.length === 0) return 'other-state';
  const payload = JSON.stringify(correction.payload);
  await tx.query('update events.outbox set corrected = $2::jsonb where id = $1', [event, payload]);
  await tx.query(
    `insert into events.history (event_id, at, what, by_id, by_name, note, payload) values ($1, $2, 'corrected', $3, $4, $5, $6::jsonb)`,
    [event, now, by.id, by.name, correction.reason, payload],
  );
  return 'done';
}
