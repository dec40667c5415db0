import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { workChannel } from './channels.ts';
import type { Delivering } from './deliver.ts';
import { wakeBy } from './wakers.ts';
import { workOnce } from './work.ts';

export interface Worker {
  /** Looks for work now instead of at the next tick. */
  wake(): void;
  /** Resolves when what is at hand is finished; takes nothing further. */
  stop(): Promise<void>;
}

export interface WorkerOptions extends Delivering {
  readonly onError: (error: unknown) => void;
  /** Longest wait between two looks, ms: what heals a lost wake-up and finds retries that are due. */
  readonly idleMs?: number;
  /** Leases worked under at once; each needs a database connection. */
  readonly hands?: number;
}

/** Shortest time from one look that found something to the next, ms: what happens in quick succession is handled together. */
const pace = 50;

/** Has the workers of every process look. A commit of its own: writers never wait for the lock that NOTIFY takes. */
const callOthers = (pool: pg.Pool): Promise<unknown> => pool.query('select pg_notify($1, $2)', [workChannel, '']);

/**
 * The worker of a process: a few hands, of which one looks by itself and the others come when there is too much for one.
 *
 *   idle --wake/tick--> working --nothing left--> idle
 *   working --took all there was--> pausing (pace) --> working
 *   working --more than it can take--> working, and an idle hand is woken; when none is idle, other processes are
 *   working --the database fails--> pausing (idleMs) --> working      nothing is lost
 *   any --stop--> stopped (after what is at hand)
 */
export function startWorker({ onError, idleMs = 1_000, hands = 2, ...delivering }: WorkerOptions): Worker {
  let stopped = false;
  const idle: (() => void)[] = [];

  const wakeOne = (): boolean => {
    const next = idle.shift();
    next?.();
    return next !== undefined;
  };
  // A wake that comes while nobody is idle must not be lost: whoever is working has already looked.
  let awaited = false;
  let paused = 0;
  const wake = (): void => {
    // Whoever pauses looks soon.
    if (paused === 0) awaited = !wakeOne();
  };
  const pause = async (since: number): Promise<void> => {
    paused += 1;
    await wait(Math.max(0, pace - (performance.now() - since)));
    paused -= 1;
  };

  wakeBy(delivering.pool, wake);

  const rest = async (looks: boolean): Promise<void> => {
    const woken = Promise.withResolvers<void>();
    idle.push(woken.resolve);
    const timer = looks ? setTimeout(woken.resolve, idleMs) : undefined;
    await woken.promise;
    clearTimeout(timer);
    const at = idle.indexOf(woken.resolve);
    if (at >= 0) idle.splice(at, 1);
  };

  const run = async (looks: boolean): Promise<void> => {
    while (!stopped) {
      awaited = false;
      const since = performance.now();
      const found = await workOnce(delivering).catch((error: unknown) => {
        if (!stopped) onError(error);
        return 'failed' as const;
      });
      if (stopped) return;
      if (found === 'more' && !wakeOne()) await callOthers(delivering.pool).catch(() => {});
      if (found === 'some') await pause(since);
      if (found === 'failed' || (found === 'none' && !awaited)) await rest(looks || found === 'failed');
    }
  };

  const running = Promise.all(Array.from({ length: hands }, (_, n) => run(n === 0)));
  return {
    wake,
    stop: async () => {
      stopped = true;
      while (wakeOne());
      await running;
    },
  };
}
