import { type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { Work } from '../contract.ts';

export interface WorkRow {
  readonly what: Work['what'];
  readonly by: { readonly id: string; readonly name: string };
  readonly note: string | null;
  readonly force: boolean;
  readonly ended: boolean;
}

/** Notes that work was asked for; what was noted of earlier work is forgotten. */
export async function askWork(
  tx: Tx,
  submission: string,
  { what, by, note, force }: Omit<WorkRow, 'ended'>,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into returns.work (submission, what, phase, done, total, by_id, by_name, note, force, started_at, changed_at)
     values ($1, $2, 'waiting', 0, 0, $3, $4, $5, $6, $7, $7)
     on conflict (submission) do update set what = excluded.what, phase = 'waiting', done = 0, total = 0, by_id = excluded.by_id,
       by_name = excluded.by_name, note = excluded.note, force = excluded.force, started_at = excluded.started_at,
       changed_at = excluded.changed_at, ended_at = null, problem = null`,
    [submission, what, by.id, by.name, note, force, now],
  );
}

/** What was asked for; null when nothing was. */
export async function readWork(tx: Tx, submission: string): Promise<WorkRow | null> {
  const [row] = await tx.query<{
    what: Work['what'];
    id: string;
    name: string;
    note: string | null;
    force: boolean;
    ended: boolean;
  }>(
    `select what, by_id as id, by_name as name, note, force, ended_at is not null as ended from returns.work where submission = $1`,
    [submission],
  );
  return row ? { what: row.what, by: { id: row.id, name: row.name }, note: row.note, force: row.force, ended: row.ended } : null;
}

export async function endWork(tx: Tx, submission: string, problem: Work['problem'], now: Date): Promise<void> {
  await tx.query(
    `update returns.work set phase = $2, ended_at = $3, changed_at = $3, problem = $4, done = case when $4::jsonb is null then total else done end
      where submission = $1`,
    [submission, problem ? 'failed' : 'done', now, problem && JSON.stringify(problem)],
  );
}

/** Runs in a transaction of its own beside another that may still hold rows: waits for none of them longer than seconds. */
export const beside = (tx: Tx, work: (own: Tx) => Promise<void>): Promise<void> =>
  withTx(tx.home as pg.Pool, 'write', async (own) => {
    await own.query("set local lock_timeout = '5s'");
    await work(own);
  });

export type Progress = (phase: 'reading' | 'checking' | 'writing', done: number, total: number) => void;

/**
 * Tells how far work is, beside its own transaction, so that it is seen before that commits. Nobody waits for it, and when it cannot be
 * told the work goes on.
 */
export function tellProgress(tx: Tx, submission: string, now: Date): Progress {
  const pool = tx.home as pg.Pool;
  let telling = false;
  return (phase, done, total) => {
    if (telling && done < total) return;
    telling = true;
    void withTx(pool, 'write', (own) =>
      own.query(
        'update returns.work set phase = $2, done = $3, total = $4, changed_at = $5 where submission = $1 and ended_at is null',
        [submission, phase, done, total, now],
      ),
    )
      .catch(() => undefined)
      .finally(() => {
        telling = false;
      });
  };
}
