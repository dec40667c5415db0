import type { Text, Tx } from '@songhua/kernel';
import type { TaskState } from './contract.ts';
import { daysLate } from './domain/decide-reminders.ts';
import { mergeRows } from './domain/merge-rows.ts';
import { tasksOnClauses } from './store/tasks.ts';

/** What other modules may ask of the tasks; everything happens in the caller's transaction. */

/** A task's row for one area. */
export interface TaskRow {
  readonly id: string;
  readonly area: string;
  readonly state: TaskState;
  readonly due: string | null;
  /** Days late; 0 when it is not. */
  readonly late: number;
  readonly percent: number;
  readonly given: boolean;
}

/** A task as a clause shows it: the whole of its rows. */
export interface ClauseTask {
  /** What its rows have in common: `origin` of the tasks' list. */
  readonly id: string;
  readonly title: Text;
  /** Whether any row was given to somebody or reported on; until then nothing is known of it. */
  readonly given: boolean;
  /** The row that is furthest behind. */
  readonly state: TaskState;
  /** The earliest of its rows. */
  readonly due: string | null;
  /** Most days that a row is late. */
  readonly late: number;
  /** Mean of the rows that are not cancelled, rounded down. */
  readonly percent: number;
  readonly areas: readonly TaskRow[];
}

/** The tasks that work on each of these clauses, on the day (ISO date); clauses without a task are left out. */
export async function tasksOfClauses(
  tx: Tx,
  clauseIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, readonly ClauseTask[]>> {
  const stored = await tasksOnClauses(tx, clauseIds);
  const tasks = [...Map.groupBy(stored, ({ origin }) => origin)].map(([id, rows]) => ({
    clauses: new Set(rows.flatMap(({ clauses }) => clauses)),
    task: mergeRows(
      id,
      rows.map((row) => ({ ...row, late: daysLate(row, today) })),
    ),
  }));
  return new Map(
    clauseIds
      .map((clause) => [clause, tasks.filter(({ clauses }) => clauses.has(clause)).map(({ task }) => task)] as const)
      .filter(([, found]) => found.length > 0),
  );
}
