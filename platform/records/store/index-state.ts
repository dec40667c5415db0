import type { SearchParameter } from '@songhua/engine-fhir/definitions/types.ts';
import type { Tx } from '@songhua/kernel';
import type { FullTextState } from './full-text.ts';
import { numbersLiteral } from './literals.ts';

/*
 * How no process leaves a resource without the entries of a parameter that another process has just added.
 *
 * Each process holds a view: the parameters of one epoch. A write computes its rows by its view and says so with its first statement
 * on resources: `hold_epoch(mine)` takes a shared lock named after the epoch, then reads the epoch in force. Another answer than its
 * own, and nothing is written yet: the view is read anew and the write computed again. Adding a parameter draws a new epoch and
 * commits it with the work to be done; that work waits until nobody holds a lock of an earlier epoch (pg_locks).
 *
 *   the writer reads before the new epoch commits    its lock was there before: the work waits for its commit, then sees what it wrote
 *   the writer reads after                           it is told the new epoch and writes by it
 *   the writer fell asleep between view and write    as either of the above: only the reading under the lock counts
 *   a process hears of nothing (no notices)          its next write tells it
 *   the adding transaction is rolled back            its epoch is never in force; views of it, if any, are corrected by the next write
 *   writers while the work goes on                   they write complete rows; work and writers lock a resource before its rows,
 *                                                    and the work adds only what is missing
 *
 * Nobody waits for anybody but the work for old writers. A search by an added parameter reads its state in its own snapshot.
 */

/** The lock class of hold_epoch (migrations/0004_search_parameters.sql). */
const lockClass = 1398109;

/** A condition that holds when the transaction writes by the epoch in force, and says so; to stand in a statement once. */
export const holdsEpoch = (parameter: string): string => `(select records.hold_epoch(${parameter})) = ${parameter}`;

/** Says that the transaction writes by this epoch and answers the one in force. */
export async function holdEpoch(tx: Tx, epoch: number): Promise<number> {
  const [row] = await tx.query<{ epoch: number }>('select records.hold_epoch($1) as epoch', [epoch], 'records.hold-epoch');
  return row?.epoch ?? 0;
}

/** Whether some transaction still writes by an epoch before this one. */
export async function hasOldWriters(tx: Tx, epoch: number): Promise<boolean> {
  const [row] = await tx.query<{ held: boolean }>(
    `select exists (select from pg_locks l where l.locktype = 'advisory' and l.classid = $1 and l.objid < $2 and l.objsubid = 2
       and l.database = (select oid from pg_database where datname = current_database())) as held`,
    [lockClass, epoch],
  );
  return row?.held ?? false;
}

export type AddedState = 'building' | 'ready';

/** A parameter added at run time, for one type. */
export interface Added {
  readonly number: number;
  readonly type: string;
  readonly code: string;
  /** Id of the SearchParameter resource. */
  readonly source: string;
  readonly definition: SearchParameter;
  readonly state: AddedState;
  readonly job: string;
}

export interface IndexState {
  readonly epoch: number;
  readonly extraction: number | null;
  readonly fullText: FullTextState;
  readonly added: readonly Added[];
}

/** The epoch in force with its parameters, in one statement and so as of one moment. */
export async function readIndexState(tx: Tx): Promise<IndexState> {
  const rows = await tx.query<
    { epoch: number; extraction: number | null; full_text: FullTextState } & { [K in keyof Added]: Added[K] | null }
  >(
    `select s.epoch, s.extraction, s.full_text, p.number, p.type, p.code, p.source, p.definition, p.state, p.job
       from records.index_state s left join records.added_parameter p on p.state <> 'retired' order by p.number`,
    [],
    'records.index-state',
  );
  const [first] = rows;
  return {
    epoch: first?.epoch ?? 0,
    extraction: first?.extraction ?? null,
    fullText: first?.full_text ?? 'off',
    added: rows.filter((row): row is typeof row & Added => row.number !== null),
  };
}

/** Holds the state until the transaction ends: changes of it follow each other. */
export async function lockIndexState(tx: Tx): Promise<void> {
  await tx.query('select 1 from records.index_state for update');
}

/** Puts a new epoch in force and answers it. */
export async function drawEpoch(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ epoch: number }>(
    `update records.index_state set epoch = nextval('records.epoch')::int returning epoch`,
  );
  return row?.epoch ?? 0;
}

export const setExtraction = (tx: Tx, extraction: number): Promise<unknown> =>
  tx.query('update records.index_state set extraction = $1', [extraction]);

/** Numbers for new parameters. Refuses to give out the last by throwing: PostgreSQL's 2200H. */
export async function drawNumbers(tx: Tx, count: number): Promise<number[]> {
  const rows = await tx.query<{ number: number }>(
    `select nextval('records.added_number')::int as number from generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ number }) => number);
}

export async function insertAdded(tx: Tx, added: readonly (Omit<Added, 'state'> & { readonly url: string })[]): Promise<void> {
  for (const { number, type, code, source, url, definition, job } of added) {
    await tx.query(
      `insert into records.added_parameter (number, type, code, source, url, definition, state, job)
       values ($1, $2, $3, $4, $5, $6, 'building', $7)`,
      [number, type, code, source, url, JSON.stringify(definition), job],
    );
  }
}

export const retireAdded = (tx: Tx, numbers: readonly number[]): Promise<unknown> =>
  tx.query(`update records.added_parameter set state = 'retired' where number = any($1::smallint[])`, [numbersLiteral(numbers)]);

export const readyAdded = (tx: Tx, numbers: readonly number[]): Promise<unknown> =>
  tx.query(`update records.added_parameter set state = 'ready' where number = any($1::smallint[]) and state = 'building'`, [
    numbersLiteral(numbers),
  ]);
