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

/** Makes an account that `checkAccount` has passed. A username already there, in whatever case, is refused. */
export async function addAccount(tx: Tx, account: NewAccount, now: Date, demo = false): Promise<Result<Account>> {
  const rows = await tx.query<Account>(
    `insert into access.account (id, username, name, password_hash, roles, area, demo, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (lower(username)) do nothing returning ${columns}`,
    [
      randomUUID(),
      account.username,
      account.name,
      await hashPassword(account.password),
      account.roles,
      account.area ?? null,
      demo,
      now,
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

export interface Credentials {
  readonly account: Account;
  readonly hash: string;
}

/** The enabled account of this username, in whatever case, and the hash to verify the password against. */
export async function findCredentials(tx: Tx, username: string, allowDemo: boolean): Promise<Credentials | null> {
  const [row] = await tx.query<Account & { password_hash: string }>(
    `select ${columns}, password_hash from access.account
      where lower(username) = lower($1) and disabled_at is null and (not demo or $2)`,
    [username, allowDemo],
  );
  if (!row) return null;
  const { password_hash: hash, ...account } = row;
  return { account, hash };
}

/** All enabled accounts in the order of their names. */
export const listAccounts = (tx: Tx): Promise<Account[]> =>
  tx.query<Account>(`select ${columns} from access.account where disabled_at is null order by username`);
