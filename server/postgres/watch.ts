import type { Place } from './place.ts';
import { running } from './run.ts';

/** How often we look whether PostgreSQL still runs, ms. Requests meanwhile get 503. */
const interval = 1_000;

/**
 * Starts PostgreSQL again when it has died (killed, out of memory): nobody else would. Two of our processes may
 * both try; the second finds the data folder taken and ends. Returns what stops the watching.
 */
export function watch(place: Place, start: () => Promise<void>): () => void {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      if (!(await running(place))) await start();
    } catch {
      // The folder may be gone for a moment or the disk full: the next look tries again.
    } finally {
      busy = false;
    }
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
