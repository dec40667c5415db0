import { holdLease } from '../leases/hold-lease.ts';
import type { ImportJob } from './job.ts';
import { renewLease } from './jobs.ts';
import { type Importing, type Progress, runJob } from './run-job.ts';

export interface Holding {
  readonly holder: string;
  readonly leaseMs: number;
  /** Aborted when the process must stop. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** Carries out a job that was taken up, holding its lease until it ends. */
export function holdJob(importing: Importing, job: ImportJob, { holder, leaseMs, signal, onProgress }: Holding): Promise<void> {
  const { pool, clock } = importing;
  const renew: Parameters<typeof holdLease>[0]['renew'] = (tx, until) => renewLease(tx, job.id, { holder, until });
  return holdLease({ pool, clock, leaseMs, signal, renew }, (still) =>
    runJob(importing, job, { holder, signal: still, ...(onProgress && { onProgress }) }),
  );
}
