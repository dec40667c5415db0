import { withTx } from '@songhua/kernel';
import { holdJob } from './hold-job.ts';
import { finishJob, JobLost, releaseJob, takeJob } from './jobs.ts';
import type { Importing } from './run-job.ts';

export interface RunnerParts extends Importing {
  readonly holder: string;
  readonly leaseMs: number;
  readonly newId: () => string;
  readonly onError: (error: unknown, job: string | undefined) => void;
}

export interface ImportRunner {
  /** There may be work. */
  wake(): void;
  /** Lets go of what is being done, after its batch, and waits for that. */
  stop(): Promise<void>;
}

/** How often a process looks by itself for jobs whose process died, ms. */
const pause = 5000;
/** Times that a job may break without coming forward before it is given up. */
const mostTries = 5;

/** Carries out the servers' import jobs, one at a time, those whose process died included, until it is stopped. */
export function startImportRunner(parts: RunnerParts): ImportRunner {
  const { pool, clock, leaseMs, onError } = parts;
  const stopping = new AbortController();
  const { signal } = stopping;
  // A call that comes while nobody rests is kept: the next rest is none.
  let called = false;
  let wake: () => void = () => {
    called = true;
  };
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        called = false;
        wake = () => {
          called = true;
        };
        resolve();
      };
      const timer = setTimeout(end, called ? 0 : pause);
      wake = end;
    });
  /** Whether there was a job. */
  const turn = async (): Promise<boolean> => {
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
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const found = await turn().catch((error: unknown) => {
        if (!signal.aborted) onError(error, undefined);
        return false;
      });
      if (!found && !signal.aborted) await rest();
    }
  };
  const running = run();
  return {
    wake: () => wake(),
    stop: async () => {
      stopping.abort(new Error('the process stops'));
      wake();
      await running;
    },
  };
}
