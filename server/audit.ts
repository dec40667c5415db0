import { join } from 'node:path';
import {
  type Algorithm,
  appendSigned,
  type ChainMeans,
  openSigner,
  readAlgorithm,
  type Signer,
  startChainer,
  trimLog,
} from '@songhua/access';
import { type Clock, withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { Logger } from 'pino';
import { type Config, ConfigError } from './config.ts';

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

/** Chains what is written and drops what has had its time, until it is stopped. */
export function startAudit({ config, pool, clock, logger }: Means): { sweep(): Promise<void>; stop(): Promise<void> } {
  const folder = headsFolder(config);
  const signers = new Map<Algorithm, Promise<Signer>>();
  const signerOf = (algorithm: Algorithm): Promise<Signer> => {
    const known = signers.get(algorithm) ?? openSigner(keyFile(config), algorithm);
    signers.set(algorithm, known);
    known.catch(() => signers.delete(algorithm));
    return known;
  };
  const means: ChainMeans = { pool, clock, algorithm: config.SONGHUA_AUDIT_HASH ?? 'sha256', signerOf, folder };
  const chainer = startChainer(means, (error) =>
    logger.error({ err: error }, 'the audit log could not be chained; it is tried again'),
  );
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
    stop: () => chainer.stop(),
  };
}
