import { type Clock, system, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { noteSecurityEvent } from '../store/access-log.ts';
import { readSigned, type Signed } from './heads.ts';
import { newestOutside } from './newest-outside.ts';
import { type Restore, settleRestores } from './restores.ts';
import { type Verification, verifyLog } from './verify-log.ts';

/** How the log is verified by itself. */
export interface CheckMeans {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  /** Which process this is. */
  readonly holder: string;
  /** Where signed heads lie outside the database. */
  readonly folder: string;
  /** From one verification to the next, and from one of the whole log to the next, ms. */
  readonly everyMs: number;
  readonly wholeEveryMs: number;
}

/** How long a process that does not say so any more is believed to verify, ms. */
const leaseMs = 120_000;
/** When it is tried again where it could not be carried out, ms. */
const retryMs = 600_000;
const mostKept = 1_000;

/** The database is behind what is known outside it. */
export interface Behind {
  /** Entries that the newest head outside knows. */
  readonly outside: number;
  /** Entries that were here when that was found. */
  readonly here: number;
  readonly at: string;
  /** When a restore was last noted here; null: nobody said that anything was restored. */
  readonly restored: string | null;
}

/** Everything signed that lies outside; a folder that is not there yet holds nothing. */
export const signedOutside = (folder: string): Promise<readonly Signed[]> =>
  readSigned(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });

/** Heads of entries before `from` say nothing of what comes after; what else is signed counts in any case. */
const sizedFrom = (signed: readonly Signed[], from: number): readonly Signed[] =>
  from <= 1
    ? signed
    : signed.filter(({ text }) => !text.startsWith('songhua audit head') || Number(/^size (\d+)$/m.exec(text)?.[1] ?? 0) >= from);

/** What a verification found, as it is kept. */
export interface Verified {
  readonly result: Verification;
  readonly restores: readonly Restore[];
}

