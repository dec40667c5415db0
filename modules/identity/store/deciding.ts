import { type Result, refuse, type Tx } from '@songhua/kernel';
import { holdPeople } from './groups.ts';

/** How long somebody's decision waits for whoever holds these people or is writing of them (an import), ms. */
const patience = 10_000;

/** A lock was not had in time. */
const isImpatient = (error: unknown): boolean => (error as { code?: unknown }).code === '55P03';

/**
 * Carries out what somebody decides of who is one person while nobody else decides, and refuses with `identity.busy`, nothing done, when it
 * would have to wait for others too long.
 */
export async function deciding<T>(tx: Tx, decide: () => Promise<Result<T>>, longest = patience): Promise<Result<T>> {
  await tx.query(`select set_config('lock_timeout', $1, true)`, [String(longest)], 'identity.patience');
  try {
    return await tx.attempt(async () => {
      await holdPeople(tx);
      return decide();
    });
  } catch (error) {
    if (isImpatient(error)) return refuse('identity.busy');
    throw error;
  }
}
