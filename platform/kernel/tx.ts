import type pg from 'pg';

declare const txBrand: unique symbol;

/**
 * An open database transaction. Only `withTx` makes one, so whoever holds it knows that what it reads and
 * writes happens together or not at all. It is always an argument, never ambient, never optional.
 */
export interface Tx {
  readonly [txBrand]: true;
  /** Rows of one statement; parameters are `$1`, `$2` … */
  query<R extends object>(sql: string, params?: readonly unknown[]): Promise<R[]>;
}

export type TxMode = 'read' | 'write';

const begin: Record<TxMode, string> = {
  // One snapshot for a whole answer: counts, pages and sums of one response agree with each other.
  read: 'begin isolation level repeatable read, read only',
  write: 'begin isolation level read committed',
};

/** Runs `work` in one transaction: commits when it resolves, rolls back when it throws. */
export async function withTx<T>(pool: pg.Pool, mode: TxMode, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A pool listens only to clients that lie idle in it: without this a connection lost in mid-transaction would be
  // an error event nobody hears, which ends the process.
  const lost = (error: Error): void => {
    broken = error;
  };
  client.on('error', lost);
  const tx = {
    query: async <R extends object>(sql: string, params: readonly unknown[] = []) =>
      (await client.query(sql, [...params])).rows as R[],
  } as unknown as Tx;
  try {
    await client.query(begin[mode]);
    const value = await work(tx);
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
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
