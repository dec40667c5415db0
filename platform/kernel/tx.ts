import type pg from 'pg';
import { copyIn } from './copy-in.ts';

declare const txBrand: unique symbol;

/**
 * An open database transaction. Only `withTx` makes one, so whoever holds it knows that what it reads and
 * writes happens together or not at all. It is always an argument, never ambient, never optional.
 */
export interface Tx {
  readonly [txBrand]: true;
  /** The database it runs on: what a process remembers of one must not be told of another. */
  readonly home: object;
  /**
   * Rows of one statement; parameters are `$1`, `$2` … With a name the server keeps the statement prepared on its
   * connection; one name stands for one text.
   */
  query<R extends object>(sql: string, params?: readonly unknown[], name?: string): Promise<R[]>;
  /** Runs a `COPY … FROM STDIN`: the fastest way in for many rows. `chunks` are in the form that the statement names. */
  copy(sql: string, chunks: Iterable<Uint8Array>): Promise<void>;
  /**
   * Runs a part that may fail by itself: what it wrote is undone when it refuses or throws, and the transaction goes on. What
   * throws is thrown on.
   */
  attempt<R extends { readonly ok: boolean }>(work: () => Promise<R>): Promise<R>;
  /** Runs when the transaction has committed, and only then: for what a process remembers of the database. Must not throw. */
  afterCommit(work: () => void): void;
}

/**
 * `one` is a reading transaction of a single statement, which is a snapshot by itself and needs no begin and commit. `search` reads
 * with statements whose shape fixes their plan and which must end soon.
 */
export type TxMode = 'read' | 'search' | 'write' | 'one';

// One snapshot for a whole answer: counts, pages and sums of one response agree with each other.
const snapshot = 'begin isolation level repeatable read, read only';
// Prepared statements keep one plan each: planning anew costs more than they do.
const planned = 'set local plan_cache_mode = force_generic_plan';

const begin: Record<Exclude<TxMode, 'one'>, string> = {
  read: snapshot,
  search: `${snapshot}; ${planned}; set local statement_timeout = 10000`,
  write: `begin isolation level read committed; ${planned}`,
};

/**
 * Runs `work` in one transaction: commits when it resolves, rolls back when it throws. It begins with the first statement;
 * work that asks nothing costs nothing.
 */
export async function withTx<T>(pool: pg.Pool, mode: TxMode, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A pool listens only to clients that lie idle in it: without this a connection lost in mid-transaction would be
  // an error event nobody hears, which ends the process.
  const lost = (error: Error): void => {
    broken = error;
  };
  client.on('error', lost);
  let committed: (() => void)[] = [];
  let parts = 0;
  let begun: Promise<unknown> | undefined;
  const start = async (): Promise<void> => {
    if (mode === 'one') {
      if (begun) throw new Error('a transaction of one statement was given a second');
      begun = Promise.resolve();
      return;
    }
    begun ??= client.query(begin[mode]);
    await begun;
  };
  const tx = {
    home: pool,
    query: async <R extends object>(text: string, params: readonly unknown[] = [], name?: string) => {
      await start();
      const values = [...params];
      return (await client.query(name === undefined ? { text, values } : { text, values, name })).rows as R[];
    },
    copy: async (sql: string, chunks: Iterable<Uint8Array>) => {
      await start();
      await copyIn(client, sql, chunks);
    },
    afterCommit: (then: () => void) => committed.push(then),
    attempt: async <R extends { readonly ok: boolean }>(work: () => Promise<R>): Promise<R> => {
      await start();
      parts += 1;
      const name = `part_${parts}`;
      const before = committed.length;
      const undo = async (): Promise<void> => {
        committed = committed.slice(0, before);
        await client.query(`rollback to savepoint ${name}`);
      };
      await client.query(`savepoint ${name}`);
      try {
        const result = await work();
        if (result.ok) await client.query(`release savepoint ${name}`);
        else await undo();
        return result;
      } catch (error) {
        await undo();
        throw error;
      }
    },
  } as unknown as Tx;
  try {
    const value = await work(tx);
    if (begun && mode !== 'one') await client.query('commit');
    for (const then of committed) then();
    return value;
  } catch (error) {
    if (begun && mode !== 'one') {
      await client.query('rollback').catch((cause: Error) => {
        broken = cause;
      });
    }
    throw error;
  } finally {
    client.off('error', lost);
    client.release(broken);
  }
}

/** Carries a refusal out of `withTx` so that the transaction rolls back; `withResult` turns it back into a value. */
class RolledBack extends Error {
  readonly refusal: unknown;
  constructor(refusal: unknown) {
    super('rolled back by a refusal');
    this.refusal = refusal;
  }
}

/** As `withTx`, for work that may refuse: a refusal rolls back everything and is returned as a value. */
export async function withResult<R extends { readonly ok: boolean }>(
  pool: pg.Pool,
  mode: TxMode,
  work: (tx: Tx) => Promise<R>,
): Promise<R> {
  try {
    return await withTx(pool, mode, async (tx) => {
      const result = await work(tx);
      if (!result.ok) throw new RolledBack(result);
      return result;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal as R;
    throw error;
  }
}
