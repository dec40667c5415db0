import type pg from 'pg';

/** A connection out of the pool, and whether it may go back. */
export interface Borrowed {
  readonly client: pg.PoolClient;
  /** Gives it back; one that is lost or is said to be broken is closed instead. */
  giveBack(broken?: Error): void;
}

/**
 * Takes a connection out of the pool. A pool listens only to clients that lie idle in it: without the listener here a connection lost in
 * mid-transaction would be an error event nobody hears, which ends the process.
 */
async function borrow(pool: pg.Pool): Promise<Borrowed> {
  const client = await pool.connect();
  let lost: Error | undefined;
  const lose = (error: Error): void => {
    lost = error;
  };
  client.on('error', lose);
  return {
    client,
    giveBack: (broken) => {
      client.off('error', lose);
      client.release(lost ?? broken);
    },
  };
}

/** The error after which the server ends a connection, if this is one: the socket may say so a moment later only. */
export const fatal = (error: unknown): Error | undefined =>
  error instanceof Error && /^(FATAL|PANIC)$/.test(String((error as { severity?: unknown }).severity)) ? error : undefined;

/** Longest that one statement of a search may take, ms. */
const longestSearch = 10_000;

/**
 * What was set on a connection for longer than a transaction: prepared statements keep one plan each, because planning anew costs more
 * than they do; and searches must end soon. Set when it is first needed, for it costs a message of its own; whoever needs it otherwise
 * says so for their transaction.
 *
 *   usual --planned--> planned --hurried--> hurried        usual --hurried--> hurried
 */
export type Session = 'planned' | 'hurried';
const sessions = new WeakMap<pg.ClientBase, Session>();

export const sessionOf = (client: pg.ClientBase): Session | undefined => sessions.get(client);

async function prepareSession(client: pg.ClientBase, needed: Session, spread: boolean): Promise<void> {
  const session = sessions.get(client);
  if (session === needed || session === 'hurried') return;
  // Citus finds the machines of a statement by its values, so it cannot plan once for all of them.
  const plans = spread ? '' : 'set plan_cache_mode = force_generic_plan; ';
  // A search is one of many: help from other processes, compiling, and remembering what is asked once cost it more than they save.
  const hurry =
    needed === 'hurried'
      ? `set statement_timeout = ${longestSearch}; set max_parallel_workers_per_gather = 0; set jit = off; set enable_memoize = off`
      : '';
  if (plans + hurry !== '') await client.query(plans + hurry);
  sessions.set(client, needed);
}

/** A connection, set as `needed`; as it comes when nothing is. */
export async function connect(pool: pg.Pool, needed: Session | undefined, spread: boolean): Promise<Borrowed> {
  const borrowed = await borrow(pool);
  try {
    if (needed) await prepareSession(borrowed.client, needed, spread);
    return borrowed;
  } catch (error) {
    borrowed.giveBack(error as Error);
    throw error;
  }
}
