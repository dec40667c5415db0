import type { Refusal, Tx } from '@songhua/kernel';
import { JobLost } from '../leases/hold-lease.ts';
import type { ImportJob, ImportLevel, ImportMode, ImportSource, LineErrors, SourceProgress } from './job.ts';
import { mostErrors } from './job.ts';

/** Servers hear on it that there is work. */
export const importChannel = 'songhua_import';

export interface NewJob {
  readonly id: string;
  readonly mode: ImportMode;
  readonly level: ImportLevel;
  readonly home: 'server' | 'command';
  readonly askedBy: string;
  readonly sources: readonly ImportSource[];
  /** NDJSON that came with the request. */
  readonly body?: string;
}

export async function addJob(tx: Tx, job: NewJob, now: Date): Promise<void> {
  await tx.query(
    `insert into records.import_job (id, state, mode, level, home, phase, asked_by, asked_at, position, created, updated, refused, tries)
     values ($1, 'waiting', $2, $3, $4, $5, $6, $7, 0, 0, 0, 0, 0)`,
    [job.id, job.mode, job.level, job.home, job.mode === 'strict' ? 'checking' : 'writing', job.askedBy, now],
  );
  await tx.query(
    `insert into records.import_source (job, position, kind, address, bytes, line)
     select $1, at - 1, kind, address, 0, 0 from unnest($2::text[], $3::text[]) with ordinality as s(kind, address, at)`,
    [job.id, job.sources.map(({ kind }) => kind), job.sources.map(({ address }) => address)],
  );
  if (job.body !== undefined) await tx.query('insert into records.import_body (job, body) values ($1, $2)', [job.id, job.body]);
  if (job.home === 'server') await tx.query('select pg_notify($1, $2)', [importChannel, job.id]);
}

interface JobRow {
  readonly id: string;
  readonly state: ImportJob['state'];
  readonly mode: ImportMode;
  readonly level: ImportLevel;
  readonly phase: ImportJob['phase'];
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly position: number;
  readonly created: string;
  readonly updated: string;
  readonly refused: string;
  readonly failure: Refusal | null;
}

interface SourceRow {
  readonly kind: ImportSource['kind'];
  readonly address: string;
  readonly position: number;
  readonly mark: string | null;
  readonly size: string | null;
  readonly bytes: string;
  readonly line: string;
}

const sourceOf = ({ size, bytes, line, ...rest }: SourceRow): SourceProgress => ({
  ...rest,
  size: size === null ? null : Number(size),
  bytes: Number(bytes),
  line: Number(line),
});

const jobColumns =
  'id, state, mode, level, phase, asked_by, asked_at, started_at, finished_at, position, created, updated, refused, failure';

async function withSources(tx: Tx, row: JobRow): Promise<ImportJob> {
  const sources = await tx.query<SourceRow>(
    'select kind, address, position, mark, size, bytes, line from records.import_source where job = $1 order by position',
    [row.id],
  );
  const { asked_by, asked_at, started_at, finished_at, created, updated, refused, ...rest } = row;
  return {
    ...rest,
    askedBy: asked_by,
    askedAt: asked_at,
    startedAt: started_at,
    finishedAt: finished_at,
    created: Number(created),
    updated: Number(updated),
    refused: Number(refused),
    sources: sources.map(sourceOf),
  };
}

export async function readJob(tx: Tx, id: string): Promise<ImportJob | null> {
  const [row] = await tx.query<JobRow>(`select ${jobColumns} from records.import_job where id = $1`, [id]);
  return row ? withSources(tx, row) : null;
}

/** The last unfinished job of a command over the very same sources. */
export async function findInterrupted(
  tx: Tx,
  { mode, level, sources }: Pick<NewJob, 'mode' | 'level' | 'sources'>,
): Promise<{ readonly id: string; readonly holder: string | null } | null> {
  const [row] = await tx.query<{ id: string; holder: string | null }>(
    `select id, holder from records.import_job j
      where home = 'command' and state in ('waiting', 'running') and mode = $1 and level = $2
        and array(select s.kind || ' ' || s.address from records.import_source s where s.job = j.id order by s.position) = $3::text[]
      order by asked_at desc limit 1`,
    [mode, level, sources.map(({ kind, address }) => `${kind} ${address}`)],
  );
  return row ?? null;
}

/** Whose turn a job is: nobody else carries it out before `until`. */
export interface Lease {
  readonly holder: string;
  readonly until: Date;
}

/**
 * Takes up a job that waits or whose process is gone: this one (`dead` is a holder known to be no more), or whichever has waited
 * longest. Null when there is none.
 */
