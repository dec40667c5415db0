import { randomBytes } from 'node:crypto';
import type { Tx } from '@songhua/kernel';
import { codeBytes, hashCode, spellCode } from '../domain/one-time.ts';
import { noPassword } from './accounts.ts';
import { forgetAllAttempts } from './attempts.ts';
import { removeSecondFactor } from './second-factors.ts';
import { endSessions, forgetDevices } from './sessions.ts';

/** How long a one-time code waits for its owner, ms. */
const codeLives = 72 * 60 * 60 * 1000;

export interface AccountEdit {
  readonly name: string;
  readonly roles: readonly string[];
  readonly area: string | null;
  readonly practitioner: string | null;
  readonly patient: string | null;
}

export const editAccount = (tx: Tx, id: string, { name, roles, area, practitioner, patient }: AccountEdit): Promise<unknown> =>
  tx.query('update access.account set name = $2, roles = $3, area = $4, practitioner = $5, patient = $6 where id = $1', [
    id,
    name,
    roles,
    area,
    practitioner,
    patient,
  ]);

/** Makes a one-time code for the account, in the place of any before. It is told once; only its hash is kept. */
export async function makePasswordCode(tx: Tx, id: string, by: string, now: Date): Promise<{ code: string; until: Date }> {
  const code = spellCode(randomBytes(codeBytes));
  const until = new Date(now.getTime() + codeLives);
  await tx.query(
    `insert into access.password_code (account, code_hash, made_by, made_at, until) values ($1, $2, $3, $4, $5)
     on conflict (account) do update set code_hash = excluded.code_hash, made_by = excluded.made_by, made_at = excluded.made_at,
       until = excluded.until`,
    [id, hashCode(code), by, now, until],
  );
  return { code, until };
}

/**
 * Resets an account: its password opens nothing any more, its sessions end, its browsers are strangers; with `secondFactor` that is gone,
 * too. A one-time code lets its owner choose a new password.
 */
export async function resetAccount(
  tx: Tx,
  id: string,
  { by, now, secondFactor }: { readonly by: string; readonly now: Date; readonly secondFactor: boolean },
): Promise<{ code: string; until: Date }> {
  await tx.query('update access.account set password_hash = $2, must_change = true where id = $1', [id, noPassword]);
  await endSessions(tx, id);
  await forgetDevices(tx, id);
  if (secondFactor) await removeSecondFactor(tx, id);
  return makePasswordCode(tx, id, by, now);
}

/** Locks the account until then, or disables it, and ends its sessions; null undoes either. */
export async function lockAccount(tx: Tx, id: string, until: Date | null): Promise<void> {
  await tx.query('update access.account set locked_until = $2 where id = $1', [id, until]);
  if (until) await endSessions(tx, id);
}

export async function disableAccount(tx: Tx, id: string, at: Date | null): Promise<void> {
  await tx.query('update access.account set disabled_at = $2 where id = $1', [id, at]);
  if (at) await endSessions(tx, id);
}

/** Lifts a lock and every wait that failed tries have brought about. */
export async function unlockAccount(tx: Tx, id: string, username: string): Promise<void> {
  await lockAccount(tx, id, null);
  await forgetAllAttempts(tx, username);
}

export interface MembershipRow {
  readonly organization: string;
  readonly roles: readonly string[];
  readonly since: Date;
  readonly until: Date | null;
}

export const listMemberships = (tx: Tx, account: string): Promise<MembershipRow[]> =>
  tx.query<MembershipRow>(
    'select organization, roles, since, until from access.membership where account = $1 order by since, organization',
    [account],
  );

/** Every role of an account, its own and those of where it works, of what is still to begin, too: a session may last until then. */
export async function heldRoles(tx: Tx, account: string, now: Date): Promise<readonly string[]> {
  const rows = await tx.query<{ role: string }>(
    `select unnest(roles) as role from access.account where id = $1
     union select unnest(roles) from access.membership where account = $1 and (until is null or until > $2) order by role`,
    [account, now],
  );
  return rows.map(({ role }) => role);
}

/** Where the account works from now on, all of it: what is not named is over. */
export async function replaceMemberships(tx: Tx, account: string, memberships: readonly MembershipRow[]): Promise<void> {
  await tx.query('delete from access.membership where account = $1', [account]);
  for (const { organization, roles, since, until } of memberships)
    await tx.query('insert into access.membership (account, organization, roles, since, until) values ($1, $2, $3, $4, $5)', [
      account,
      organization,
      roles,
      since,
      until,
    ]);
}

export interface ProxyRow {
  readonly patient: string;
  readonly kind: 'guardian' | 'family';
  readonly since: Date;
  readonly until: Date | null;
}

export const listProxies = (tx: Tx, account: string): Promise<ProxyRow[]> =>
  tx.query<ProxyRow>('select patient, kind, since, until from access.proxy where account = $1 order by since, patient', [
    account,
  ]);

/** The residents for whom the account may act at this moment. */
export const findProxies = (tx: Tx, account: string, now: Date): Promise<ProxyRow[]> =>
  tx.query<ProxyRow>(
    `select patient, kind, since, until from access.proxy
      where account = $1 and since <= $2 and (until is null or until > $2) order by since, patient`,
    [account, now],
  );

export async function replaceProxies(tx: Tx, account: string, proxies: readonly ProxyRow[], by: string): Promise<void> {
  await tx.query('delete from access.proxy where account = $1', [account]);
  for (const { patient, kind, since, until } of proxies)
    await tx.query(
      'insert into access.proxy (account, patient, kind, since, until, granted_by) values ($1, $2, $3, $4, $5, $6)',
      [account, patient, kind, since, until, by],
    );
}
