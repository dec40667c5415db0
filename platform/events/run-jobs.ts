import { setTimeout as wait } from 'node:timers/promises';
import { type Clock, type Job, type RecordStore, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';

/** What jobs are run with. */
export interface JobMeans {
  readonly pool: pg.Pool;
  readonly jobs: readonly Job[];
  readonly records: RecordStore;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Names this process, for people who look at `events.job`. */
  readonly holder: string;
  readonly onError: (error: unknown, job: string | undefined) => void;
}

/** Longest run unless the job says, ms: what a process that was killed can hold up its job by. */
const usualLimit = 5 * 60_000;
/** Wait after a first failure, ms; doubled with each further one, up to the job's own round. */
const firstWait = 60_000;

/** Another process has taken the job over: nothing of this run may stay. */
class JobTakenOver extends Error {}

/** A new job is due at once; one that is known stays as it is. */
export async function enterJobs(pool: pg.Pool, names: readonly string[], now: Date): Promise<void> {
  await pool.query('insert into events.job (name, due_at) select unnest($1::text[]), $2 on conflict (name) do nothing', [
    names,
    now,
  ]);
}

/** The token under which the job is ours until `until`; null when it is not due or somebody else is at it. */
async function takeJob(pool: pg.Pool, name: string, holder: string, now: Date, until: Date): Promise<string | null> {
  const { rows } = await pool.query<{ token: string }>(
    `update events.job set token = token + 1, holder = $2, until = $4
      where name = $1 and due_at <= $3 and (until is null or until < $3) returning token`,
    [name, holder, now, until],
  );
  return rows[0]?.token ?? null;
}

/** The fence, and the end of a good run: throws unless the job is still ours. */
async function endJob(tx: Tx, name: string, token: string, ranAt: Date, dueAt: Date): Promise<void> {
  const held = await tx.query(
    `update events.job set holder = null, until = null, ran_at = $3, due_at = $4, failures = 0, error = null
      where name = $1 and token = $2 returning name`,
    [name, token, ranAt, dueAt],
  );
  if (held.length === 0) throw new JobTakenOver(`job ${name} was taken over`);
}

/** Writes a failure down and sets the next try. */
async function failJob(pool: pg.Pool, { name, everyMs }: Job, token: string, error: unknown, now: Date): Promise<void> {
  await pool.query(
    `update events.job set holder = null, until = null, failures = failures + 1, error = $3,
            due_at = $4::timestamptz + least($5, $6 * power(2, least(failures, 16))) * interval '1 millisecond'
      where name = $1 and token = $2`,
    [name, token, error instanceof Error ? error.message : String(error), now, everyMs, firstWait],
  );
}

/**
 * Runs the jobs that are due and that nobody else is at, one after the other; the names of those that ran. What a job writes
 * commits together with the mark that it ran: killed on the way, it is as if it had not begun, and it is taken up again when its limit
 * is over.
 */
export async function runJobsOnce(means: JobMeans): Promise<readonly string[]> {
  const { pool, jobs, records, clock, newId, holder, onError } = means;
  const ran: string[] = [];
  for (const job of jobs) {
    const now = clock();
    const token = await takeJob(pool, job.name, holder, now, new Date(now.getTime() + (job.limitMs ?? usualLimit)));
    if (token === null) continue;
    try {
      await withTx(pool, 'write', async (tx) => {
        await job.run(tx, { now, records, newId });
        await endJob(tx, job.name, token, now, new Date(now.getTime() + job.everyMs));
      });
      ran.push(job.name);
    } catch (error) {
      onError(error, job.name);
      if (!(error instanceof JobTakenOver)) await failJob(pool, job, token, error, clock());
    }
  }
  return ran;
}

/**
 * The jobs of a process, until it is stopped:
 *
 *   resting --lookMs--> looking --a job is due and free--> running it --> looking at the next --> resting
 *   any --stop--> stopped (after the job at hand)
 */
export function startJobs(means: JobMeans, lookMs = 15_000): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const names = means.jobs.map(({ name }) => name);
  const run = async (): Promise<void> => {
    if (names.length === 0) return;
    let entered = false;
    while (!signal.aborted) {
      try {
        if (!entered) await enterJobs(means.pool, names, means.clock());
        entered = true;
        await runJobsOnce(means);
      } catch (error) {
        if (!signal.aborted) means.onError(error, undefined);
      }
      await wait(lookMs, undefined, { signal }).catch(() => {});
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
