import { randomUUID } from 'node:crypto';
import { ok, type Result, refuse, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { hashPassword, verifyPassword } from './domain/password.ts';
import { type Account, findCredentials } from './store/accounts.ts';

/** A hash of no password, so that an unknown username takes as long as a wrong password. */
let nobody: Promise<string> | undefined;

/**
 * The account these credentials open, or the same refusal whether the name or the password is wrong. The password is
 * verified after the transaction has ended: it takes long on purpose and must hold no connection meanwhile.
 */
export async function signIn(pool: pg.Pool, username: string, password: string, allowDemo: boolean): Promise<Result<Account>> {
  const found = await withTx(pool, 'read', (tx) => findCredentials(tx, username, allowDemo));
  nobody ??= hashPassword(randomUUID());
  const good = await verifyPassword(password, found?.hash ?? (await nobody));
  return found && good ? ok(found.account) : refuse('access.wrong-credentials');
}
