import type { Tx } from '@songhua/kernel';

/**
 * Ends every sign-in that a restored database brings back: sessions that were ended since, tokens that were used up, one-time codes. Who
 * is in signs in anew; recovery codes go, too, as nobody knows which were used after the backup.
 */
export async function endEverySignIn(tx: Tx): Promise<void> {
  for (const table of ['oidc', 'session', 'launch', 'grant_context', 'device', 'password_code', 'recovery_code'])
    await tx.query(`delete from access.${table}`);
}