export async function takeJob(
  tx: Tx,
  { holder, until }: Lease,
  now: Date,
  which: { readonly id: string; readonly dead: string } | { readonly home: 'server' },
): Promise<(ImportJob & { readonly tries: number }) | null> {
  const [test, value, dead] = 'id' in which ? ['id = $4::uuid', which.id, which.dead] : ['home = $4', which.home, ''];
  const [row] = await tx.query<JobRow & { readonly tries: number }>(
    `update records.import_job set state = 'running', holder = $1, lease_until = $2, started_at = coalesce(started_at, $3),
       tries = tries + 1
      where id = (select id from records.import_job
        where state in ('waiting', 'running') and (lease_until is null or lease_until < $3 or holder = $5) and ${test}
        order by asked_at limit 1 for update skip locked)
      returning ${jobColumns}, tries`,
    [holder, until, now, value, dead],
  );
  if (!row) return null;
  const { tries, ...job } = row;
  return { ...(await withSources(tx, job)), tries };
}

const held = `id = $1 and holder = $2 and state = 'running'`;

/** Says that the holder is at work; false when the job is no longer its own. */
export async function renewLease(tx: Tx, id: string, { holder, until }: Lease): Promise<boolean> {
  const rows = await tx.query(`update records.import_job set lease_until = $3 where ${held} returning 1`, [id, holder, until]);
  return rows.length > 0;
}

/** Lets another take the job up at once. */
export async function releaseJob(tx: Tx, id: string, holder: string): Promise<void> {
  await tx.query(`update records.import_job set lease_until = null where ${held}`, [id, holder]);
}

/** One step of a source. */
export interface Step {
  readonly position: number;
  readonly from: number;
  readonly line: number;
  readonly bytes: number;
  readonly created: number;
  readonly updated: number;
  readonly errors: readonly LineErrors[];
}

/** Notes a step, in the transaction that took it. Throws JobLost where it is not the next one or the job is another's. */
export async function noteStep(tx: Tx, id: string, holder: string, step: Step): Promise<void> {
  const { position, from, line, bytes, created, updated, errors } = step;
  if (errors.length > 0) {
    await tx.query(
      `insert into records.import_error (job, position, line, errors)
       select $1, $2, line, errors from unnest($3::bigint[], $4::jsonb[]) as e(line, errors)
        where (select refused from records.import_job where id = $1) < $5`,
      [id, position, errors.map((one) => one.line), errors.map((one) => JSON.stringify(one.errors)), mostErrors],
    );
  }
  const source = await tx.query(
    `update records.import_source set line = $4, bytes = $5 where job = $1 and position = $2 and line = $3 returning 1`,
    [id, position, from, line, bytes],
  );
  // Last, for this row is what a cancellation and the heartbeat wait for.
  const job = await tx.query(
    `update records.import_job set position = $3, created = created + $4, updated = updated + $5, refused = refused + $6, tries = 0
      where ${held} returning 1`,
    [id, holder, position, created, updated, errors.length],
  );
  if (source.length === 0 || job.length === 0) throw new JobLost(`import ${id} is no longer ours`);
}

/** What a source was when it was first opened. */
export async function noteSource(tx: Tx, id: string, position: number, mark: string, size: number | null): Promise<void> {
  await tx.query('update records.import_source set mark = $3, size = $4 where job = $1 and position = $2 and mark is null', [
    id,
    position,
    mark,
    size,
  ]);
}

/** All lines of a strict job were read and found good: from here it writes, from the beginning. */
export async function beginWriting(tx: Tx, id: string, holder: string): Promise<void> {
  const rows = await tx.query(`update records.import_job set phase = 'writing', position = 0 where ${held} returning 1`, [
    id,
    holder,
  ]);
  if (rows.length === 0) throw new JobLost(`import ${id} is no longer ours`);
  await tx.query('update records.import_source set line = 0, bytes = 0 where job = $1', [id]);
}

/** Ends a job; what came with the request is dropped. False when it was not the holder's any more. */
export async function finishJob(
  tx: Tx,
  id: string,
  holder: string,
  state: 'done' | 'failed',
  failure: Refusal | null,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `update records.import_job set state = $3, failure = $4, finished_at = $5, lease_until = null where ${held} returning 1`,
    [id, holder, state, failure && JSON.stringify(failure), now],
  );
  if (rows.length > 0) await tx.query('delete from records.import_body where job = $1', [id]);
  return rows.length > 0;
}

/** Ends a job before its time; what it has written stays. False when it had ended. */
export async function cancelJob(tx: Tx, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `update records.import_job set state = 'cancelled', finished_at = $2, lease_until = null
      where id = $1 and state in ('waiting', 'running') returning 1`,
    [id, now],
  );
  if (rows.length > 0) await tx.query('delete from records.import_body where job = $1', [id]);
  return rows.length > 0;
}

export async function readBody(tx: Tx, id: string): Promise<string> {
  const [row] = await tx.query<{ body: string }>('select body from records.import_body where job = $1', [id]);
  return row?.body ?? '';
}

/** Refused lines in order. */
export async function readErrors(
  tx: Tx,
  id: string,
  limit: number,
  offset = 0,
): Promise<readonly (LineErrors & { readonly position: number })[]> {
  const rows = await tx.query<{ position: number; line: string; errors: LineErrors['errors'] }>(
    `select position, line, errors from records.import_error where job = $1 order by position, line limit $2 offset $3`,
    [id, limit, offset],
  );
  return rows.map(({ position, line, errors }) => ({ position, line: Number(line), errors }));
}
