import type pg from 'pg';
import { companyOf } from './company.ts';
import { type Borrowed, connect, fatal, type Session, sessionOf } from './connection.ts';
import { copyIn } from './copy-in.ts';
import { copyOut } from './copy-out.ts';
import { exchange, type Statement } from './exchange.ts';
import { isSpread, keyTaken } from './spread.ts';

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
   * Whether the database lies on several machines (Citus). There a statement may lock rows of one place only, correlate with
   * rows of its own place only, and is planned with its values.
   */
  readonly spread: boolean;
  /**
   * Rows of one statement; parameters are `$1`, `$2` … With a name the server keeps the statement prepared on its
   * connection; one name stands for one text.
   */
  query<R extends object>(sql: string, params?: readonly unknown[], name?: string): Promise<R[]>;
  /**
   * A statement whose rows nobody asks for. It goes along with the next one, at the latest with the commit, in the order said: a
   * message to the database and back is saved. When it fails, so does what it went along with.
   */
  later(sql: string, params: readonly unknown[], name: string): void;
  /**
   * As `query`, for one that needs no snapshot in common with others: a `search` that has begun none yet has it asked in one message with
   * those of other searches.
   */
  alone<R extends object>(sql: string, params: readonly unknown[], name?: string): Promise<R[]>;
  /** As `query`, for the last statement of an answer: a `search` ends with it, in the same message. */
  last<R extends object>(sql: string, params: readonly unknown[], name?: string): Promise<R[]>;
  /** Runs a `COPY … FROM STDIN`: the fastest way in for many rows. `chunks` are in the form that the statement names. */
  copy(sql: string, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void>;
  /** Runs a `COPY … TO STDOUT`: the fastest way out for many rows. `take` gets a row at a time, in the form that the statement names. */
  copyOut(sql: string, take: (chunk: Buffer) => void): Promise<void>;
  /**
   * Runs a part that may fail by itself: what it wrote is undone when it refuses or throws, and the transaction goes on. What
   * throws is thrown on.
   */
  attempt<R extends { readonly ok: boolean }>(work: () => Promise<R>): Promise<R>;
  /** Runs when the transaction has committed, and only then: for what a process remembers of the database. Must not throw. */
  afterCommit(work: () => void): void;
}

/**
 * `one` is a transaction of a single statement, which is a snapshot and a commit by itself and needs no begin and commit. `search` reads
 * with statements whose shape fixes their plan and which must end soon.
 */
export type TxMode = 'read' | 'search' | 'write' | 'one';

const said = (text: string): Statement => ({ text, values: [], name: `tx.${text}`, quiet: true });
// One snapshot for a whole answer: counts, pages and sums of one response agree with each other.
const snapshot = said('begin isolation level repeatable read, read only');
const writing = said('begin isolation level read committed');
const commit = said('commit');
const usualPlans = said('set local plan_cache_mode to default');
const usualTime = said('set local statement_timeout to default');
const usualWorkers = said('set local max_parallel_workers_per_gather to default');

const sessionFor: Readonly<Record<TxMode, Session | undefined>> = {
  search: 'hurried',
  write: 'planned',
  read: undefined,
  one: undefined,
};

/** The statements that begin a transaction of this kind on this connection. */
function beginning(client: pg.ClientBase, mode: Exclude<TxMode, 'one'>): Statement[] {
  const session = sessionOf(client);
  if (mode === 'search') return [snapshot];
  return [
    mode === 'read' ? snapshot : writing,
    ...(mode === 'read' && session ? [usualPlans] : []),
    ...(session === 'hurried' ? [usualTime, usualWorkers] : []),
  ];
}

/**
 * Runs `work` in one transaction: commits when it resolves, rolls back when it throws. It begins with the first statement, in the
 * same message; work that asks nothing costs nothing.
 */
