import type { Tx } from '@songhua/kernel';

/** Waits until no other transaction loads the registry: two processes that start together load it one after the other. */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('registry.load', 0))`);
}
