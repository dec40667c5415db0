import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  asTaken,
  type Backup,
  type BackupSettings,
  dueVerification,
  listBackups,
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
import { compare } from './compare.ts';
import { readFrames } from './frames.ts';
import { keyOf, lockOf } from './keys.ts';
import { unseal } from './sealed.ts';
import { aloneWithBackups, fileHash, noteVerification, reasonOf, takeBackup } from './take.ts';

/** How often it is looked whether something is due, ms. */
const lookEvery = 60_000;

/** Of a folder of hourly backups those of a month. */
const mostBackups = 2_000;

interface Scheduling {
  readonly config: Config;
  readonly house: House;
  readonly database: Database;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly isReadOnly: () => boolean;
}

const ending = '.songhua';

/** A name that tells the moment, UTC, and sorts by it. */
export const nameAt = (at: Date): string => `songhua-${at.toISOString().slice(0, 19).replaceAll(':', '')}Z${ending}`;

/** What a process that was killed left half written; nobody else writes while the lock is ours. */
async function dropHalves(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith('songhua-') && name.endsWith(`${ending}.partial`)) await rm(join(folder, name), { force: true });
}

/**
 * What is due of backups, done by whoever has the lock: one is taken, the newest is verified by restoring it, old ones are taken away. What
 * was done, by name. Throws when something failed, which is written down then.
 */
export async function lookAfterBackups(means: Scheduling, settings: BackupSettings): Promise<readonly string[]> {
  const { config, database, pool, clock, logger, isReadOnly } = means;
  if (isReadOnly()) return [];
  const host = hostname();
  const known = () => withTx(pool, 'read', (tx) => listBackups(tx, { limit: mostBackups }));
  const own = (all: readonly Backup[]): readonly Backup[] =>
    all.filter((one) => one.host === host && one.file.startsWith(join(settings.folder, '/')));
  const isDue = (all: readonly Backup[]): boolean => nextBackup(asTaken(own(all)), settings, clock()) <= clock();
  const key = await keyOf(config);
  const toVerify = (all: readonly Backup[]): string | null =>
    key ? dueVerification(asTaken(own(all)), settings, clock()) : null;
  for (const { id, file, prunedAt } of own(await known())) {
    if (prunedAt !== null || (await stat(file).catch(() => undefined))) continue;
    logger.warn({ file }, 'a backup is no longer in its folder');
    await withTx(pool, 'one', (tx) => notePruned(tx, id, clock()));
  }
  const before = await known();
  if (!isDue(before) && toVerify(before) === null && prunable(asTaken(own(before)), settings).length === 0) return [];
  const done: string[] = [];
  await aloneWithBackups(database.url, async (client) => {
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
    const id = toVerify(await known());
    if (id && key) {
      await verify(means, own(await known()), id, key);
      done.push('verified');
    }
    for (const one of prunable(asTaken(own(await known())), settings)) {
      const file = own(await known()).find((backup) => backup.id === one)?.file;
      if (file === undefined) continue;
      await rm(file, { force: true });
      await withTx(pool, 'one', (tx) => notePruned(tx, one, clock()));
      logger.info({ file }, 'an old backup was taken away');
      done.push('pruned');
    }
  });
  return done;
}

/** Restores one and compares; what it finds is written down, and a difference is an alarm. */
async function verify(
  { database, house, pool, clock, logger }: Scheduling,
  backups: readonly Backup[],
  id: string,
  key: NonNullable<Awaited<ReturnType<typeof keyOf>>>,
): Promise<void> {
  const backup = backups.find((one) => one.id === id);
  if (!backup) return;
  const { file, sha256 } = backup;
  const judge = async (): Promise<string | null> => {
    if (!(await stat(file).catch(() => undefined))) return `${file} is not there`;
    if (sha256 !== null && (await fileHash(file)) !== sha256) return `${file} is not what was written`;
    const comparing = { url: database.url, migrations: house.migrations, now: clock(), progress: () => {} };
    const { differences } = await compare(readFrames(unseal(file, key)), comparing);
    return differences.length === 0 ? null : differences.slice(0, 5).join('; ');
  };
  const failure = await judge().catch(reasonOf);
  await noteVerification(pool, id, 'server', clock(), failure);
  if (failure === null) logger.info({ file }, 'a backup was verified by restoring it');
  else logger.error({ file, failure }, 'a backup did not verify; no older one is taken away');
}

/** Takes backups by themselves in the rhythm of the settings, until it is stopped. One that runs then is let finish. */
export function startBackups(means: Scheduling): { stop(): Promise<void> } {
  const settings = backupSettings(means.config);
  if (!settings) return { stop: async () => {} };
  const look = (): Promise<void> =>
    lookAfterBackups(means, settings).then(
      () => {},
      (error: unknown) => means.logger.error({ err: error }, 'a backup could not be taken; it is tried again'),
    );
  let looking = look();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    looking = look().finally(() => {
      busy = false;
    });
  }, lookEvery);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
