import type { Tx } from '@songhua/kernel';
import { numbersLiteral } from '../store/literals.ts';
import type { Sought } from './choose-course.ts';
import { type Condition, nobody, ofSet } from './condition.ts';
import { countPacked, findPacked, isOfLists } from './packed-lists.ts';

/** What long lists have in common. */
export interface Met {
  /** How many fulfil all of these conditions. */
  readonly total: number;
  readonly conditions: readonly Sought[];
  /** The same as one condition, when they are few. */
  readonly few?: Condition;
}

/** So few are read one by one; more are met soon enough in the order of a list. */
const mostFew = 1_000;

/**
 * Intersects the conditions that are lists when there are several and all are long: two long lists with little in common would be walked
 * to their end for one page. Null when they are not packed.
 */
export async function meetPacked(tx: Tx, sought: readonly Sought[]): Promise<Met | null> {
  const conditions = sought.filter(({ condition }) => isOfLists(condition));
  if (conditions.length < 2) return null;
  const lists = conditions.map(({ condition }) => condition);
  const total = await countPacked(tx, lists);
  if (total === null) return null;
  if (total === 0) return { total, conditions, few: nobody };
  if (total > mostFew) return { total, conditions };
  const found = await findPacked(tx, lists);
  if (!found) return null;
  const few = ofSet((binder) => `select unnest(${binder.bind(numbersLiteral(found), 'bigint[]')}) as v`);
  return { total, conditions, few };
}
