import type { Tx } from '@songhua/kernel';
import type { TakenBackup } from '../domain/due-backups.ts';

/** A backup as the database knows it. */
export interface Backup {
  readonly id: string;
  readonly host: string;
  readonly file: string;
  readonly takenBy: 'server' | 'command';
  readonly at: Date;
  readonly endedAt: Date | null;
  readonly bytes: number | null;
  readonly rows: number | null;
  readonly tables: number | null;
  readonly sha256: string | null;
  readonly auditNumber: number | null;
  readonly failure: string | null;
  readonly verifiedAt: Date | null;
  readonly verifyFailure: string | null;
  readonly prunedAt: Date | null;
}

const columns = `id, host, file, taken_by as "takenBy", at, ended_at as "endedAt", bytes::float8 as bytes, rows::float8 as rows, tables,
  sha256, audit_number::float8 as "auditNumber", failure, verified_at as "verifiedAt", verify_failure as "verifyFailure",
  pruned_at as "prunedAt"`;

/** Whether this database has a place for such notes: one that is backed up before it is brought up to date has none yet. */
export async function keepsBackups(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ there: boolean }>(`select to_regclass('health.backup') is not null as there`);
  return row?.there ?? false;
}

/** The newest first. */
export const listBackups = (tx: Tx, { limit }: { readonly limit: number }): Promise<Backup[]> =>
  tx.query<Backup>(`select ${columns} from health.backup order by at desc, id limit $1`, [limit]);

/**
 * Those of a host's folder that decisions are made about, the newest first: each whose file is there, however old, and the tries since
 * the newest of them. `folder` ends with a slash.
 */
export const listKeptBackups = (
  tx: Tx,
  { host, folder }: { readonly host: string; readonly folder: string },
): Promise<Backup[]> =>
  tx.query<Backup>(
    `with own as (select * from health.backup where host = $1 and starts_with(file, $2) and pruned_at is null),
          last as (select max(at) as at from own where ended_at is not null and failure is null)
     select ${columns} from own
      where (ended_at is not null and failure is null) or at >= coalesce((select last.at from last), '-infinity') order by at desc, id`,
    [host, folder],
  );

/** Whether it was written whole and its file is there. */
export const isGood = ({ endedAt, failure, prunedAt }: Pick<Backup, 'endedAt' | 'failure' | 'prunedAt'>): boolean =>
  endedAt !== null && failure === null && prunedAt === null;

/** Notes one that begins. Left without an end, its process was killed. */
export const beginBackup = (
  tx: Tx,
  { id, host, file, takenBy, at }: Pick<Backup, 'id' | 'host' | 'file' | 'takenBy' | 'at'>,
): Promise<unknown> =>
  tx.query('insert into health.backup (id, host, file, taken_by, at) values ($1, $2, $3, $4, $5)', [id, host, file, takenBy, at]);

export interface BackupEnd {
  readonly bytes: number;
  readonly rows: number;
  readonly tables: number;
  readonly sha256: string;
  readonly audit: { readonly number: number; readonly hash: string } | null;
}

export const endBackup = (tx: Tx, id: string, now: Date, { bytes, rows, tables, sha256, audit }: BackupEnd): Promise<unknown> =>
  tx.query(
    `update health.backup set ended_at = $2, bytes = $3, rows = $4, tables = $5, sha256 = $6, audit_number = $7, audit_hash = $8 where id = $1`,
    [id, now, bytes, rows, tables, sha256, audit?.number ?? null, audit?.hash ?? null],
  );

export const failBackup = (tx: Tx, id: string, now: Date, failure: string): Promise<unknown> =>
  tx.query('update health.backup set ended_at = $2, failure = $3 where id = $1', [id, now, failure.slice(0, 500)]);

/** Those that were begun and never ended have failed: only who holds the lock of backups may say so. */
export const failUnended = (tx: Tx, now: Date): Promise<unknown> =>
  tx.query(`update health.backup set ended_at = $1, failure = 'interrupted' where ended_at is null`, [now]);

/** Notes what a verification found; null when the restored data were those backed up. */
export const noteVerified = (tx: Tx, id: string, now: Date, failure: string | null): Promise<unknown> =>
  tx.query(
    `update health.backup set verified_at = case when $3::text is null then $2 else verified_at end, verify_failure = $3 where id = $1`,
    [id, now, failure?.slice(0, 500) ?? null],
  );

/** The backup whose file has these bytes; null for one that this database does not know. */
export async function findBackupBy(tx: Tx, sha256: string): Promise<Backup | null> {
  const [row] = await tx.query<Backup>(`select ${columns} from health.backup where sha256 = $1 order by at desc limit 1`, [
    sha256,
  ]);
  return row ?? null;
}

export const notePruned = (tx: Tx, id: string, now: Date): Promise<unknown> =>
  tx.query('update health.backup set pruned_at = $2 where id = $1', [id, now]);

/** What the decisions about rhythm and pruning see of those whose files are there. */
export const asTaken = (backups: readonly Backup[]): readonly TakenBackup[] =>
  backups
    .filter(({ prunedAt }) => prunedAt === null)
    .map((backup) => ({
      id: backup.id,
      at: backup.at,
      good: isGood(backup),
      verifiedAt: backup.verifiedAt,
      verifyFailed: backup.verifyFailure !== null,
    }));

export interface Restored {
  readonly id: string;
  readonly at: Date;
  readonly file: string;
  readonly backupAt: Date;
  readonly auditNumber: number | null;
  readonly auditHash: string | null;
}

/** Writes down that this database came out of a backup, and of which moment it is. */
export const noteRestored = (tx: Tx, { id, at, file, backupAt, auditNumber, auditHash }: Restored): Promise<unknown> =>
  tx.query('insert into health.restored (id, at, file, backup_at, audit_number, audit_hash) values ($1, $2, $3, $4, $5, $6)', [
    id,
    at,
    file,
    backupAt,
    auditNumber,
    auditHash,
  ]);

/** The last time it did; null for a database that never came out of one. */
export async function lastRestored(tx: Tx): Promise<Restored | null> {
  const [row] = await tx.query<Restored>(
    `select id, at, file, backup_at as "backupAt", audit_number::float8 as "auditNumber", audit_hash as "auditHash"
       from health.restored order by at desc, id limit 1`,
  );
  return row ?? null;
}
