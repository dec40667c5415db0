import type pg from 'pg';
import { connect } from './connection.ts';
import { exchange, type Statement } from './exchange.ts';
import { createPace } from './pace.ts';

/** Statements in one message at most: whoever goes last waits for all of them. */
const mostAtOnce = 16;

interface Waiting {
  readonly statement: Statement;
  readonly settled: PromiseWithResolvers<object[]>;
}

/** Rows of one statement, asked in a message with others. */
export type Company = (statement: Statement) => Promise<object[]>;

/**
 * Asks short reading statements of many transactions in one message to the database: for each of them the message, and borrowing a
 * connection, cost more than the work. Each is as if it had been asked by itself, at some moment of its own.
 *
 *   waiting --as many as last time, or a millisecond--> asked --answered--> each has its rows
 *                                                             --failed--> each is asked by itself: its rows, or its own failure
 */
function createCompany(pool: pg.Pool, spread: boolean): Company {
  let waiting: Waiting[] = [];

  const ask = async (statements: readonly Statement[]): Promise<object[][]> => {
    const { client, giveBack } = await connect(pool, 'hurried', spread);
    try {
      return await exchange(client, statements);
    } finally {
      giveBack();
    }
  };

  const together = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const rows = await ask(batch.map(({ statement }) => statement));
      for (const [at, { settled }] of batch.entries()) settled.resolve(rows[at] ?? []);
    } catch (error) {
      if (batch.length === 1) batch[0]?.settled.reject(error);
      else for (const one of batch) void together([one]);
    }
  };

  const pace = createPace(() => {
    const batch = waiting.slice(0, mostAtOnce);
    waiting = waiting.slice(mostAtOnce);
    pace.took(batch.length);
    void together(batch);
    pace.waiting(waiting.length);
  });

  return (statement) => {
    const settled = Promise.withResolvers<object[]>();
    waiting.push({ statement, settled });
    pace.waiting(waiting.length);
    return settled.promise;
  };
}

const companies = new WeakMap<pg.Pool, Company>();

/** The company that goes to a pool's database. */
export function companyOf(pool: pg.Pool, spread: boolean): Company {
  const known = companies.get(pool);
  if (known) return known;
  const company = createCompany(pool, spread);
  companies.set(pool, company);
  return company;
}
