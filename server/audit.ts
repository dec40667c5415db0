import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  type Algorithm,
  appendSigned,
  type ChainMeans,
  type CheckMeans,
  checkWhenDue,
  findBehind,
  openSigner,
  readAlgorithm,
  readLogState,
  type Signer,
  signedOutside,
  signRestore,
  startChainer,
  trimLog,
} from '@songhua/access';
import { type Clock, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { Logger } from 'pino';
import { type Config, ConfigError } from './config.ts';

const minute = 60_000;
const hour = 60 * minute;

interface Means {
  readonly config: Config;
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Where signed heads are written outside the database. */
export const headsFolder = ({ SONGHUA_AUDIT_HEADS, SONGHUA_DATA }: Config): string =>
  SONGHUA_AUDIT_HEADS ?? join(SONGHUA_DATA, 'audit-heads');

const keyFile = ({ SONGHUA_AUDIT_KEY, SONGHUA_DATA }: Config): string => SONGHUA_AUDIT_KEY ?? join(SONGHUA_DATA, 'audit-key');

/** A log goes on with the hash it was begun with: another one asked for is refused at the start. */
export async function refuseOtherHash({ config, pool }: Pick<Means, 'config' | 'pool'>): Promise<void> {
  const begun = await withTx(pool, 'read', readAlgorithm);
  const asked = config.SONGHUA_AUDIT_HASH;
  if (!begun || !asked || begun === asked) return;
  throw new ConfigError(
    `SONGHUA_AUDIT_HASH=${asked}: the audit log was begun with ${begun} and goes on with it / 审计日志已按 ${begun} 建立，不能改用 ${asked}`,
  );
}

/** The oldest kept moment: so many months before now; in a month without that day on its last one. */
export function keptSince(now: Date, months: number): Date {
  const since = new Date(now);
  since.setUTCMonth(since.getUTCMonth() - months);
  if (since.getUTCDate() !== now.getUTCDate()) since.setUTCDate(0);
  return since;
}

/**
 * Marks outside, signed, that the database was restored and the log with it, so that heads of entries that are given up with it are no
 * longer held against it. False where that cannot be: the key here signed none of the heads that lie there.
 */
export async function markRestored({ config, pool }: Pick<Means, 'config' | 'pool'>, backup: Date, now: Date): Promise<boolean> {
  const state = await withTx(pool, 'read', readLogState);
  if (!state.begun || state.log === null) return true;
  const folder = headsFolder(config);
  const signer = await openSigner(keyFile(config), state.algorithm ?? 'sha256');
  const outside = await signedOutside(folder);
  if (outside.length > 0 && !outside.some(({ key }) => key === signer.key)) return false;
  const [time, of] = [now.toISOString(), backup.toISOString()];
  await appendSigned(folder, signRestore(signer, { log: state.log, number: state.chained, backup: of, time }));
  return true;
}

/** Says, in the log and to the security events, when the heads outside know more than the database has. */
async function sayBehind(checking: CheckMeans, logger: Logger): Promise<void> {
  try {
    const behind = await findBehind(checking);
    if (behind) logger.error(behind, 'the audit log is behind the heads outside: it was restored or rolled back');
  } catch (error) {
    logger.warn({ err: error }, 'the heads outside could not be held against the audit log');
  }
}

/** Chains what is written, verifies it when that is due and drops what has had its time, until it is stopped. */
export function startAudit({ config, pool, clock, logger, isReadOnly }: Means & { readonly isReadOnly: () => boolean }): {
  sweep(): Promise<void>;
  stop(): Promise<void>;
} {
  const folder = headsFolder(config);
  const signers = new Map<Algorithm, Promise<Signer>>();
  const signerOf = (algorithm: Algorithm): Promise<Signer> => {
    const known = signers.get(algorithm) ?? openSigner(keyFile(config), algorithm);
    signers.set(algorithm, known);
    known.catch(() => signers.delete(algorithm));
    return known;
  };
  const means: ChainMeans = { pool, clock, algorithm: config.SONGHUA_AUDIT_HASH ?? 'sha256', signerOf, folder };
  const checking: CheckMeans = {
    pool,
    clock,
    folder,
    holder: `${hostname()} ${process.pid}`,
    everyMs: config.SONGHUA_AUDIT_VERIFY_HOURS * hour,
    wholeEveryMs: config.SONGHUA_AUDIT_VERIFY_WHOLE_DAYS * 24 * hour,
  };
  // Before anything is chained anew: then a restored log would grow past what is known of it outside.
  const chainer = sayBehind(checking, logger).then(() =>
    startChainer(means, (error) => logger.error({ err: error }, 'the audit log could not be chained; it is tried again')),
  );
  const check = async (): Promise<void> => {
    if (config.SONGHUA_AUDIT_VERIFY_HOURS === 0 || isReadOnly()) return;
    const verified = await checkWhenDue(checking);
    const fault = verified?.result.fault;
    if (fault) logger.error({ fault }, 'the audit log does not verify');
  };
  let checks: Promise<void> = chainer.then(() => {});
  const everyMinute = setInterval(() => {
    checks = checks
      .then(check)
      .catch((error: unknown) => logger.warn({ err: error }, 'the audit log could not be verified; it is tried again'));
  }, minute);
  everyMinute.unref();
  const trim = async (): Promise<void> => {
    const now = clock();
    const signer = await signerOf((await withTx(pool, 'read', readAlgorithm)) ?? 'sha256');
    const before = keptSince(now, config.SONGHUA_AUDIT_MONTHS);
    for (;;) {
      const { dropped, checkpoint } = await withTx(pool, 'write', (tx) => trimLog(tx, { before, now, signer }));
      if (!checkpoint) return;
      await appendSigned(folder, checkpoint);
      logger.info({ dropped }, 'audit entries were dropped after their time');
    }
  };
  return {
    sweep: () => trim().catch((error: unknown) => logger.warn({ err: error }, 'old audit entries were not dropped')),
    stop: async () => {
      clearInterval(everyMinute);
      await checks;
      await (await chainer).stop();
    },
  };
}
