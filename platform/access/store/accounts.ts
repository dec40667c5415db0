import { randomUUID } from 'node:crypto';
import { ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { NewAccount } from '../domain/check-account.ts';
import { hashPassword, verifyPassword } from '../domain/password.ts';

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

export async function findAccount(tx: Tx, id: string): Promise<Account | null> {
  const [row] = await tx.query<Account>(`select ${columns} from access.account where id = $1 and disabled_at is null`, [id]);
  return row ?? null;
}

/** A hash of no password, so that an unknown username takes as long as a wrong password. */
let nobody: Promise<string> | undefined;

/** The account these credentials open, or the same refusal whether the name or the password is wrong. */
export async function signIn(tx: Tx, username: string, password: string, allowDemo: boolean): Promise<Result<Account>> {
  const [row] = await tx.query<Account & { password_hash: string }>(
    `select ${columns}, password_hash from access.account where lower(username) = lower($1) and disabled_at is null and (not demo or $2)`,
    [username, allowDemo],
  );
  nobody ??= hashPassword(randomUUID());
  const good = await verifyPassword(password, row?.password_hash ?? (await nobody));
  if (!row || !good) return refuse('access.wrong-credentials');
  const { password_hash: _, ...account } = row;
  return ok(account);
}

export const listAccounts = (tx: Tx): Promise<Account[]> =>
  tx.query<Account>(`select ${columns} from access.account where disabled_at is null order by username`);
