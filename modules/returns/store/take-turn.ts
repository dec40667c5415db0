import type { Tx } from '@songhua/kernel';

/**
 * Waits until no other transaction writes a return into the registry or out of it: each is held against what the one before it
 * left, or figures of one institution that two returns bring would overwrite each other.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('returns.write', 0))`);
}
