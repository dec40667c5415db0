import { ok, type Result, refuse, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { needsSecondFactor } from './domain/account-life.ts';
import { checkPassword } from './domain/check-password.ts';
import { addressOf } from './domain/one-time.ts';
import { hashPassword, verifyPassword } from './domain/password.ts';
import { noteSecurityEvent } from './store/access-log.ts';
import { heldRoles } from './store/account-changes.ts';
import { type Credentials, findCredentials, setPassword } from './store/accounts.ts';
import { claimAttempt, forgiveAttempt, type Trier } from './store/attempts.ts';
import { beginSecondFactor, findSecondFactor, makeRecoveryCodes, removeSecondFactor, spendCode } from './store/second-factors.ts';
import { endSessions } from './store/sessions.ts';

/** Whose account it is and from where it is asked: a session that somebody left open is not enough to change it. */
export interface Owner {
  readonly username: string;
  readonly mode: 'demo' | 'production';
  readonly address: string;
  /** Of the session that asks. */
  readonly session: string | null;
  /** What tells the browser that asks from all others: nobody else's wrong passwords make it wait. Null is counted by address. */
  readonly device: string | null;
  readonly now: Date;
}

const noted = (
  tx: Tx,
  { now, address }: Owner,
  { id, name }: Credentials['account'],
  event: 'password-changed' | 'second-factor-changed',
  note: string,
): void => noteSecurityEvent(tx, { at: now, actor: { kind: 'person', id, name }, event, about: `account/${id}`, address, note });

/** The owner's credentials after the password was given; tries are counted like those of a sign-in. */
async function prove(pool: pg.Pool, owner: Owner, password: string): Promise<Result<Credentials>> {
  const { username, address, device, mode, now } = owner;
  const trier: Trier = { username, address, device };
  const wait = await withTx(pool, 'write', (tx) => claimAttempt(tx, trier, now));
  if (wait) return refuse('access.too-many-attempts', { seconds: Math.ceil((wait.getTime() - now.getTime()) / 1000) });
  const found = await withTx(pool, 'read', (tx) => findCredentials(tx, username, mode === 'demo', now));
  if (!found || !(await verifyPassword(password, found.hash))) return refuse('access.wrong-password');
  await withTx(pool, 'write', (tx) => forgiveAttempt(tx, trier));
  return ok(found);
}

/** Changes one's own password and ends all other sessions; how many there were. */
export async function changeOwnPassword(
  pool: pg.Pool,
  owner: Owner,
  { password, newPassword }: { readonly password: string; readonly newPassword: string },
): Promise<Result<{ readonly ended: number }>> {
  const found = await prove(pool, owner, password);
  if (!found.ok) return found;
  const { account } = found.value;
  const errors = checkPassword(newPassword, account, 'newPassword');
  if (errors.length > 0) return refuse('access.weak-password', {}, errors);
  // Its password is public: whoever changed it would lock out everybody else.
  if (account.demo) return refuse('access.demo-account');
  const hash = await hashPassword(newPassword);
  return withTx(pool, 'write', async (tx) => {
    await setPassword(tx, account.id, hash, owner.now);
    noted(tx, owner, account, 'password-changed', 'by its owner');
    return ok({ ended: await endSessions(tx, account.id, owner.session) });
  });
}

/** Begins a second factor: the secret for the app, which counts for nothing until a first code confirms it. */
export async function beginOwnSecondFactor(
  pool: pg.Pool,
  owner: Owner,
  password: string,
): Promise<Result<{ readonly secret: string; readonly address: string }>> {
  const found = await prove(pool, owner, password);
  if (!found.ok) return found;
  const { account } = found.value;
  if (account.demo) return refuse('access.demo-account');
  return withTx(pool, 'write', async (tx): Promise<Result<{ secret: string; address: string }>> => {
    if ((await findSecondFactor(tx, account.id))?.confirmed) return refuse('access.has-second-factor');
    const secret = await beginSecondFactor(tx, account.id, owner.now);
    noted(tx, owner, account, 'second-factor-changed', 'begun');
    return ok({ secret, address: addressOf(secret, account.username) });
  });
}

/** Confirms it by a first code, and gives the recovery codes. All other sessions end: they began without it. */
export async function confirmOwnSecondFactor(
  pool: pg.Pool,
  owner: Owner,
  { password, code }: { readonly password: string; readonly code: string },
): Promise<Result<{ readonly recoveryCodes: readonly string[] }>> {
  const found = await prove(pool, owner, password);
  if (!found.ok) return found;
  const { account } = found.value;
  const { id } = account;
  return withTx(pool, 'write', async (tx): Promise<Result<{ recoveryCodes: readonly string[] }>> => {
    if ((await findSecondFactor(tx, id, true))?.confirmed) return refuse('access.has-second-factor');
    if (!(await spendCode(tx, id, code, owner.now))) return refuse('access.wrong-code');
    noted(tx, owner, account, 'second-factor-changed', 'confirmed');
    await endSessions(tx, id, owner.session);
    return ok({ recoveryCodes: await makeRecoveryCodes(tx, id) });
  });
}

/** New recovery codes in the place of the former; wants password and a code. All other sessions end. */
export async function renewOwnRecoveryCodes(
  pool: pg.Pool,
  owner: Owner,
  given: { readonly password: string; readonly code: string },
): Promise<Result<{ readonly recoveryCodes: readonly string[] }>> {
  const account = await proveTwice(pool, owner, given);
  if (!account.ok) return account;
  return withTx(pool, 'write', async (tx) => {
    noted(tx, owner, account.value, 'second-factor-changed', 'new recovery codes');
    await endSessions(tx, account.value.id, owner.session);
    return ok({ recoveryCodes: await makeRecoveryCodes(tx, account.value.id) });
  });
}

/** Takes one's own second factor away, where the role leaves that open. All other sessions end. */
export async function removeOwnSecondFactor(
  pool: pg.Pool,
  owner: Owner,
  given: { readonly password: string; readonly code: string },
): Promise<Result<null>> {
  const account = await proveTwice(pool, owner, given);
  if (!account.ok) return account;
  return withTx(pool, 'write', async (tx): Promise<Result<null>> => {
    if (needsSecondFactor(await heldRoles(tx, account.value.id, owner.now), owner.mode))
      return refuse('access.needs-second-factor');
    await removeSecondFactor(tx, account.value.id);
    noted(tx, owner, account.value, 'second-factor-changed', 'taken away');
    await endSessions(tx, account.value.id, owner.session);
    return ok(null);
  });
}

/** By password and code; a wrong code is counted like a wrong password. */
async function proveTwice(
  pool: pg.Pool,
  owner: Owner,
  { password, code }: { readonly password: string; readonly code: string },
): Promise<Result<Credentials['account']>> {
  const found = await prove(pool, owner, password);
  if (!found.ok) return found;
  const { account } = found.value;
  const trier: Trier = { username: owner.username, address: owner.address, device: owner.device };
  return withTx(pool, 'write', async (tx): Promise<Result<Credentials['account']>> => {
    const wait = await claimAttempt(tx, trier, owner.now);
    if (wait) return refuse('access.too-many-attempts', { seconds: Math.ceil((wait.getTime() - owner.now.getTime()) / 1000) });
    if (!(await spendCode(tx, account.id, code, owner.now))) return refuse('access.wrong-code');
    await forgiveAttempt(tx, trier);
    return ok(account);
  });
}
