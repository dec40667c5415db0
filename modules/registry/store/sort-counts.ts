import type { Tx } from '@songhua/kernel';

/**
 * How many posts and beds of a sort each institution has: `registry.sort_count`, kept by the very statements that add rows to
 * registry.staff and registry.bed or take them away, so that rules need not go through every person and bed.
 */

/** The tables of which sorts are counted, and which of their rows count. */
const counted = { staff: 'primary_post', bed: 'true' } as const;
type Counted = keyof typeof counted;
const collections = Object.keys(counted) as Counted[];

const key = 'institution, collection, traits, since, until';
// A row's own period, with open ends as the counts have them.
const sortOf = (collection: Counted): string =>
  `institution, '${collection}' collate "C", traits, coalesce(since, '-infinity'), coalesce(until, 'infinity')`;

/** The statement that changes rows of a table, made to keep its counts: `+` where it adds rows, `-` where it takes them away. */
export function counting(table: string, change: string, sign: '+' | '-'): string {
  const collection = collections.find((one) => one === table);
  if (!collection) return change;
  // In the order of the key, so that two who write at once wait for each other and not crosswise.
  return `with moved as (${change} returning institution, traits, since, until, ${counted[collection]} as counts)
    insert into registry.sort_count (${key}, n)
    select ${sortOf(collection)}, ${sign}count(*) from moved where counts group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
    on conflict (${key}) do update set n = sort_count.n + excluded.n`;
}

/** After rows were taken away: sorts that nobody has any more go. */
export function dropEmptySorts(tx: Tx, table: string): void {
  if (Object.hasOwn(counted, table)) tx.later('delete from registry.sort_count where n = 0', [], 'registry.drop-empty-sorts');
}

interface Sort {
  readonly collection: Counted;
  readonly traits: string;
  /** The institutions that have any and how many: `id number id number …`. */
  readonly held: string;
}

// One collection after the other: grouping by both columns was planned as a sort of all rows, which took twice as long.
const held = collections
  .map(
    (collection) =>
      `select '${collection}' as collection, traits, string_agg(institution || ' ' || n, ' ') as held
         from registry.sort_count where collection = '${collection}' and since <= $1 and until >= $1 group by traits`,
  )
  .join(' union all ');

/** The sorts of a day, in the order of their traits. */
export async function sortsOn(tx: Tx, at: string): Promise<readonly Sort[]> {
  const rows = await tx.query<Sort>(held, [at], 'registry.rule-sorts');
  return rows.sort((a, b) => (a.traits < b.traits ? -1 : 1));
}

const actual = collections
  .map(
    (collection) =>
      `select ${sortOf(collection)}, count(*)::integer from registry.${collection} where ${counted[collection]} group by 1, 2, 3, 4, 5`,
  )
  .join(' union all ');

/** The institutions of which a count is not what the rows add up to. */
export const miscountedSorts = async (tx: Tx): Promise<readonly string[]> =>
  (
    await tx.query<{ id: string }>(
      `select distinct institution as id
         from (${actual}) as r(${key}, n) full join registry.sort_count c using (${key}) where r.n is distinct from c.n order by 1`,
    )
  ).map(({ id }) => id);
