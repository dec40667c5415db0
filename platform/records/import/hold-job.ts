import { withTx } from '@songhua/kernel';
import type { ImportJob } from './job.ts';
import { JobLost, renewLease } from './jobs.ts';
import { type Importing, type Progress, runJob } from './run-job.ts';

export interface Holding {
  readonly holder: string;
  readonly leaseMs: number;
  /** Aborted when the process must stop. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Carries out a job that was taken up, renewing its lease until it ends; a third of the lease is the beat. Where the lease cannot be renewed in
 * time the work stops by itself: another may have the job, and what it writes would be refused anyway.
 */
export async function holdJob(
  importing: Importing,
  job: ImportJob,
  { holder, leaseMs, signal, onProgress }: Holding,
): Promise<void> {
  const { pool, clock } = importing;
  const lost = new AbortController();
  let renewed = performance.now();
  const beat = async (): Promise<void> => {
    const asked = performance.now();
    const until = new Date(clock().getTime() + leaseMs);
    const ours = await withTx(pool, 'write', (tx) => renewLease(tx, job.id, { holder, until }));
    if (ours) renewed = asked;
    else lost.abort(new JobLost(`import ${job.id} is no longer ours`));
  };
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    beating = beat().catch((error: unknown) => {
      if (performance.now() - renewed > leaseMs) lost.abort(error);
    });
  }, leaseMs / 3);
  try {
    const watch = { holder, signal: AbortSignal.any([signal, lost.signal]), ...(onProgress && { onProgress }) };
    await runJob(importing, job, watch);
  } finally {
    clearInterval(timer);
    await beating;
  }
}
