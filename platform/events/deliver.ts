import { type Clock, type RecordStore, type Tx, withTx } from '@songhua/kernel';
import pg from 'pg';
import { type Delivery, findDue } from './find-due.ts';
import { guardTx, TimeIsUp, withinTime } from './guard-tx.ts';
import type { Handler } from './handlers.ts';
import { holdFence, type Lease, LeaseLost } from './lease.ts';
import { DeliveryChanged, letGoOn, markDone, markFailed, putBehind } from './mark.ts';
import { waitAfter } from './next-try.ts';

/** One try that failed. */
export interface Failure {
  readonly event: string;
  readonly handler: string;
  readonly tries: number;
  /** True when no further try follows by itself. */
  readonly dead: boolean;
}

/** What a worker delivers with. Time and chance are handed in. */
export interface Delivering {
  readonly pool: pg.Pool;
  readonly handlers: readonly Handler[];
  readonly records: RecordStore;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Name of this process, for people who look at the leases. */
  readonly holder: string;
  /** How long a lease lasts without a heartbeat, ms. */
  readonly leaseMs: number;
  /** Tries before an event is laid before a person, unless its subscription says otherwise. */
  readonly tries: number;
  readonly onFailure: (error: unknown, failure: Failure) => void;
}

/** Events read at once, and how long one transaction takes up further ones, ms. */
const atOnce = 200;
const slice = 250;

/** A minute, as for any statement: whoever needs longer works in small steps. */
const usualLimit = 60_000;

/** A lease being worked under: its handler, and the transaction that a heartbeat keeps from being taken for dead. */
export interface Shift extends Delivering {
  readonly lease: Lease;
  readonly handler: Handler;
  open: Tx | null;
}

/**
 * Runs handler and marks in one transaction. PostgreSQL itself ends it when nothing comes from us for the length of a
 * lease: a process that was stopped in the middle holds no lock that its successor would wait for.
 */
async function inOneTransaction<T>(shift: Shift, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withTx(shift.pool, 'write', async (tx) => {
    tx.later(`select set_config('idle_in_transaction_session_timeout', $1, true)`, [String(shift.leaseMs)], 'events.limit-idle');
    shift.open = tx;
    try {
      return await work(tx);
    } finally {
      shift.open = null;
    }
  });
}

/** The handler threw while the database stood by: that is about the event. `cause` is what it threw. */
class HandlerFailed extends Error {}

/** Whether the connection of a transaction is still there, however the transaction itself fares. */
const answers = (tx: Tx): Promise<boolean> =>
  tx.query('select 1').then(
    () => true,
    (error: unknown) => error instanceof pg.DatabaseError && error.code === '25P02',
  );

async function handle({ handler, records }: Shift, tx: Tx, deliveries: readonly Delivery[]): Promise<void> {
  const guard = guardTx(tx);
  const events = deliveries.map(({ event }) => event);
  try {
    await withinTime(handler.handle(guard.tx, events, records), handler.limitMs ?? usualLimit, handler.name);
  } catch (cause) {
    const outage = cause instanceof pg.DatabaseError && isOutage(cause);
    if (outage) throw cause;
    // After its time is up a statement of it may still run: the connection is busy, not gone.
    if (!(cause instanceof TimeIsUp) && !(await answers(tx))) throw new Error('the database went away', { cause });
    throw new HandlerFailed(`${handler.name} failed`, { cause });
  } finally {
    guard.close();
  }
}

/** As many as a slice of time allows, all in one transaction that also gives the lease back. */
async function deliverTogether(shift: Shift, free: readonly Delivery[], blocked: readonly Delivery[]): Promise<void> {
  const { handler, lease, clock } = shift;
  await inOneTransaction(shift, async (tx) => {
    const until = clock().getTime() + slice;
    let done = handler.together ? free.length : 0;
    if (handler.together && free.length > 0) await handle(shift, tx, free);
    for (const one of handler.together ? [] : free) {
      await handle(shift, tx, [one]);
      done += 1;
      if (clock().getTime() >= until) break;
    }
    await holdFence(tx, lease, null);
    if (done > 0) await markDone(tx, handler.name, free.slice(0, done), clock());
    if (blocked.length > 0) await putBehind(tx, handler.name, blocked);
  });
}

