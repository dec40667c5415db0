import type { Tx } from '@songhua/kernel';

/** `Patient/…` for whom an account acts at this moment, as guardian or as a relative who was asked to. */
export async function findProxied(tx: Tx, account: string, now: Date): Promise<readonly string[]> {
  const rows = await tx.query<{ patient: string }>(
    `select patient from access.proxy where account = $1 and since <= $2 and (until is null or until > $2) order by patient`,
    [account, now],
    'access.proxied',
  );
  return rows.map(({ patient }) => (patient.startsWith('Patient/') ? patient : `Patient/${patient}`));
}
