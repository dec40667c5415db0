import { randomUUID } from 'node:crypto';
import { ok, type Refusal, type Result, refuse, type Tx, withTx } from '@songhua/kernel';
import type pg from 'pg';
import { needsSecondFactor } from './domain/account-life.ts';
import { checkPassword } from './domain/check-password.ts';
import { addressOf, isCode } from './domain/one-time.ts';
import { hashPassword, verifyPassword } from './domain/password.ts';
import { noteSecurityEvent } from './store/access-log.ts';
import { heldRoles } from './store/account-changes.ts';
import { type Account, type Credentials, findCredentials, setPassword } from './store/accounts.ts';
import { claimAttempt, claimCode, forgetAttempts, forgetCodes, forgiveAttempt, type Trier } from './store/attempts.ts';
import { beginSecondFactor, findSecondFactor, makeRecoveryCodes, spendCode } from './store/second-factors.ts';
import { endSessions, knowsDevice, rememberDevice } from './store/sessions.ts';

/** What somebody types, all of it again with each step: nothing is kept between the steps but what is counted. */
export interface SignInInput {
  readonly username: string;
  /** Or the one-time code that an administrator gave. */
  readonly password: string;
  /** Of the second factor, or a recovery code. */
  readonly code?: string | undefined;
  readonly newPassword?: string | undefined;
}

export interface SignInPlace {
  readonly now: Date;
  readonly mode: 'demo' | 'production';
  readonly address: string;
  /** Hash of the browser's lasting cookie, where it has one. */
  readonly device: string | null;
}

/**
 * How far a sign-in has come. All that was typed comes again with each step, and the last one alone changes anything:
 *
 *   password --right, must choose another--> new-password --has or needs a second factor--> second-factor, enrol --code--> in
 *            └--right, need not------------------------------┴--has none, needs none-------------------------------------> in
 */
export type SignInStep =
  | { readonly step: 'second-factor' }
  | { readonly step: 'enrol'; readonly secret: string; readonly address: string }
  | { readonly step: 'new-password' }
  | {
      readonly step: 'in';
      readonly account: Account;
      /** Whether a code was asked for and was right. */
      readonly twice: boolean;
      readonly recoveryCodes?: readonly string[];
    };

/** A hash of no password, so that an unknown username takes as long as a wrong password. */
let nobody: Promise<string> | undefined;

const tooOften = (until: Date, now: Date): Result<never> =>
  refuse('access.too-many-attempts', { seconds: Math.ceil((until.getTime() - now.getTime()) / 1000) });

/** Whether this is the password, or the one-time code in its place. Both are looked at in any case. */
async function isPassword(typed: string, found: Credentials | null): Promise<boolean> {
  nobody ??= hashPassword(randomUUID());
  const good = await verifyPassword(typed, found?.hash || (await nobody));
  const coded = isCode(typed, found?.codeHash ?? '');
  return found !== null && (good || coded);
}

/**
 * One step of a sign-in. An unknown name and a wrong password get the same refusal after the same time. Each try is counted before it is
 * looked at and taken back when it was right; the password is verified outside any transaction: it takes long on purpose.
 */
export async function signIn(pool: pg.Pool, input: SignInInput, place: SignInPlace): Promise<Result<SignInStep>> {
  const { now, mode } = place;
  const { username } = input;
  const trier = await withTx(pool, 'read', async (tx): Promise<Trier> => {
    const known = place.device !== null && (await knowsDevice(tx, username, place.device));
    return { username, address: place.address, device: known ? place.device : null };
  });
  const wait = await withTx(pool, 'write', (tx) => claimAttempt(tx, trier, now));
  /** Said without the name: people type their password into it. */
  const failed = (event: 'sign-in-failed' | 'sign-in-throttled', id: string | undefined, note: string) =>
    withTx(pool, 'write', async (tx) =>
      noteSecurityEvent(tx, {
        at: now,
        actor: { kind: 'anonymous', id: 'anonymous' },
        event,
        done: false,
        note,
        address: place.address,
        ...(id && { about: `account/${id}` }),
      }),
    );
  if (wait) {
    await failed('sign-in-throttled', undefined, 'too many attempts');
    return tooOften(wait, now);
  }
  const found = await withTx(pool, 'read', (tx) => findCredentials(tx, username, mode === 'demo', now));
  if (!(await isPassword(input.password, found)) || !found) {
    await failed('sign-in-failed', found?.account.id, 'wrong credentials');
    return refuse('access.wrong-credentials');
  }
  const chosen = input.newPassword === undefined ? undefined : await hashPassword(input.newPassword);
  return withTx(pool, 'write', (tx) => goOn(tx, found, input, place, trier, chosen));
}