/**
 * Failures that say nothing about the event: the database went away, was full, or took us for dead. What PostgreSQL
 * itself refuses at the commit (a deferred constraint, a transaction the handler left broken) is about the event.
 */
function isOutage(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|53|57P|58|25P03|XX)/.test(error.code ?? '');
  return !(error instanceof HandlerFailed || error instanceof LeaseLost || error instanceof DeliveryChanged);
}

/** What is kept of an error, for the person who looks: name, message and SQLSTATE; never what PostgreSQL quotes of rows. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error).slice(0, 2_000);
  const { code } = error as { readonly code?: unknown };
  return `${error.name}: ${error.message}${typeof code === 'string' ? ` (${code})` : ''}`.replaceAll('\0', '').slice(0, 2_000);
}

const renewed = ({ clock, leaseMs }: Shift): Date => new Date(clock().getTime() + leaseMs);

/** One event in a transaction of its own; when its handler throws, that is written down and the others go on. */
async function deliverOne(shift: Shift, one: Delivery): Promise<'done' | 'failed' | 'changed'> {
  const { handler, lease, clock, random } = shift;
  try {
    await inOneTransaction(shift, async (tx) => {
      await handle(shift, tx, [one]);
      await holdFence(tx, lease, renewed(shift));
      await markDone(tx, handler.name, [one], clock());
      if (one.failedBefore && one.event.subject !== undefined) await letGoOn(tx, handler.name, one.event.subject);
    });
    return 'done';
  } catch (error) {
    if (error instanceof DeliveryChanged) return 'changed';
    if (error instanceof LeaseLost || isOutage(error)) throw error;
    const thrown = error instanceof HandlerFailed ? error.cause : error;
    const tries = one.tries + 1;
    const now = clock();
    const dead = tries >= (handler.tries ?? shift.tries);
    const dueAt = dead ? null : new Date(now.getTime() + waitAfter(tries, random));
    const written = await inOneTransaction(shift, async (tx) => {
      await holdFence(tx, lease, renewed(shift));
      return markFailed(tx, handler.name, one, textOf(thrown), now, dueAt);
    });
    if (written) shift.onFailure(thrown, { event: one.event.id, handler: handler.name, tries, dead });
    return written ? 'failed' : 'changed';
  }
}

async function deliverSingly(shift: Shift, free: readonly Delivery[]): Promise<void> {
  const held = new Set<string>();
  for (const one of free) {
    const { subject } = one.event;
    if (subject !== undefined && held.has(subject)) continue;
    if ((await deliverOne(shift, one)) !== 'done' && subject !== undefined) held.add(subject);
  }
}

/**
 * Delivers what is due under a lease and gives the lease back. Together first; when one of them throws, nothing of it
 * remains and each gets a transaction of its own. What has failed before never shares a transaction. True when there
 * may be more.
 */
export async function deliver(shift: Shift): Promise<boolean> {
  const { pool, lease, clock } = shift;
  const due = await findDue(pool, lease, clock(), atOnce);
  const free = due.filter(({ blocked }) => !blocked);
  const blocked = due.filter((one) => one.blocked);
  const more = due.length === atOnce;
  if (!free.some(({ failedBefore }) => failedBefore)) {
    try {
      await deliverTogether(shift, free, blocked);
      return more;
    } catch (error) {
      if (error instanceof LeaseLost || isOutage(error)) throw error;
    }
  }
  await deliverSingly(shift, free);
  await inOneTransaction(shift, async (tx) => {
    await holdFence(tx, lease, null);
    if (blocked.length > 0) await putBehind(tx, shift.handler.name, blocked);
  });
  return more;
}
