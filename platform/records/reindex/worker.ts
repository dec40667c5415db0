import { type Clock, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { FhirStore } from '../fhir-store.ts';
import { type Job, returnJob, takeJob } from '../store/index-jobs.ts';
import { doStep } from './do-step.ts';
import { createFolder } from './fold.ts';
import { readTexts } from './read-texts.ts';

export interface ReindexOptions {
  readonly pool: pg.Pool;
  readonly store: FhirStore;
  readonly clock: Clock;
  /** Who works, for people who look. */
  readonly holder: string;
  readonly onError: (error: unknown, job: string | null) => void;
  /** How long a process that was killed keeps others from its work, ms. */
  readonly leaseMs?: number;
  /** Longest wait between two looks, ms: heals a lost notice and finds work that is due later. */
  readonly idleMs?: number;
  /** Resources a transaction. */
  readonly size?: number;
  /** Called between two steps; for tests. */
  readonly onStep?: (job: Job) => Promise<void> | void;
}

/** How long to wait for writers that began before the parameters changed, ms. */
const patience = 100;

/** A failing piece of work is tried again ever later, ms. */
const backOff = (tries: number): number => Math.min(1_000 * 2 ** tries, 300_000);

/** Takes one piece of work, if there is one to be had, and goes on with it until it is done, lost or failed. */
export async function workOnIndex(options: ReindexOptions, stopped: () => boolean = () => false): Promise<boolean> {
  const { pool, store, clock, holder, onError, leaseMs = 15_000, size = 200, onStep } = options;
  const job = await withTx(pool, 'write', (tx) => takeJob(tx, holder, clock(), leaseMs));
  if (!job) return false;
  const giveBack = (dueAt: Date, failure: string | null): Promise<unknown> =>
    withTx(pool, 'write', (tx) => returnJob(tx, job, dueAt, failure));
  try {
    while (!stopped()) {
      const done = await withTx(pool, 'write', (tx) => doStep(store, tx, job, { now: clock(), leaseMs, size }));
      await onStep?.(job);
      if (done === 'done' || done === 'lost') return true;
      if (done === 'waiting') {
        await giveBack(new Date(clock().getTime() + patience), null);
        return false;
      }
    }
    await giveBack(clock(), null);
    return false;
  } catch (error) {
    onError(error, job.id);
    const failure = error instanceof Error ? error.message : String(error);
    await giveBack(new Date(clock().getTime() + backOff(job.tries)), failure.slice(0, 1_000)).catch(() => {});
    return false;
  }
}

/** Keeps the words of some resources that were written since; how many. */
export const workOnTexts = ({ pool, size = 200 }: Pick<ReindexOptions, 'pool' | 'size'>): Promise<number> =>
  withTx(pool, 'write', (tx) => readTexts(tx, size));

/** The background work of a process on the index: one piece at a time. */
export function startReindex(options: ReindexOptions): { wake(): void; stop(): Promise<void> } {
  const { onError, idleMs = 1_000, size = 200, pool, clock } = options;
  const folder = createFolder(pool, () => clock().getTime());
  let stopped = false;
  let waiting: (() => void) | undefined;
  // A wake that comes while it works must not be lost.
  let awaited = false;
  const rest = async (): Promise<void> => {
    const woken = Promise.withResolvers<void>();
    waiting = woken.resolve;
    const timer = setTimeout(woken.resolve, idleMs);
    timer.unref();
    await woken.promise;
    clearTimeout(timer);
    waiting = undefined;
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      awaited = false;
      // Fewer texts than it takes at once may wait for more: searches look at them meanwhile.
      const work = async (): Promise<boolean> =>
        (await workOnIndex(options, () => stopped)) || (await workOnTexts(options)) >= size || (await folder.work());
      const worked = await work().catch((error: unknown) => {
        if (!stopped) onError(error, null);
        return false;
      });
      if (!worked && !awaited && !stopped) await rest();
    }
  };
  const running = run();
  return {
    wake: () => {
      awaited = true;
      waiting?.();
    },
    stop: async () => {
      stopped = true;
      waiting?.();
      await running;
    },
  };
}
