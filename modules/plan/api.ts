import type { Tx } from '@songhua/kernel';
import { clausesOf } from './store/plans.ts';

/** What other modules may ask of the plans; everything happens in the caller's transaction. */

/** Of these ids those that no plan has a clause of, in the order given. */
export async function unknownClauses(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const known = new Set(await clausesOf(tx, ids));
  return ids.filter((id) => !known.has(id));
}
