import type { Tx } from '@songhua/kernel';
import { numbersLiteral } from './literals.ts';

/** Tells every process that parameters or their work have changed. */
export const indexChannel = 'records_index';

export type JobKind = 'add' | 'remove' | 'again' | 'text';

/** How far a piece of work has come; what of it counts depends on the kind. */
export interface Step {
  /** Which part of the work: of `again` first what is missing, then what is too much. */
  readonly part: number;
  /** The last v looked at. */
  readonly v?: string;
  /** The last row of a table looked at, in the order of its index. */
  readonly row?: readonly string[];
}

export interface Job {
  readonly id: string;
  readonly kind: JobKind;
  readonly type: string;
  readonly numbers: readonly number[];
  readonly epoch: number;
  readonly step: Step;
  readonly done: string;
  readonly total: string | null;
  readonly tries: number;
  readonly failure: string | null;
  readonly token: string;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

export interface NewJob {
  readonly kind: JobKind;
  readonly type: string;
  readonly numbers: readonly number[];
  readonly epoch: number;
  readonly dueAt: Date;
}

const columns = 'id, kind, type, numbers, epoch, step, done, total, tries, failure, token, created_at, finished_at';

/** Enters work and tells the workers; its id. */
export async function insertJob(tx: Tx, { kind, type, numbers, epoch, dueAt }: NewJob, now: Date): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `insert into records.index_job (id, kind, type, numbers, epoch, step, done, tries, token, due_at, created_at)
     values (nextval('records.index_job_id'), $1, $2, $3::smallint[], $4, '{"part": 0}', 0, 0, 0, $5, $6) returning id`,
    [kind, type, numbersLiteral(numbers), epoch, dueAt, now],
  );
  await tellAll(tx);
  return row?.id ?? '';
}

export const tellAll = (tx: Tx): Promise<unknown> => tx.query('select pg_notify($1, $2)', [indexChannel, '']);

/** Leases the open work that has waited longest; null when there is none to be had. */
export async function takeJob(tx: Tx, holder: string, now: Date, leaseMs: number): Promise<Job | null> {
  const [row] = await tx.query<Job>(
    `update records.index_job set token = token + 1, holder = $1, until = $3
      where id = (select id from records.index_job
                   where finished_at is null and due_at <= $2 and (until is null or until < $2)
                   order by due_at, id limit 1 for update skip locked)
     returning ${columns}`,
    [holder, now, new Date(now.getTime() + leaseMs)],
  );
  return row ?? null;
}

/** The job, locked, if the lease of this token still holds; null when another has taken it over. */
export async function holdJob(tx: Tx, { id, token }: Pick<Job, 'id' | 'token'>): Promise<Job | null> {
  const [row] = await tx.query<Job>(
    `select ${columns} from records.index_job where id = $1 and token = $2 and finished_at is null for update`,
    [id, token],
  );
  return row ?? null;
}

/** Notes how far it has come, which renews the lease. */
export const advanceJob = (tx: Tx, { id }: Pick<Job, 'id'>, step: Step, more: number, until: Date): Promise<unknown> =>
  tx.query('update records.index_job set step = $2, done = done + $3, until = $4, tries = 0, failure = null where id = $1', [
    id,
    JSON.stringify(step),
    more,
    until,
  ]);

export const setTotal = (tx: Tx, { id }: Pick<Job, 'id'>, total: number): Promise<unknown> =>
  tx.query('update records.index_job set total = $2 where id = $1', [id, total]);

export const finishJob = (tx: Tx, { id }: Pick<Job, 'id'>, now: Date): Promise<unknown> =>
  tx.query('update records.index_job set finished_at = $2, holder = null, until = null where id = $1', [id, now]);

/** Gives the work back, to be taken up again when it is due; with what went wrong, if something did. */
export const returnJob = (
  tx: Tx,
  { id, token }: Pick<Job, 'id' | 'token'>,
  dueAt: Date,
  failure: string | null,
): Promise<unknown> =>
  tx.query(
    `update records.index_job set until = null, holder = null, due_at = $3, failure = $4,
       tries = case when $4::text is null then tries else tries + 1 end where id = $1 and token = $2`,
    [id, token, dueAt, failure],
  );

export const readJobs = (tx: Tx, ids: readonly string[]): Promise<Job[]> =>
  tx.query<Job>(`select ${columns} from records.index_job where id = any($1::bigint[]) order by id`, [
    numbersLiteral(ids.map(BigInt)),
  ]);

/** Work that is not done yet. */
export const openJobs = (tx: Tx): Promise<Job[]> =>
  tx.query<Job>(`select ${columns} from records.index_job where finished_at is null order by id`);

/** How many resources a type has, deleted ones too. */
export async function countType(tx: Tx, type: number): Promise<number> {
  const [row] = await tx.query<{ n: string }>('select count(*) as n from records.resource where type = $1', [type]);
  return Number(row?.n ?? 0);
}
