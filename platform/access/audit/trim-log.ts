import { system, type Tx } from '@songhua/kernel';
import { noteSecurityEvent } from '../store/access-log.ts';
import { createHasher } from './hash.ts';
import { type Signed, signCheckpoint } from './heads.ts';
import { keptEvery } from './merkle.ts';
import { frontierOf, rootsOf } from './roots.ts';
import { entriesOf, readLinkHash } from './runs.ts';
import type { Signer } from './sign.ts';

/** Entries dropped in one transaction at most; the rest goes with the next. */
const mostAtOnce = 200_000;

/** Where the first entry lies that must be kept, rounded down so that only whole blocks of 256 are dropped. */
async function lastToDrop(tx: Tx, before: Date, number: number): Promise<number> {
  const [first] = await tx.query<{ number: string | null }>('select min(number) as number from access.audit_run');
  if (!first?.number) return 0;
  const [kept] = await tx.query<{ number: string }>(
    `select r.number + own.entry - r.entry as number
       from ${entriesOf('r.number <= $2', 'a.entry', 'and a.at >= $1 order by a.entry limit 1')} limit 1`,
    [before, Number(first.number) + mostAtOnce],
  );
  const last = kept ? Number(kept.number) - 1 : Math.min(Number(first.number) + mostAtOnce, number);
  const whole = Math.floor(last / 2 ** keptEvery) * 2 ** keptEvery;
  return whole >= Number(first.number) ? whole : 0;
}

/**
 * Drops the oldest entries, those written before this moment, in whole blocks and in their order; how many. A signed checkpoint takes their
 * place, from which the rest of the chain and of the tree goes on, and an entry says that it was done. The caller writes the checkpoint outside
 * the database when the transaction has committed.
 */
export async function trimLog(
  tx: Tx,
  { before, now, signer }: { readonly before: Date; readonly now: Date; readonly signer: Signer },
): Promise<{ readonly dropped: number; readonly checkpoint: Signed | null }> {
  const [state] = await tx.query<{ log: string; algorithm: 'sha256' | 'sm3'; number: string }>(
    'select log, algorithm, number from access.audit_state where id = 1 for update',
  );
  await tx.query('delete from access.access_log where at < $1', [before]);
  const to = state ? await lastToDrop(tx, before, Number(state.number)) : 0;
  if (!state || to === 0) return { dropped: 0, checkpoint: null };
  const link = await readLinkHash(tx, to);
  const frontier = await frontierOf(to, rootsOf(tx, createHasher(state.algorithm)));
  const checkpoint = signCheckpoint(signer, {
    log: state.log,
    algorithm: state.algorithm,
    number: to,
    chain: link?.toString('hex') ?? '',
    frontier: frontier.map((hash) => hash.toString('hex')),
    time: now.toISOString(),
  });
  await tx.query('insert into access.audit_checkpoint (number, at, text, signature, key) values ($1, $2, $3, $4, $5)', [
    to,
    now,
    checkpoint.text,
    checkpoint.signature,
    checkpoint.key,
  ]);
  await tx.query(`select set_config('access.audit_retention', 'on', true)`);
  await tx.query(`delete from access.audit where entry in (select own.entry from ${entriesOf('r.number <= $1', 'a.entry')})`, [
    to,
  ]);
  const runs = await tx.query<{ count: number }>('delete from access.audit_run where number <= $1 returning count', [to]);
  const gone = runs.reduce((sum, { count }) => sum + count, 0);
  await tx.query(`select set_config('access.audit_retention', 'off', true)`);
  noteSecurityEvent(tx, {
    at: now,
    event: 'audit-trimmed',
    actor: system,
    about: `audit/${to}`,
    note: `${gone} entries before ${before.toISOString()}`,
  });
  return { dropped: gone, checkpoint };
}
