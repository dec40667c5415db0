import type { Filter } from '@songhua/engine-fhir/search/types.ts';
import type { Within } from './moments.ts';
import { isIn, placedIn } from './spread.ts';
import type { Binder } from './statement.ts';
import { inList, inLists, type These } from './these.ts';

/**
 * A condition on resources of one type as SQL. Whatever is exact in SQL can stand as a set (who fulfils it) and as a test (whether
 * this one does); what is not has a superset and is decided on the resource itself by the engine.
 */
export interface Condition {
  /** Lists of postings whose union it is, as the text of a bigint[]; they come in the order of v. */
  readonly lists?: (binder: Binder) => string;
  /** Keys of the lists where they are known without asking the database; for the choice of who leads. */
  readonly keys?: readonly bigint[];
  /** A select with one column `v`, and on a spread database `place`; a v may come twice. */
  readonly set: (binder: Binder) => string;
  /** A boolean over the text of a v. */
  readonly test: (binder: Binder, v: string) => string;
  /** Those of a table that fulfil it, found together: a select of v. Not on a spread database. */
  readonly ofThese?: (binder: Binder, these: These) => string;
  /** Decided on other resources: each test costs many look-ups, of many together each costs few. */
  readonly far?: true;
  /** Of a clinical date: it bounds the order of every list, and is decided on the resource's row. */
  readonly dated?: Dated;
  /** As `set`, in the order of the lists, and of each of its parts only as much as `within` says. Not on a spread database. */
  readonly inOrder?: (binder: Binder, within: Within) => string;
  /** The next of the lists it is found in, whether they fulfil it or not: a select of v and of `fits`. */
  readonly steps?: (binder: Binder, within: Within) => string;
  /** A test asks for the whole set first: fine for a small one only. */
  readonly whole?: true;
  /** What remains to be decided on the resource; absent when SQL decides alone. */
  readonly rest?: Filter;
}

/**
 * A condition on the clinical date. Who has one short date lies between the bounds and is decided by the row's test; who has
 * several, or a long period, stands in `beside` as well.
 */
export interface Dated {
  readonly from?: bigint;
  readonly to?: bigint;
  readonly row: (binder: Binder, v: string) => string;
  /** A select of v; of a page, as much as `within` says. */
  readonly beside: (binder: Binder, within?: Within) => string;
}

/** Those of a table that fulfil a condition: a select of v. */
export const fulfilling = ({ ofThese, whole, set, test }: Condition, binder: Binder, these: These): string =>
  ofThese?.(binder, these) ??
  `select s.v from ${these.name} s where ${whole ? `(s.v in (${binder.part(set(binder))})) is true` : test(binder, 's.v')}`;

export const nobody: Condition = {
  keys: [],
  set: ({ spread }) => `select null::bigint as v${spread ? ', null::smallint as place' : ''} where false`,
  test: () => 'false',
};

/**
 * Union of posting lists. `offset 0` is a fence: without it the planner, which does not see the values, may merge two whole lists
 * (105 ms instead of 0.2 at a million resources).
 */
export const ofLists = (lists: (binder: Binder) => string, keys?: readonly bigint[], rest?: Filter): Condition => ({
  lists,
  ...(keys && { keys }),
  ...(rest && { rest }),
  set: (binder) => `select ${placedIn(binder, 'p')} from records.posting p where p.key = any(${lists(binder)})`,
  test: (binder, v) => {
    if (binder.spread) return isIn(v, `select t.v, t.place from records.posting t where t.key = any(${lists(binder)})`);
    const t = binder.alias();
    return `exists (select 1 from records.posting ${t} where ${t}.key = any(${lists(binder)}) and ${t}.v = ${v} offset 0)`;
  },
  ofThese: (binder, these) => {
    const [only, more] = keys ?? [];
    return only !== undefined && more === undefined ? inList(binder, only, these) : inLists(lists(binder), these);
  },
});

/** A set that can only be asked as a whole; a test of it is one look-up in the set, which is made once. */
export const ofSet = (set: (binder: Binder) => string, rest?: Filter): Condition => ({
  set,
  whole: true,
  ...(rest && { rest }),
  // `is true` keeps the planner from turning it into a join with an order of its own.
  test: (binder, v) => (binder.spread ? isIn(v, set(binder)) : `(${v} in (${set(binder)})) is true`),
});

export const anyOf = (conditions: readonly Condition[], rest?: Filter): Condition => {
  const [only] = conditions;
  if (!only) return nobody;
  if (conditions.length === 1 && !rest) return only;
  const allKeys = conditions.every(({ keys }) => keys) ? conditions.flatMap(({ keys = [] }) => keys) : undefined;
  const allLists = conditions.every(({ lists }) => lists);
  return {
    ...(allLists && { lists: (binder: Binder) => conditions.map(({ lists }) => lists?.(binder)).join(' || ') }),
    ...(allKeys && { keys: allKeys }),
    ...(rest && { rest }),
    ...(conditions.some(({ whole }) => whole) && { whole: true as const }),
    ...(conditions.some(({ far }) => far) && { far: true as const }),
    ...(conditions.some(({ ofThese }) => ofThese) && {
      ofThese: (binder: Binder, these: These) =>
        conditions.map((condition) => `(${fulfilling(condition, binder, these)})`).join(' union all '),
    }),
    set: (binder) => conditions.map(({ set }) => `(${set(binder)})`).join(' union all '),
    test: (binder, v) => `(${conditions.map(({ test }) => test(binder, v)).join(' or ')})`,
  };
};

export const allOf = (conditions: readonly Condition[], rest?: Filter): Condition => {
  const [first, ...others] = conditions;
  if (!first) throw new Error('a conjunction of nothing');
  if (others.length === 0 && !rest) return first;
  return {
    ...(rest && { rest }),
    ...(conditions.some(({ whole }) => whole) && { whole: true as const }),
    ...(conditions.some(({ far }) => far) && { far: true as const }),
    ...(conditions.some(({ ofThese }) => ofThese) && {
      ofThese: (binder: Binder, these: These) =>
        `select s.v from ${these.name} s where ${conditions
          .map((condition) => `(s.v in (${fulfilling(condition, binder, these)})) is true`)
          .join(' and ')}`,
    }),
    set: (binder) => {
      const inner = first.set(binder);
      return `select ${placedIn(binder, 'a')} from (${inner}) a where ${others.map(({ test }) => test(binder, 'a.v')).join(' and ') || 'true'}`;
    },
    test: (binder, v) => `(${conditions.map(({ test }) => test(binder, v)).join(' and ')})`,
  };
};
