import { withTx } from '@songhua/kernel';
import { holdLease, JobLost } from '../leases/hold-lease.ts';
import { keepTurning, type Turning } from '../leases/keep-turning.ts';
import { carryOut, type Exporting } from './carry-out.ts';
import { keptFor } from './job.ts';
import { finishExport, releaseExport, renewExport, takeExport } from './jobs.ts';

export interface ExportRunnerParts extends Exporting {
  readonly holder: string;
  readonly leaseMs: number;
  readonly newId: () => string;
  readonly onError: (error: unknown, job: string | undefined) => void;
}

/** Times that a job may break before it is given up. */
const mostTries = 5;

/** Carries out export jobs, one at a time, those whose process died included, until it is stopped. */
export function startExportRunner(parts: ExportRunnerParts): Turning {
  const { pool, clock, leaseMs, onError } = parts;
  const turn = async (signal: AbortSignal): Promise<boolean> => {
    const holder = `${parts.holder} ${parts.newId()}`;
    const now = clock();
    const until = new Date(now.getTime() + leaseMs);
    const job = await withTx(pool, 'write', (tx) => takeExport(tx, { holder, until }, now));
    if (!job) return false;
    if (job.tries > mostTries) {
      const failure = { code: 'records.export-broken', params: { tries: mostTries } };
      const end = { failure, now, expires: new Date(now.getTime() + keptFor) };
      await withTx(pool, 'write', (tx) => finishExport(tx, job.id, holder, end));
      return true;
    }
    const renew: Parameters<typeof holdLease>[0]['renew'] = (tx, to) => renewExport(tx, job.id, { holder, until: to });
    try {
      await holdLease({ pool, clock, leaseMs, signal, renew }, (still) => carryOut(parts, job, holder, still));
    } catch (error) {
      if (error instanceof JobLost) return true;
      if (!signal.aborted) onError(error, job.id);
      // Whoever stops lets another begin at once; what broke is tried again when the lease has run out.
      else await withTx(pool, 'write', (tx) => releaseExport(tx, job.id, holder));
    }
    return true;
  };
  return keepTurning(turn, onError);
}
