import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { hostname } from 'node:os';
import { type chainHeadOf, noteSecurityEvent } from '@songhua/access';
import { beginBackup, endBackup, failBackup, failUnended, keepsBackups, noteVerified } from '@songhua/health';
import { type Clock, type StartContext, type Tx, withTx } from '@songhua/kernel';
import pg from 'pg';
import { BackupError } from './backup-error.ts';
import type { Contents } from './contents.ts';
import { dump } from './dump.ts';
import { type Lock, seal } from './sealed.ts';

export interface Taking {
  readonly url: string;
  /** On the same database, for the notes. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly takenBy: 'server' | 'command';
  readonly progress: StartContext['progress'];
}

export interface Taken {
  readonly id: string;
  readonly bytes: number;
  readonly rows: number;
  readonly contents: Contents;
}

const lockName = 'songhua backup';

/**
 * Runs `work` while this process alone takes, verifies or takes away backups of the database. The lock belongs to a connection: it ends with
 * the process that holds it, however that ends; `signal` says that it was lost. Null when somebody else has it.
 */
export async function aloneWithBackups<T>(
  url: string,
  work: (client: pg.Client, signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'songhua backup', keepAlive: true });
  const lost = Promise.withResolvers<never>();
  const stopping = new AbortController();
  client.on('error', (error) => {
    stopping.abort(error);
    lost.reject(error);
  });
  lost.promise.catch(() => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock(hashtext($1)) as ours', [lockName]);
    if (!rows[0]?.ours) return null;
    // Without the connection the lock is somebody else's: nothing is done any more.
    return await Promise.race([work(client, stopping.signal), lost.promise]);
  } finally {
    await client.end().catch(() => {});
  }
}

/** SHA-256 of a file as it lies on the disk. */
export async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

const rowsOf = (contents: Contents): number => contents.reduce((sum, { rows }) => sum + rows, 0);

/** Who does it, for the log of security events. */
const actor = (takenBy: Taking['takenBy']) => ({ kind: 'system', id: `songhua backup (${takenBy})` }) as const;

const note = (
  tx: Tx,
  takenBy: Taking['takenBy'],
  at: Date,
  event: 'backup-taken' | 'backup-verified',
  done: boolean,
  words: string,
): void => noteSecurityEvent(tx, { at, actor: actor(takenBy), event, done, note: words });

/** In one line, for notes and pages: no stack, no rows. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/**
 * Takes one backup on the connection that holds the lock, and writes down what came of it: in the database, if that has a place for it, and
 * as a security event. Throws when it fails, after saying so there.
 */
export async function takeBackup(client: pg.Client, file: string, lock: Lock, means: Taking): Promise<Taken> {
  const { pool, clock, takenBy, progress } = means;
  const [id, at] = [randomUUID(), clock()];
  const noted = await withTx(pool, 'read', keepsBackups);
  if (noted)
    await withTx(pool, 'write', async (tx) => {
      await failUnended(tx, at);
      await beginBackup(tx, { id, host: hostname(), file, takenBy, at });
    });
  const state: { contents: Contents; audit: Awaited<ReturnType<typeof chainHeadOf>> } = { contents: [], audit: null };
  async function* content(): AsyncGenerator<Uint8Array> {
    state.contents = yield* dump({ client, now: at, progress, keepsRows: true, onHead: (audit) => (state.audit = audit) });
  }
  try {
    const bytes = await seal(content(), file, lock);
    const rows = rowsOf(state.contents);
    if (noted) {
      const end = { bytes, rows, tables: state.contents.length, sha256: await fileHash(file), audit: state.audit };
      await withTx(pool, 'write', async (tx) => {
        await endBackup(tx, id, clock(), end);
        note(tx, takenBy, clock(), 'backup-taken', true, `${rows} rows, ${bytes} bytes, sha256 ${end.sha256}`);
      });
    }
    return { id, bytes, rows, contents: state.contents };
  } catch (error) {
    if (noted)
      await withTx(pool, 'write', async (tx) => {
        await failBackup(tx, id, clock(), reasonOf(error));
        note(tx, takenBy, clock(), 'backup-taken', false, reasonOf(error));
      }).catch(() => {});
    throw error;
  }
}

/** Writes down what a verification found; null when all was as it had been. */
export async function noteVerification(
  pool: pg.Pool,
  id: string,
  takenBy: Taking['takenBy'],
  now: Date,
  failure: string | null,
): Promise<void> {
  await withTx(pool, 'write', async (tx) => {
    await noteVerified(tx, id, now, failure);
    note(tx, takenBy, now, 'backup-verified', failure === null, failure ?? 'restored and compared');
  });
}

export const busy = (): BackupError =>
  new BackupError({ zh: '另一个进程正在备份，请稍后再试', en: 'another process is at a backup; try again later' });
