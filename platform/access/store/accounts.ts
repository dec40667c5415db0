import { randomUUID } from 'node:crypto';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { NewAccount } from '../domain/check-account.ts';
import { hashPassword } from '../domain/password.ts';

export interface Account {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly area: string | null;
  readonly demo: boolean;
}

const columns = 'id, username, name, roles, area, demo';

/** No password has this hash. */
export const noPassword = '';

/**
 * Makes an account that `checkAccount` has passed; without a password for one that begins with a one-time code. A username already there,
 * in whatever case, is refused.
 */
export async function addAccount(
  tx: Tx,
  account: Omit<NewAccount, 'password'> & { readonly password?: string },
  now: Date,
  demo = false,
): Promise<Result<Account>> {
  const { password } = account;
  const rows = await tx.query<Account>(
    `insert into access.account (id, username, name, password_hash, roles, area, demo, created_at, must_change)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (lower(username)) do nothing returning ${columns}`,
    [
      randomUUID(),
      account.username,
      account.name,
      password === undefined ? noPassword : await hashPassword(password),
      account.roles,
      account.area ?? null,
      demo,
      now,
      password === undefined,
    ],
  );
  return rows[0] ? ok(rows[0]) : refuse('access.username-taken', { username: account.username });
}

/** The enabled account of this id; a demonstration account only where they are let in. */
export async function findAccount(tx: Tx, id: string, allowDemo: boolean): Promise<Account | null> {
  const [row] = await tx.query<Account>(
    `select ${columns} from access.account where id = $1 and disabled_at is null and (not demo or $2)`,
    [id, allowDemo],
  );
  return row ?? null;
}

/** The account if its owner may be in now: neither locked nor to choose a password first, as after a reset. */
export async function findOpenAccount(tx: Tx, id: string, allowDemo: boolean, now: Date): Promise<Account | null> {
  const [row] = await tx.query<Account>(
    `select ${columns} from access.account
      where id = $1 and disabled_at is null and (not demo or $2) and (locked_until is null or locked_until <= $3) and not must_change`,
    [id, allowDemo, now],
  );
  return row ?? null;
}

export interface Credentials {
  readonly account: Account;
  readonly hash: string;
  /** Hash of a one-time code that stands for the password now. */
  readonly codeHash: string | null;
  readonly lockedUntil: Date | null;
  readonly mustChange: boolean;
}

type CredentialsRow = Account & {
  readonly password_hash: string;
  readonly code_hash: string | null;
  readonly locked_until: Date | null;
  readonly must_change: boolean;
};

/** The enabled account of this username, in whatever case, and what to verify the password against; held when it is to be used up. */
export async function findCredentials(
  tx: Tx,
  username: string,
  allowDemo: boolean,
  now: Date,
  hold = false,
): Promise<Credentials | null> {
  // A code used up while this waited for the row is seen as it was before: hence the row first, then what it says.
  if (hold) await tx.query('select 1 from access.account where lower(username) = lower($1) for update', [username]);
  const [row] = await tx.query<CredentialsRow>(
    `select ${columns}, password_hash, locked_until, must_change,
            (select code_hash from access.password_code c where c.account = a.id and c.until > $3) as code_hash
       from access.account a
      where lower(username) = lower($1) and disabled_at is null and (not demo or $2)`,
    [username, allowDemo, now],
  );
  if (!row) return null;
  const { password_hash: hash, code_hash: codeHash, locked_until: lockedUntil, must_change: mustChange, ...account } = row;
  return { account, hash, codeHash, lockedUntil, mustChange };
}

/** Gives the account the password that it has chosen itself; a one-time code is used up by it. */
export async function setPassword(tx: Tx, account: string, hash: string, now: Date): Promise<void> {
  await tx.query('update access.account set password_hash = $2, password_at = $3, must_change = false where id = $1', [
    account,
    hash,
    now,
  ]);
  await tx.query('delete from access.password_code where account = $1', [account]);
}

/** Whether there is any account that may be used here. */
export async function hasAccounts(tx: Tx, allowDemo: boolean): Promise<boolean> {
  const rows = await tx.query('select 1 from access.account where not demo or $1 limit 1', [allowDemo]);
  return rows.length > 0;
}

/** All enabled accounts in the order of their names. */
export const listAccounts = (tx: Tx): Promise<Account[]> =>
  tx.query<Account>(`select ${columns} from access.account where disabled_at is null order by username`);
