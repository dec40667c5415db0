import { withTx } from '@songhua/kernel';
import { JobLost } from '../leases/hold-lease.ts';
import { keepTurning, type Turning } from '../leases/keep-turning.ts';
import { holdJob } from './hold-job.ts';
import { finishJob, releaseJob, takeJob } from './jobs.ts';
import type { Importing } from './run-job.ts';

export interface RunnerParts extends Importing {
  readonly holder: string;
  readonly leaseMs: number;
  readonly newId: () => string;
  readonly onError: (error: unknown, job: string | undefined) => void;
}

/** Times that a job may break without coming forward before it is given up. */
const mostTries = 5;

/** Carries out the servers' import jobs, one at a time, those whose process died included, until it is stopped: after a batch. */
export function startImportRunner(parts: RunnerParts): Turning {
  const { pool, clock, leaseMs, onError } = parts;
  const turn = async (signal: AbortSignal): Promise<boolean> => {
    const holder = `${parts.holder} ${parts.newId()}`;
    const now = clock();
    const until = new Date(now.getTime() + leaseMs);
    const job = await withTx(pool, 'write', (tx) => takeJob(tx, { holder, until }, now, { home: 'server' }));
    if (!job) return false;
    if (job.tries > mostTries) {
      const failure = { code: 'records.import-broken', params: { tries: mostTries } };
      await withTx(pool, 'write', (tx) => finishJob(tx, job.id, holder, 'failed', failure, now));
      return true;
    }
    try {
      await holdJob(parts, job, { holder, leaseMs, signal });
    } catch (error) {
      if (error instanceof JobLost) return true;
      if (!signal.aborted) onError(error, job.id);
      // Whoever stops lets another go on at once; what broke is tried again when the lease has run out.
      else await withTx(pool, 'write', (tx) => releaseJob(tx, job.id, holder));
    }
    return true;
  };
  return keepTurning(turn, onError);
}
