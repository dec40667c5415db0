import { type Clock, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';

/** Somebody else carries the job out, or it was cancelled: nothing of this transaction may stay. */
export class JobLost extends Error {}

export interface Held {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly leaseMs: number;
  /** Aborted when the process must stop. */
  readonly signal: AbortSignal;
  /** Says that the holder is at work until then; false when the job is no longer its own. */
  readonly renew: (tx: Tx, until: Date) => Promise<boolean>;
}

/**
 * Does work on a job that was taken up, renewing its lease until it ends; a third of the lease is the beat. Where the lease cannot be renewed in
 * time the work stops by itself: another may have the job, and what it writes would be refused anyway.
 */
export async function holdLease(
  { pool, clock, leaseMs, signal, renew }: Held,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const lost = new AbortController();
  let renewed = performance.now();
  const beat = async (): Promise<void> => {
    const asked = performance.now();
    const until = new Date(clock().getTime() + leaseMs);
    const ours = await withTx(pool, 'write', (tx) => renew(tx, until));
    if (ours) renewed = asked;
    else lost.abort(new JobLost('the job is no longer ours'));
  };
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    beating = beat().catch((error: unknown) => {
      if (performance.now() - renewed > leaseMs) lost.abort(error);
    });
  }, leaseMs / 3);
  try {
    await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(timer);
    await beating;
  }
}