/** The steps after the right password. What it answers is committed, refusals too: a code that was used stays used. */
async function goOn(
  tx: Tx,
  found: Credentials,
  { code, newPassword }: SignInInput,
  { now, mode, device, address }: SignInPlace,
  trier: Trier,
  chosen: string | undefined,
): Promise<Result<SignInStep>> {
  const { account } = found;
  /** Nothing wrong was typed: the claim is taken back. */
  const ask = async (step: SignInStep): Promise<Result<SignInStep>> => {
    await forgiveAttempt(tx, trier);
    return ok(step);
  };
  // What was verified outside may have been used up or changed since: of two with one one-time code the first is in.
  const still = await findCredentials(tx, account.username, mode === 'demo', now, true);
  if (!still || still.hash !== found.hash || still.codeHash !== found.codeHash) return refuse('access.wrong-credentials');
  const refused = async (error: Refusal): Promise<Result<never>> => {
    await forgiveAttempt(tx, trier);
    return { ok: false, error };
  };
  if (still.lockedUntil && still.lockedUntil > now)
    return refused({ code: 'access.locked', params: { until: still.lockedUntil.toISOString().slice(0, 16).replace('T', ' ') } });
  if (still.mustChange) {
    if (newPassword === undefined) return ask({ step: 'new-password' });
    const errors = checkPassword(newPassword, account, 'newPassword');
    if (errors.length > 0) return refused({ code: 'access.weak-password', errors });
  }
  const factor = await findSecondFactor(tx, account.id);
  const mustEnrol = !factor?.confirmed && needsSecondFactor(await heldRoles(tx, account.id, now), mode);
  if (mustEnrol && code === undefined) {
    const secret = await beginSecondFactor(tx, account.id, now);
    return ask({ step: 'enrol', secret, address: addressOf(secret, account.username) });
  }
  if (factor?.confirmed && code === undefined) return ask({ step: 'second-factor' });
  const asksCode = mustEnrol || factor?.confirmed === true;
  // A wrong code stays counted, whatever the password was.
  const told = { at: now, actor: { kind: 'person' as const, id: account.id, name: account.name }, address };
  if (asksCode) {
    const wait = await claimCode(tx, trier, now);
    if (wait) {
      noteSecurityEvent(tx, { ...told, event: 'sign-in-throttled', done: false, note: 'too many wrong codes' });
      await forgiveAttempt(tx, trier);
      return tooOften(wait, now);
    }
    if (!(await spendCode(tx, account.id, code ?? '', now))) {
      noteSecurityEvent(tx, { ...told, event: 'sign-in-failed', done: false, note: 'wrong code' });
      return refuse('access.wrong-code');
    }
    await forgetCodes(tx, trier);
  }
  noteSecurityEvent(tx, { ...told, event: 'sign-in', note: asksCode ? 'password and code' : 'password' });
  if (mustEnrol) noteSecurityEvent(tx, { ...told, event: 'second-factor-changed', note: 'enrolled at sign-in' });
  if (still.mustChange && chosen !== undefined) {
    await setPassword(tx, account.id, chosen, now);
    await endSessions(tx, account.id);
    noteSecurityEvent(tx, { ...told, event: 'password-changed', note: 'chosen at sign-in' });
  }
  await forgetAttempts(tx, trier);
  if (device !== null) await rememberDevice(tx, account.id, device, now);
  const recoveryCodes = mustEnrol ? await makeRecoveryCodes(tx, account.id) : undefined;
  return ok({ step: 'in', account, twice: asksCode, ...(recoveryCodes && { recoveryCodes }) });
}