export async function withTx<T>(pool: pg.Pool, mode: TxMode, work: (tx: Tx) => Promise<T>): Promise<T> {
  const spread = await isSpread(pool);
  let borrowed: Promise<Borrowed> | undefined;
  let broken: Error | undefined;
  let committed: (() => void)[] = [];
  let parts = 0;
  let begun = false;
  let over = false;
  let waiting: Statement[] = [];
  /** Its connection, from the first statement on that needs one of its own; who comes late must not speak on one that serves somebody else. */
  const connection = async (): Promise<pg.PoolClient> => {
    if (over) throw new Error('the transaction is over');
    borrowed ??= connect(pool, sessionFor[mode], spread);
    return (await borrowed).client;
  };
  /** Everything that must be said before the next statement. */
  const before = (client: pg.PoolClient): Statement[] => {
    const first = begun || mode === 'one' ? [] : beginning(client, mode);
    begun = true;
    const all = [...first, ...waiting];
    waiting = [];
    return all;
  };
  /** Its connection, when all that must be said before has been. */
  const ready = async (): Promise<pg.PoolClient> => {
    const client = await connection();
    const all = before(client);
    if (all.length > 0) await exchange(client, all);
    return client;
  };
  const rows = async (statement: Statement, ends = false): Promise<object[]> => {
    // A directory and what it says of cannot be joined there; what a directory says never changes.
    if (mode === 'one' && begun && !spread) throw new Error('a transaction of one statement was given a second');
    const client = await connection();
    const all = [...before(client), statement];
    const answers = await exchange(client, ends ? [...all, commit] : all);
    if (ends) begun = false;
    return answers[all.length - 1] ?? [];
  };
  const tx = {
    home: pool,
    spread,
    query: async (text: string, values: readonly unknown[] = [], name?: string) => {
      if (values.length > 0 || name !== undefined) return rows({ text, values, name });
      // A text without parameters may be several statements.
      return (await (await ready()).query(text)).rows as object[];
    },
    later: (text: string, values: readonly unknown[], name: string) => {
      if (mode === 'one') throw new Error('a transaction of one statement was given a second');
      waiting.push({ text, values, name, quiet: true });
    },
    alone: (text: string, values: readonly unknown[], name?: string) =>
      mode === 'search' && !begun ? companyOf(pool, spread)({ text, values, name }) : rows({ text, values, name }),
    last: (text: string, values: readonly unknown[], name?: string) => rows({ text, values, name }, mode === 'search'),
    copy: async (sql: string, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) => {
      await copyIn(await ready(), sql, chunks).catch((error: unknown) => {
        throw spread ? keyTaken(error) : error;
      });
    },
    copyOut: async (sql: string, take: (chunk: Buffer) => void) => copyOut(await ready(), sql, take),
    afterCommit: (then: () => void) => committed.push(then),
    attempt: async <R extends { readonly ok: boolean }>(work: () => Promise<R>): Promise<R> => {
      const client = await ready();
      parts += 1;
      const name = `part_${parts}`;
      const known = committed.length;
      const undo = async (): Promise<void> => {
        if (over) return;
        committed = committed.slice(0, known);
        waiting = [];
        await client.query(`rollback to savepoint ${name}`);
      };
      await client.query(`savepoint ${name}`);
      try {
        const result = await work();
        if (result.ok) {
          await ready();
          await client.query(`release savepoint ${name}`);
        } else await undo();
        return result;
      } catch (error) {
        await undo();
        throw error;
      }
    },
  } as unknown as Tx;
  try {
    const value = await work(tx);
    const client = waiting.length > 0 || (begun && mode !== 'one') ? await connection() : undefined;
    // From here on nobody gets a word in: a statement behind the commit would be one by itself.
    over = true;
    if (client) await exchange(client, [...before(client), commit]);
    for (const then of committed) then();
    return value;
  } catch (error) {
    broken = fatal(error);
    over = true;
    const client = begun && mode !== 'one' && !broken ? (await borrowed)?.client : undefined;
    await client?.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    over = true;
    (await borrowed?.catch(() => undefined))?.giveBack(broken);
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
