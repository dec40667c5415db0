import type { Clock, RecordStore, Subscription } from '@songhua/kernel';
import type pg from 'pg';
import { workOnce } from './work.ts';

export interface Worker {
  /** Looks for work now instead of at the next tick. */
  wake(): void;
  /** Resolves when the event at hand is finished; takes no further one. */
  stop(): Promise<void>;
}

export interface WorkerOptions {
  readonly pool: pg.Pool;
  readonly subscriptions: readonly Subscription[];
  readonly records: RecordStore;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
  /** Longest wait between two looks, ms: what heals a lost wake-up. */
  readonly idleMs?: number;
}

/**
 * The one worker of a process.
 *
 *   idle --wake/tick--> working --no event left--> idle
 *   working --handler throws--> pausing (idleMs) --> working      the event waits, nothing is lost
 *   any --stop--> stopped (after the event at hand)
 */
export function startWorker({ pool, subscriptions, records, clock, onError, idleMs = 1_000 }: WorkerOptions): Worker {
  let stopped = false;
  let awake = Promise.withResolvers<void>();

  const run = async (): Promise<void> => {
    while (!stopped) {
      const more = await workOnce(pool, subscriptions, records, clock()).catch((error: unknown) => {
        if (!stopped) onError(error);
        return false;
      });
      if (more || stopped) continue;
      const timer = setTimeout(() => awake.resolve(), idleMs);
      await awake.promise;
      clearTimeout(timer);
      awake = Promise.withResolvers<void>();
    }
  };

  const running = run();
  return {
    wake: () => awake.resolve(),
    stop: async () => {
      stopped = true;
      awake.resolve();
      await running;
    },
  };
}