/** Verifies the log against what lies outside, restores settled; from an entry on, or whole. */
export async function verifyOutside(
  pool: pg.Pool,
  signed: readonly Signed[],
  { from = 1, onProgress }: { readonly from?: number; readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<Verified> {
  const settled = settleRestores(signed);
  const result = await verifyLog(pool, { signed: sizedFrom(settled.signed, from), from, ...(onProgress && { onProgress }) });
  return { result, restores: settled.restores };
}

/** Keeps what a verification found; a fault that was not known yet is a security event. */
export async function keepVerification(
  tx: Tx,
  { result, restores }: Verified,
  { at, ms, by, whole }: { readonly at: Date; readonly ms: number; readonly by: string; readonly whole: boolean },
): Promise<void> {
  const { ok, fault, from, to, heads } = result;
  const says = fault ? `${fault.kind} ${fault.number}: ${fault.says}` : null;
  const [before] = await tx.query<{ ok: boolean; says: string | null }>(
    'select ok, says from access.audit_verification order by id desc limit 1',
  );
  await tx.query(
    `insert into access.audit_verification (at, ms, first, last, whole, ok, kind, number, says, heads, by_whom)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [at, Math.round(ms), from, to, whole, ok, fault?.kind ?? null, fault?.number ?? null, says, heads, by],
  );
  await tx.query('delete from access.audit_verification where id <= (select max(id) from access.audit_verification) - $1', [
    mostKept,
  ]);
  await tx.query(`update access.audit_check set restores = $1, behind = case when $2 then null else behind end where id = 1`, [
    JSON.stringify(restores.map(({ number, to: last, time, backup }) => ({ number, to: last, at: time, backup }))),
    ok && whole,
  ]);
  if (!ok && before?.says !== says)
    noteSecurityEvent(tx, {
      at,
      actor: system,
      event: 'audit-broken',
      about: `audit/${fault?.number ?? 0}`,
      done: false,
      note: says ?? '',
    });
}

/** What is to be verified now; null when another process is at it, or it is not due. */
async function take(tx: Tx, { holder, clock, wholeEveryMs }: CheckMeans): Promise<{ readonly from: number } | null> {
  const now = clock();
  const [taken] = await tx.query(
    `update access.audit_check set holder = $1, held_until = $2
      where id = 1 and (held_until is null or held_until < $3) and (due_at is null or due_at <= $3) returning id`,
    [holder, new Date(now.getTime() + leaseMs), now],
  );
  if (!taken) return null;
  const [last] = await tx.query<{ ok: boolean; last: string }>(
    'select ok, last from access.audit_verification order by id desc limit 1',
  );
  const [whole] = await tx.query<{ at: Date }>(
    'select at from access.audit_verification where whole and ok order by id desc limit 1',
  );
  const isRecent = whole !== undefined && now.getTime() - whole.at.getTime() < wholeEveryMs;
  return { from: last?.ok && isRecent ? Math.max(Number(last.last), 1) : 1 };
}

/**
 * Verifies the log if it is due and no other process is at it; the outcome is kept, and alarms. Null when there was nothing to do.
 *
 *   due --lease--> verifying --kept--> waiting        verifying --killed, lease over--> due        verifying --failed--> due in ten minutes
 */
export async function checkWhenDue(means: CheckMeans): Promise<Verified | null> {
  const { pool, clock, holder, folder, everyMs } = means;
  const taken = await withTx(pool, 'write', (tx) => take(tx, means));
  if (!taken) return null;
  const renewed = setInterval(() => {
    const until = new Date(clock().getTime() + leaseMs);
    void withTx(pool, 'one', (tx) =>
      tx.query('update access.audit_check set held_until = $1 where id = 1 and holder = $2', [until, holder]),
    ).catch(() => {});
  }, leaseMs / 3);
  renewed.unref();
  const release = (tx: Tx, after: number): Promise<unknown> =>
    tx.query('update access.audit_check set holder = null, held_until = null, due_at = $1 where id = 1 and holder = $2', [
      new Date(clock().getTime() + after),
      holder,
    ]);
  try {
    const began = performance.now();
    const verified = await verifyOutside(pool, await signedOutside(folder), { from: taken.from });
    const kept = { at: clock(), ms: performance.now() - began, by: holder, whole: taken.from === 1 };
    await withTx(pool, 'write', async (tx) => {
      await keepVerification(tx, verified, kept);
      await release(tx, everyMs);
    });
    return verified;
  } catch (error) {
    await withTx(pool, 'write', (tx) => release(tx, retryMs)).catch(() => {});
    throw error;
  } finally {
    clearInterval(renewed);
  }
}

/**
 * Whether the heads outside know more entries than the database has: it was restored, or rolled back. Kept for the page, and a security
 * event; null when it is not so. To be asked before anything is chained anew.
 */
export async function findBehind({ pool, clock, folder }: Pick<CheckMeans, 'pool' | 'clock' | 'folder'>): Promise<Behind | null> {
  const [kept] = await withTx(pool, 'read', (tx) =>
    tx.query<{ log: string; number: string }>('select log, number from access.audit_state where id = 1'),
  );
  const newest = kept ? await newestOutside(folder, { log: kept.log, here: Number(kept.number) }) : null;
  if (!kept || newest === null) return null;
  return withTx(pool, 'write', async (tx) => {
    const [state] = await tx.query<{ number: string }>('select number from access.audit_state where id = 1 and log = $1', [
      kept.log,
    ]);
    const here = Number(state?.number ?? 0);
    if (!state || here >= newest) return null;
    const [restored] = await tx.query<{ at: Date | null }>("select max(at) as at from access.audit where event = 'restored'");
    const at = clock();
    const behind: Behind = { outside: newest, here, at: at.toISOString(), restored: restored?.at?.toISOString() ?? null };
    const [known] = await tx.query<{ behind: Behind | null }>('select behind from access.audit_check where id = 1 for update');
    if (known?.behind?.outside === behind.outside) return known.behind;
    await tx.query('update access.audit_check set behind = $1, due_at = null where id = 1', [JSON.stringify(behind)]);
    noteSecurityEvent(tx, {
      at,
      actor: system,
      event: 'audit-behind',
      about: `audit/${here}`,
      done: false,
      note: `the heads outside know ${newest} entries, the database has ${here}; restored ${behind.restored ?? 'by nobody who said so'}`,
    });
    return behind;
  });
}
