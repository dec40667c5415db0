import pg from 'pg';
import type { Place } from './place.ts';
import { running } from './run.ts';
import { createLookOut } from './stuck.ts';

/** How often we look whether PostgreSQL still runs, ms. Requests meanwhile get 503. */
export const interval = 1_000;

export interface Watched {
  readonly place: Place;
  readonly url: string;
  /** How many looks in a row must find it stuck, one a second. */
  readonly settling: number;
  /** Starts it, after ending the process `stuck` when that is what runs. */
  startAgain(stuck?: number): Promise<void>;
}

/** What a connection is refused with; undefined when it is not. */
async function refusalOf(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  const refusal = await client.connect().then(
    () => undefined,
    (error: unknown) => error,
  );
  await client.end().catch(() => {});
  return refusal;
}

/**
 * Starts PostgreSQL again when it has died (killed, out of memory) or is stuck: nobody else would. Two of our processes may
 * both try; the second finds the data folder taken and ends. Returns what stops the watching.
 */
export function watch({ place, url, settling, startAgain }: Watched): () => void {
  const isStuck = createLookOut(settling);
  let busy = false;
  const timer = setInterval(async () => {
    if (busy) return;
    busy = true;
    try {
      const server = await running(place);
      if (!server) await startAgain();
      else if (await isStuck(server.pid, () => refusalOf(url))) await startAgain(server.pid);
    } catch {
      // The folder may be gone for a moment or the disk full: the next look tries again.
    } finally {
      busy = false;
    }
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}
