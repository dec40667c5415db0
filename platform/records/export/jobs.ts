import type { Reach, Refusal, Tx } from '@songhua/kernel';
import { JobLost } from '../leases/hold-lease.ts';
import { numbersLiteral } from '../store/literals.ts';
import type { ExportJob, ExportPart, Wanted } from './job.ts';
import type { Packed } from './pack.ts';

/** Servers hear on it that there is work. */
export const exportChannel = 'songhua_export';

export interface NewExport {
  readonly id: string;
  readonly wanted: Wanted;
  readonly reach: Reach | null;
  readonly request: string;
  readonly askedBy: string;
}

export async function addExport(tx: Tx, { id, wanted, reach, request, askedBy }: NewExport, now: Date): Promise<void> {
  await tx.query(
    `insert into records.export_job (id, state, wanted, reach, request, asked_by, asked_at, found, tries)
     values ($1, 'waiting', $2, $3, $4, $5, $6, 0, 0)`,
    [id, JSON.stringify(wanted), reach && JSON.stringify(reach), request, askedBy, now],
  );
  await tx.query('select pg_notify($1, $2)', [exportChannel, id]);
}

/** Holds the jobs of an asker as a whole until the transaction ends: of two requests at once each counts what the other adds. */
export async function holdAsker(tx: Tx, askedBy: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('records.export ' || $1, 0))`, [askedBy]);
}

/** How many jobs of an asker there are that have not expired. */
export async function countExports(tx: Tx, askedBy: string, now: Date): Promise<number> {
  const [row] = await tx.query<{ n: string }>(
    'select count(*) as n from records.export_job where asked_by = $1 and (expires_at is null or expires_at > $2)',
    [askedBy, now],
  );
  return Number(row?.n ?? 0);
}

interface JobRow {
  readonly id: string;
  readonly state: ExportJob['state'];
  readonly wanted: Wanted;
  readonly reach: Reach | null;
  readonly request: string;
  readonly asked_by: string;
  readonly asked_at: Date;
  readonly moment: Date | null;
  readonly finished_at: Date | null;
  readonly expires_at: Date | null;
  readonly found: string;
  readonly failure: Refusal | null;
}

const columns = 'id, state, wanted, reach, request, asked_by, asked_at, moment, finished_at, expires_at, found, failure';

const jobOf = ({ asked_by, asked_at, finished_at, expires_at, found, ...rest }: JobRow): ExportJob => ({
  ...rest,
  askedBy: asked_by,
  askedAt: asked_at,
  finishedAt: finished_at,
  expiresAt: expires_at,
  found: Number(found),
});

/** The job, unless it has expired. */
export async function readExport(tx: Tx, id: string, now: Date): Promise<ExportJob | null> {
  const [row] = await tx.query<JobRow>(
    `select ${columns} from records.export_job where id = $1 and (expires_at is null or expires_at > $2)`,
    [id, now],
  );
  return row ? jobOf(row) : null;
}

/** Whose turn a job is: nobody else carries it out before `until`. */
export interface Lease {
  readonly holder: string;
  readonly until: Date;
}

/**
 * Takes up the job that has waited longest, or whose process is gone, and begins it anew: its moment is now. What was noted of it before is
 * dropped. Null when there is none.
 */
export async function takeExport(
  tx: Tx,
  { holder, until }: Lease,
  now: Date,
): Promise<(ExportJob & { readonly moment: Date; readonly tries: number }) | null> {
  const [row] = await tx.query<JobRow & { readonly tries: number }>(
    `update records.export_job set state = 'running', holder = $1, lease_until = $2, moment = $3, found = 0, tries = tries + 1
      where id = (select id from records.export_job
        where state in ('waiting', 'running') and (lease_until is null or lease_until < $3)
        order by asked_at limit 1 for update skip locked)
      returning ${columns}, tries`,
    [holder, until, now],
  );
  if (!row) return null;
  await tx.query('delete from records.export_part where job = $1', [row.id]);
  const { tries, ...job } = row;
  return { ...jobOf(job), moment: now, tries };
}

const held = `id = $1 and holder = $2 and state = 'running'`;

/** Says that the holder is at work; false when the job is no longer its own. */
export async function renewExport(tx: Tx, id: string, { holder, until }: Lease): Promise<boolean> {
  const rows = await tx.query(`update records.export_job set lease_until = $3 where ${held} returning 1`, [id, holder, until]);
  return rows.length > 0;
}

/** Lets another take the job up at once. */
export async function releaseExport(tx: Tx, id: string, holder: string): Promise<void> {
  await tx.query(`update records.export_job set lease_until = null where ${held}`, [id, holder]);
}

/** Notes what was found. Throws JobLost when the job is another's, or was cancelled. */
export async function noteFound(tx: Tx, id: string, holder: string, packed: Packed): Promise<void> {
  const { part, chunk, kind, type, rids, versions } = packed;
  const ours = await tx.query(`update records.export_job set found = found + $3 where ${held} returning 1`, [
    id,
    holder,
    kind === 'output' ? rids.length : 0,
  ]);
  if (ours.length === 0) throw new JobLost(`export ${id} is no longer ours`);
  await tx.query(
    `insert into records.export_part (job, part, kind, type, found) values ($1, $2, $3, $4, $5)
     on conflict (job, part) do update set found = export_part.found + excluded.found`,
    [id, part, kind, type, rids.length],
  );
  await tx.query(
    'insert into records.export_chunk (job, part, chunk, rids, versions) values ($1, $2, $3, $4::bigint[], $5::int[])',
    [id, part, chunk, numbersLiteral(rids), numbersLiteral(versions)],
  );
}

/** Ends a job. False when it was not the holder's any more. */
export async function finishExport(
  tx: Tx,
  id: string,
  holder: string,
  { failure, now, expires }: { readonly failure: Refusal | null; readonly now: Date; readonly expires: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `update records.export_job set state = $3, failure = $4, finished_at = $5, expires_at = $6, lease_until = null where ${held} returning 1`,
    [id, holder, failure ? 'failed' : 'done', failure && JSON.stringify(failure), now, expires],
  );
  return rows.length > 0;
}

/** Cancels a job, or throws away what it found. */
export async function dropExport(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from records.export_job where id = $1', [id]);
}

/** Throws away what has had its time. */
export async function dropExpiredExports(tx: Tx, now: Date): Promise<void> {
  await tx.query('delete from records.export_job where expires_at <= $1', [now]);
}

export const readParts = (tx: Tx, id: string): Promise<ExportPart[]> =>
  tx.query<ExportPart>('select part, kind, type, found from records.export_part where job = $1 order by part', [id]);

/** Whether a part is still there: its job may have been thrown away. */
export async function hasPart(tx: Tx, id: string, part: number): Promise<boolean> {
  return (await tx.query('select 1 from records.export_part where job = $1 and part = $2', [id, part])).length > 0;
}

/** The numbers and versions of a chunk, as texts that statements take again. */
export interface ChunkText {
  readonly rids: string;
  readonly versions: string;
}

export async function readChunk(tx: Tx, id: string, part: number, chunk: number): Promise<ChunkText | null> {
  const [row] = await tx.query<ChunkText>(
    `select rids::text, versions::text from records.export_chunk where job = $1 and part = $2 and chunk = $3`,
    [id, part, chunk],
    'records.export-chunk',
  );
  return row ?? null;
}
