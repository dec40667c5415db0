import { randomBytes } from 'node:crypto';
import type { Tx } from '@songhua/kernel';
import { codeBytes, hashCode, newSecret, spellCode, stepOf } from '../domain/one-time.ts';
import { openAt, sealFor } from '../secret-keys.ts';

export interface SecondFactor {
  readonly secret: string;
  readonly lastStep: number;
  readonly confirmed: boolean;
}

/** Where the seed of an account's second factor lies: sealed, it opens for that account alone. */
export const seedPlace = (account: string): string => `access.second_factor/${account}`;

/** Recovery codes that somebody is given at once. */
const recoveryCodes = 10;

/** The second factor of an account, confirmed or begun; its row is held when it may be used up. */
export async function findSecondFactor(tx: Tx, account: string, hold = false): Promise<SecondFactor | null> {
  const [row] = await tx.query<{ secret: string; last_step: string; confirmed: boolean }>(
    `select secret, last_step, confirmed_at is not null as confirmed from access.second_factor where account = $1 ${hold ? 'for update' : ''}`,
    [account],
  );
  return row
    ? { secret: openAt(seedPlace(account), row.secret), lastStep: Number(row.last_step), confirmed: row.confirmed }
    : null;
}

/**
 * The secret to be confirmed by a first code, a new one each time: one begun before may have been seen by somebody else who knows the
 * password. A confirmed one stays as it is, and is not to be asked for.
 */
export async function beginSecondFactor(tx: Tx, account: string, now: Date): Promise<string> {
  await tx.query('delete from access.second_factor where account = $1 and confirmed_at is null', [account]);
  await tx.query('insert into access.second_factor (account, secret, made_at) values ($1, $2, $3) on conflict do nothing', [
    account,
    sealFor(seedPlace(account), newSecret()),
    now,
  ]);
  return (await findSecondFactor(tx, account))?.secret ?? '';
}

/** Uses a code up: whether it was right and had not been used. The row is held, so two at once cannot both be. */
export async function spendCode(tx: Tx, account: string, code: string, now: Date): Promise<boolean> {
  const factor = await findSecondFactor(tx, account, true);
  if (!factor) return false;
  const step = stepOf(code, factor.secret, factor.lastStep, now);
  if (step === null) return factor.confirmed && spendRecoveryCode(tx, account, code, now);
  await tx.query('update access.second_factor set last_step = $2, confirmed_at = coalesce(confirmed_at, $3) where account = $1', [
    account,
    step,
    now,
  ]);
  return true;
}

async function spendRecoveryCode(tx: Tx, account: string, code: string, now: Date): Promise<boolean> {
  const used = await tx.query(
    'update access.recovery_code set used_at = $3 where account = $1 and code_hash = $2 and used_at is null returning account',
    [account, hashCode(code), now],
  );
  return used.length > 0;
}

/** New recovery codes in the place of all former ones; only their hashes are kept. */
export async function makeRecoveryCodes(tx: Tx, account: string): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodes }, () => spellCode(randomBytes(codeBytes)));
  await tx.query('delete from access.recovery_code where account = $1', [account]);
  await tx.query('insert into access.recovery_code (account, code_hash) select $1, unnest($2::text[])', [
    account,
    codes.map(hashCode),
  ]);
  return codes;
}

/** Recovery codes not used yet. */
export async function countRecoveryCodes(tx: Tx, account: string): Promise<number> {
  const [row] = await tx.query<{ left: number }>(
    'select count(*)::int as left from access.recovery_code where account = $1 and used_at is null',
    [account],
  );
  return row?.left ?? 0;
}

/** Takes the second factor away, codes and all. */
export async function removeSecondFactor(tx: Tx, account: string): Promise<void> {
  await tx.query('delete from access.second_factor where account = $1', [account]);
  await tx.query('delete from access.recovery_code where account = $1', [account]);
}
