import type { Tx } from '@songhua/kernel';

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
