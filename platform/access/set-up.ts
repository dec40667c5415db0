import { randomBytes } from 'node:crypto';
import { ok, type Result, refuse, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { checkAccount } from './domain/check-account.ts';
import { codeBytes, hashCode, isCode, spellCode } from './domain/one-time.ts';
import { noteSecurityEvent } from './store/access-log.ts';
import { type Account, addAccount, hasAccounts } from './store/accounts.ts';
import { dropSecret, keepSecret, readSecret } from './store/secrets.ts';

const secretName = 'set-up-code';

/**
 * The code by which the first administrator may be made, for the server's console; null where there is an account, and in demo mode, whose
 * passwords are public. Each start prints another, and the newest counts.
 */
export async function openSetUp(pool: pg.Pool, mode: 'demo' | 'production', now: Date): Promise<string | null> {
  if (mode === 'demo') return null;
  return withTx(pool, 'write', async (tx) => {
    if (await hasAccounts(tx, false)) return null;
    const code = spellCode(randomBytes(codeBytes));
    await keepSecret(tx, secretName, { hash: hashCode(code) }, now);
    return code;
  });
}

/** Whether the first administrator is still to be made. */
export const isSetUpOpen = (pool: pg.Pool, mode: 'demo' | 'production'): Promise<boolean> =>
  mode === 'demo' ? Promise.resolve(false) : withTx(pool, 'read', async (tx) => !(await hasAccounts(tx, false)));

export interface FirstAdministrator {
  readonly code: string;
  readonly username: string;
  readonly name: string;
  readonly password: string;
}

/** Makes the first administrator, for whoever holds the code; once, whichever of two at the same moment comes first. */
export async function setUp(
  pool: pg.Pool,
  mode: 'demo' | 'production',
  { code, ...given }: FirstAdministrator,
  now: Date,
  address?: string,
): Promise<Result<Account>> {
  if (mode === 'demo') return refuse('access.set-up-done');
  return withTx(pool, 'write', async (tx): Promise<Result<Account>> => {
    // Held until the end: the second waits here and then finds an account.
    const secret = await readSecret<{ readonly hash: string }>(tx, secretName, true);
    if (await hasAccounts(tx, false)) return refuse('access.set-up-done');
    const told = { at: now, event: 'account-added' as const, ...(address && { address }) };
    if (!secret || !isCode(code, secret.hash)) {
      const actor = { kind: 'anonymous', id: 'anonymous' } as const;
      noteSecurityEvent(tx, { ...told, actor, done: false, note: 'first administrator: wrong code' });
      return refuse('access.wrong-set-up-code');
    }
    const account = checkAccount({ ...given, roles: ['administrator'] });
    if (!account.ok) return account;
    const added = await addAccount(tx, account.value, now);
    // A name that is taken costs no code.
    if (!added.ok) return added;
    await dropSecret(tx, secretName);
    const { id, name } = added.value;
    const about = `account/${id}`;
    noteSecurityEvent(tx, { ...told, actor: { kind: 'person', id, name }, about, note: 'first administrator' });
    return ok(added.value);
  });
}
