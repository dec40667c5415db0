import type { Tx } from '@songhua/kernel';
import type { ProcessFacts, ProcessState } from '../domain/facts.ts';

/** A process that was not heard of for longer is gone, ms: three times the rhythm in which they tell. */
export const goneAfter = 3 * 60_000;

/** Writes down what a server process says of itself, in the place of what it said before. */
export const tellOfProcess = (tx: Tx, { holder, host, startedAt, seenAt, facts }: ProcessState): Promise<unknown> =>
  tx.query(
    `insert into health.process (holder, host, started_at, seen_at, facts) values ($1, $2, $3, $4, $5)
     on conflict (holder) do update set seen_at = excluded.seen_at, facts = excluded.facts`,
    [holder, host, startedAt, seenAt, JSON.stringify(facts)],
  );

/** It stops: nobody is to wonder where it has gone. */
export const forgetProcess = (tx: Tx, holder: string): Promise<unknown> =>
  tx.query('delete from health.process where holder = $1', [holder]);

/** Those that were heard of since. */
export const listProcesses = (tx: Tx, since: Date): Promise<ProcessState[]> =>
  tx.query<{ holder: string; host: string; startedAt: Date; seenAt: Date; facts: ProcessFacts }>(
    `select holder, host, started_at as "startedAt", seen_at as "seenAt", facts from health.process where seen_at >= $1 order by holder`,
    [since],
  );

export const dropProcesses = (tx: Tx, before: Date): Promise<unknown> =>
  tx.query('delete from health.process where seen_at < $1', [before]);
