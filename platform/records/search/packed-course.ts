import type { Tx } from '@songhua/kernel';
import { numbersLiteral } from '../store/literals.ts';
import type { Sought } from './choose-course.ts';
import { type Condition, nobody, ofSet } from './condition.ts';
import { countPacked, findPacked, isOfLists } from './packed-lists.ts';

/** What long lists have in common. */
export interface Met {
  /** How many are in all of these lists. */
  readonly total: number;
  readonly lists: readonly Sought[];
  /** Those as one condition, when they are few. */
  readonly few?: Sought;
}

/** So few are read one by one; more are met soon enough in the order of a list. */
const mostFew = 1_000;

/**
 * Intersects those conditions that are lists, when there are several and all are long: two long lists with little in common would be
 * walked to their end for one page. Null when they are not packed.
 */
export async function meetPacked(tx: Tx, sought: readonly Sought[]): Promise<Met | null> {
  const lists = sought.filter(({ condition }) => isOfLists(condition));
  const [first, second] = lists;
  if (!first || !second) return null;
  const conditions = lists.map(({ condition }) => condition);
  const total = await countPacked(tx, conditions);
  if (total === null) return null;
  const few = (condition: Condition): Met => ({ total, lists, few: { filter: first.filter, condition } });
  if (total === 0) return few(nobody);
  if (total > mostFew) return { total, lists };
  const found = await findPacked(tx, conditions);
  return found && few(ofSet((binder) => `select unnest(${binder.bind(numbersLiteral(found), 'bigint[]')}) as v`));
}
