import { statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import {
  addProblems,
  type BackupSettings,
  dropProcesses,
  dropSamples,
  type Facts,
  forgetProcess,
  gatherFacts,
  keepSample,
  type ProcessFacts,
  tellOfProcess,
} from '@songhua/health';
import { type Clock, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Tallies } from './http/tallies.ts';
import manifest from './package.json' with { type: 'json' };

const minute = 60_000;
const day = 24 * 60 * minute;
/** How long samples and counts are kept, ms. */
const kept = 7 * day;

interface Telling {
  readonly config: Config;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tallies: Tallies;
  readonly isReadOnly: () => boolean;
  /** What was gathered, for the metrics. */
  readonly onFacts: (facts: Facts) => void;
}

/** How backups are taken by themselves; null where no folder for them is set. */
export const backupSettings = (config: Config): BackupSettings | null =>
  config.SONGHUA_BACKUP_DIR === undefined
    ? null
    : {
        folder: config.SONGHUA_BACKUP_DIR,
        everyHours: config.SONGHUA_BACKUP_EVERY_HOURS,
        verifyHours: config.SONGHUA_BACKUP_VERIFY_HOURS,
        keepDays: config.SONGHUA_BACKUP_KEEP_DAYS,
        keepWeeks: config.SONGHUA_BACKUP_KEEP_WEEKS,
      };

/** Room on the disks that matter to us; a folder that is not there yet tells nothing. */
async function disksOf(folders: readonly string[]): Promise<ProcessFacts['disks']> {
  const all = await Promise.all(
    folders.map(async (folder) => {
      const found = await statfs(folder).catch(() => undefined);
      return found && { folder, freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize };
    }),
  );
  return all.flatMap((one) => one ?? []);
}

/**
 * Tells once a minute, in the database, how this process is; keeps a sample of the whole installation, whichever process comes first, and
 * drops old ones. Never fails a request: what cannot be told is tried again a minute later.
 */
export function startTelling({ config, pool, clock, logger, tallies, isReadOnly, onFacts }: Telling): { stop(): Promise<void> } {
  const host = hostname();
  const holder = `${host} ${process.pid}`;
  const startedAt = clock();
  const loop = monitorEventLoopDelay({ resolution: 20 });
  loop.enable();
  const folders = [config.SONGHUA_DATA, config.SONGHUA_BACKUP_DIR].flatMap((folder) => folder ?? []);
  let unsaid = new Map<string, number>();

  const tell = async (): Promise<void> => {
    const now = clock();
    const { requests, faults, problems } = tallies.drain();
    for (const [code, count] of problems) unsaid.set(code, (unsaid.get(code) ?? 0) + count);
    const { rss, heapUsed } = process.memoryUsage();
    const loopMs = Math.max(0, loop.percentile(99) / 1e6 - 20);
    loop.reset();
    const facts: ProcessFacts = {
      version: manifest.version,
      node: process.versions.node,
      mode: config.SONGHUA_MODE,
      rssBytes: rss,
      heapBytes: heapUsed,
      loopMs: Number.isFinite(loopMs) ? Math.round(loopMs * 10) / 10 : 0,
      requests,
      faults,
      readOnly: isReadOnly(),
      standby: config.SONGHUA_STANDBY_URL !== undefined,
      disks: await disksOf(folders),
      backup: backupSettings(config),
    };
    if (!isReadOnly()) {
      const hour = new Date(Math.floor(now.getTime() / (60 * minute)) * 60 * minute);
      await withTx(pool, 'write', async (tx) => {
        await addProblems(tx, hour, unsaid);
        await tellOfProcess(tx, { holder, host, startedAt, seenAt: now, facts });
      });
      unsaid = new Map();
    }
    const all = await withTx(pool, 'read', (tx) => gatherFacts(tx, now));
    onFacts(all);
    if (!isReadOnly()) await sample(all);
  };

  const sample = ({ now, database, backlog, processes }: Facts): Promise<void> =>
    withTx(pool, 'write', async (tx) => {
      const sum = (of: (facts: ProcessFacts) => number): number => processes.reduce((total, one) => total + of(one.facts), 0);
      await keepSample(tx, new Date(Math.floor(now.getTime() / minute) * minute), {
        databaseBytes: database.bytes,
        connections: database.connections,
        backlog: backlog.waiting + backlog.retrying,
        rssBytes: sum(({ rssBytes }) => rssBytes),
        loopMs: Math.max(0, ...processes.map((one) => one.facts.loopMs)),
        requests: sum(({ requests }) => requests),
        faults: sum(({ faults }) => faults),
      });
      await dropSamples(tx, new Date(now.getTime() - kept));
      await dropProcesses(tx, new Date(now.getTime() - day));
    });

  const tellOrWarn = (): Promise<void> =>
    tell().catch((error: unknown) =>
      logger.warn({ err: error }, 'the health of this process could not be told; it is tried again'),
    );
  let telling = tellOrWarn();
  const timer = setInterval(() => {
    telling = telling.then(tellOrWarn);
  }, minute);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await telling;
      loop.disable();
      await withTx(pool, 'one', (tx) => forgetProcess(tx, holder)).catch(() => {});
    },
  };
}
