import { join } from 'node:path';
import { discover } from '@songhua/server/discover.ts';

/**
 * Tables that grow with residents, each with the column that spreads its rows over several machines, as the parts announce them to the
 * running program too: every unique index contains the column, so that no key has to change on the way.
 */
export async function readDistribution(): Promise<Readonly<Record<string, string>>> {
  const { distribution } = await discover(join(import.meta.dirname, '..'));
  return Object.assign({}, ...distribution.map(({ spread }) => spread)) as Record<string, string>;
}

/**
 * Lists by which resources are found: each row follows from a resource and is looked up by its value. A key of its own would double
 * their only index, which is the largest thing the store has.
 */
export const lists: ReadonlySet<string> = new Set(['records.amount', 'records.moment', 'records.posting', 'records.word']);
