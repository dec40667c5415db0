import type { Tx } from '@songhua/kernel';

/** How far the index of an added parameter has come on one type. */
export interface Progress {
  readonly type: string;
  readonly code: string;
  readonly state: string;
  readonly done: number;
  /** Null until the work has begun. */
  readonly total: number | null;
  /** What went wrong with the last step; it is tried again. */
  readonly failure: string | null;
}

/** The parameters that a SearchParameter resource has put in force, type by type. */
export async function parameterProgress(tx: Tx, source: string): Promise<Progress[]> {
  const rows = await tx.query<Omit<Progress, 'done' | 'total'> & { done: string | null; total: string | null }>(
    `select p.type, p.code, p.state, j.done, j.total, j.failure
       from records.added_parameter p left join records.index_job j on j.id = p.job
      where p.source = $1 and p.state <> 'retired' order by p.number`,
    [source],
    'records.parameter-progress',
  );
  return rows.map((row) => ({ ...row, done: Number(row.done ?? 0), total: row.total === null ? null : Number(row.total) }));
}
