import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  asTaken,
  type Backup,
  type BackupSettings,
  dueVerification,
  isGood,
  listKeptBackups,
  nextBackup,
  notePruned,
  prunable,
} from '@songhua/health';
import { type Clock, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { House } from '../discover.ts';
import type { Database } from '../postgres/embedded.ts';
import { backupSettings } from '../tell-health.ts';
import { UnopenedError } from './backup-error.ts';
import { compare } from './compare.ts';
import { readFrames } from './frames.ts';
import { keyOf, lockOf } from './keys.ts';
import { type Key, unseal } from './sealed.ts';
import { aloneWithBackups, fileHash, noteVerification, reasonOf, takeBackup } from './take.ts';

/** How often it is looked whether something is due, ms. */
const lookEvery = 60_000;

interface Scheduling {
  readonly config: Config;
  readonly house: House;
  readonly database: Database;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly isReadOnly: () => boolean;
  /** What this process has told once: backups that the key here does not open, and that it cannot be read. */
  readonly told: Set<string>;
}

const ending = '.songhua';

/** A name that tells the moment, UTC, and sorts by it. */
export const nameAt = (at: Date): string => `songhua-${at.toISOString().slice(0, 19).replaceAll(':', '')}Z${ending}`;

/** What a process that was killed left half written; nobody else writes while the lock is ours. */
async function dropHalves(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith('songhua-') && name.endsWith(`${ending}.partial`)) await rm(join(folder, name), { force: true });
}

/** What opens backups here; a key that is set and cannot be read keeps nobody from taking them, and is told once. */
async function keyHere({ config, logger, told }: Scheduling): Promise<Key | undefined> {
  try {
    const key = await keyOf(config);
    told.delete('key');
    return key;
  } catch (error) {
    if (!told.has('key')) logger.warn({ err: error }, 'the key of backups cannot be read; they are taken and not verified');
    told.add('key');
    return undefined;
  }
}

/**
 * What is due of backups, done by whoever has the lock: one is taken, the newest is verified by restoring it, old ones are taken away. What
 * was done, by name. Throws when something failed, which is written down then.
 */
export async function lookAfterBackups(means: Scheduling, settings: BackupSettings): Promise<readonly string[]> {
  const { config, database, pool, clock, logger, isReadOnly, told } = means;
  if (isReadOnly()) return [];
  const where = { host: hostname(), folder: join(settings.folder, '/') };
  const known = () => withTx(pool, 'read', (tx) => listKeptBackups(tx, where));
  const isDue = (all: readonly Backup[]): boolean => nextBackup(asTaken(all), settings, clock()) <= clock();
  const key = await keyHere(means);
  const toVerify = (all: readonly Backup[]): string | null => {
    const id = key ? dueVerification(asTaken(all), settings, clock()) : null;
    return id !== null && told.has(id) ? null : id;
  };
  // Tries that failed have no file: they stay known, since the next try waits for as long as they say.
  for (const { id, file } of (await known()).filter(isGood)) {
    if (await stat(file).catch(() => undefined)) continue;
    logger.warn({ file }, 'a backup is no longer in its folder');
    await withTx(pool, 'one', (tx) => notePruned(tx, id, clock()));
  }
  const before = await known();
  if (!isDue(before) && toVerify(before) === null && prunable(asTaken(before), settings).length === 0) return [];
  const done: string[] = [];
  await aloneWithBackups(database.url, async (client, signal) => {
    await mkdir(settings.folder, { recursive: true, mode: 0o700 });
    await dropHalves(settings.folder);
    // Another process may have done it between the look and the lock.
    if (isDue(await known())) {
      const file = join(settings.folder, nameAt(clock()));
      const taking = { url: database.url, pool, clock, takenBy: 'server' as const, progress: () => {} };
      const { bytes, rows } = await takeBackup(client, file, lockOf(config), taking);
      logger.info({ file, bytes, rows }, 'a backup was taken');
      done.push('taken');
    }
    const all = await known();
    const backup = all.find(({ id }) => id === toVerify(all));
    if (backup && key && (await verify(means, backup, key, signal))) done.push('verified');
    const last = await known();
    const gone = new Set(prunable(asTaken(last), settings));
    for (const { id, file } of last.filter((one) => gone.has(one.id))) {
      signal.throwIfAborted();
      await rm(file, { force: true });
      await withTx(pool, 'one', (tx) => notePruned(tx, id, clock()));
      logger.info({ file }, 'an old backup was taken away');
      done.push('pruned');
    }
  });
  return done;
}

/** What is given on until the lock is lost: then it ends with the reason. */
async function* until(signal: AbortSignal, source: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    signal.throwIfAborted();
    yield chunk;
  }
}

/**
 * Restores one and compares; what it finds is written down, and a difference is an alarm. False, and nothing written down, where the key here
 * does not open it: that says nothing of the backup, and is told once.
 */
async function verify(
  { database, house, pool, clock, logger, told }: Scheduling,
  { id, file, sha256 }: Backup,
  key: Key,
  signal: AbortSignal,
): Promise<boolean> {
  const judge = async (): Promise<string | null> => {
    if (!(await stat(file).catch(() => undefined))) return `${file} is not there`;
    if (sha256 !== null && (await fileHash(file)) !== sha256) return `${file} is not what was written`;
    const comparing = { url: database.url, migrations: house.migrations, now: clock(), progress: () => {} };
    const { differences } = await compare(readFrames(until(signal, unseal(file, key))), comparing);
    return differences.length === 0 ? null : differences.slice(0, 5).join('; ');
  };
  const failure = await judge().catch((error: unknown) => {
    if (error instanceof UnopenedError) return error;
    return reasonOf(error);
  });
  signal.throwIfAborted();
  if (failure instanceof UnopenedError) {
    told.add(id);
    logger.warn({ file, err: failure }, 'a backup is not verified: the key here does not open it');
    return false;
  }
  await noteVerification(pool, id, 'server', clock(), failure);
  if (failure === null) logger.info({ file }, 'a backup was verified by restoring it');
  else logger.error({ file, failure }, 'a backup did not verify; no older one is taken away');
  return true;
}

/** Takes backups by themselves in the rhythm of the settings, until it is stopped. One that runs then is let finish. */
export function startBackups(means: Omit<Scheduling, 'told'>): { stop(): Promise<void> } {
  const settings = backupSettings(means.config);
  if (!settings) return { stop: async () => {} };
  const all = { ...means, told: new Set<string>() };
  const look = (): Promise<void> =>
    lookAfterBackups(all, settings).then(
      () => {},
      (error: unknown) => means.logger.error({ err: error }, 'a backup could not be taken; it is tried again'),
    );
  let looking: Promise<void> | undefined;
  const round = (): void => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
  };
  round();
  const timer = setInterval(round, lookEvery);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
