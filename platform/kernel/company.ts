import type pg from 'pg';
import { type Borrowed, connect, fatal } from './connection.ts';
import { exchange, type Statement } from './exchange.ts';
import { createPace } from './pace.ts';

/** Statements in one message at most: whoever goes last waits for all of them. */
const mostAtOnce = 16;
/** A message that took longer for each of its statements, ms, held up whoever was asked in it: they are asked by themselves from then on, */
const long = 3;
/** each until it took less than this. */
const short = 2;
/** Statements that are known to be slow, at most. */
const mostKnown = 1_000;
/** How long a statement in company may take, ms; by itself it has all the time that a search has. */
const patience = 50;

const beBrief: Statement = {
  text: `select set_config('statement_timeout', '${patience}', true)`,
  values: [],
  name: 'company.be-brief',
  quiet: true,
};

interface Waiting {
  readonly statement: Statement;
  readonly settled: PromiseWithResolvers<object[]>;
}

/** Rows of one statement, asked in a message with others. */
export type Company = (statement: Statement) => Promise<object[]>;

const nameOf = ({ name, text }: Statement): string => name ?? text;

/**
 * Asks reading statements of many searches in one message to the database: for most of them the message, and borrowing a connection, cost
 * more than the work. Each is as if it had been asked by itself, at some moment of its own.
 *
 *   waiting --as many as last time, or a millisecond--> asked --answered--> each has its rows
 *                                                             --failed, or one too slow--> each is asked by itself: its rows, or its own failure
 *
 * One that turned out to be slow goes by itself at once.
 */
function createCompany(pool: pg.Pool, spread: boolean): Company {
  let waiting: Waiting[] = [];
  const slow = new Set<string>();

  const learn = (statements: readonly Statement[], took: number): void => {
    for (const statement of statements) {
      // Shapes that clients make up are without number; who is forgotten is found out again.
      if (slow.size >= mostKnown) slow.clear();
      if (took > long * statements.length) slow.add(nameOf(statement));
      else if (statements.length === 1 && took < short) slow.delete(nameOf(statement));
    }
  };

  const ask = async ({ client, giveBack }: Borrowed, statements: readonly Statement[]): Promise<object[][]> => {
    const from = performance.now();
    let broken: Error | undefined;
    try {
      if (statements.length === 1) return await exchange(client, statements);
      const [, ...rows] = await exchange(client, [beBrief, ...statements]);
      return rows;
    } catch (error) {
      broken = fatal(error);
      throw error;
    } finally {
      learn(statements, performance.now() - from);
      giveBack(broken);
    }
  };

  const together = async (batch: readonly Waiting[]): Promise<void> => {
    const reject = (error: unknown): void => {
      for (const { settled } of batch) settled.reject(error);
    };
    const borrowed = await connect(pool, 'hurried', spread).catch(reject);
    // Without a connection nobody is at fault, and sixteen who wait for one each would only be more who wait.
    if (!borrowed) return;
    try {
      const statements = batch.map(({ statement }) => statement);
      const rows = await ask(borrowed, statements);
      for (const [at, { settled }] of batch.entries()) settled.resolve(rows[at] ?? []);
    } catch (error) {
      if (batch.length === 1) reject(error);
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
    if (slow.has(nameOf(statement))) void together([{ statement, settled }]);
    else {
      waiting.push({ statement, settled });
      pace.waiting(waiting.length);
    }
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
