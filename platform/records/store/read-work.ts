import type { Tx } from '@songhua/kernel';

/** What the record store does in the background. */
export interface RecordWork {
  readonly importsOpen: number;
  readonly importsFailed: number;
  readonly indexJobs: number;
  /** Index jobs whose last try failed. */
  readonly indexFailing: number;
  /** `Type.code` of search parameters that cannot be searched yet. */
  readonly unready: readonly string[];
}

/** As it stands; imports that failed are counted from `since` on. */
export async function readRecordWork(tx: Tx, since: Date): Promise<RecordWork> {
  const [row] = await tx.query<RecordWork>(
    `select (select count(*)::int from records.import_job where state in ('waiting', 'running')) as "importsOpen",
            (select count(*)::int from records.import_job where state = 'failed' and finished_at >= $1) as "importsFailed",
            (select count(*)::int from records.index_job where finished_at is null) as "indexJobs",
            (select count(*)::int from records.index_job where finished_at is null and failure is not null) as "indexFailing",
            array(select type || '.' || code from records.added_parameter where state = 'building' order by 1) as unready`,
    [since],
  );
  return row ?? { importsOpen: 0, importsFailed: 0, indexJobs: 0, indexFailing: 0, unready: [] };
}
