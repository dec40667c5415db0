import type { Tx } from '@songhua/kernel';

/** Where somebody works and as what. */
export interface Membership {
  /** `Organization/…` */
  readonly organization: string;
  readonly roles: readonly string[];
}

/** The institutions for which an account may act at this moment, the one it has worked for longest first. */
export const findMemberships = (tx: Tx, account: string, now: Date): Promise<Membership[]> =>
  tx.query<Membership>(
    `select organization, roles from access.membership where account = $1 and since <= $2 and (until is null or until > $2)
      order by since, organization`,
    [account, now],
    'access.memberships',
  );
