import type { Tx } from '@songhua/kernel';
import { type Account, findAccount } from './accounts.ts';

/** Who an account is in the records. */
export interface WhoIs {
  /** `Practitioner/…` */
  readonly practitioner: string | null;
  /** `Patient/…` */
  readonly patient: string | null;
}

export async function findWhoIs(tx: Tx, account: string): Promise<WhoIs> {
  const [row] = await tx.query<WhoIs>(
    'select practitioner, patient from access.account where id = $1',
    [account],
    'access.who-is',
  );
  return row ?? { practitioner: null, patient: null };
}

/** The enabled account of this id or username. */
export async function findAccountOf(tx: Tx, asked: string, allowDemo: boolean): Promise<Account | null> {
  const [row] = await tx.query<{ id: string }>(
    'select id from access.account where id = $1 or lower(username) = lower($1) order by (id = $1) desc limit 1',
    [asked],
  );
  return row ? findAccount(tx, row.id, allowDemo) : null;
}
