import type { Tx } from '@songhua/kernel';

/** Where somebody with a card in hand is looked for. */
export const findPath = '/api/access/find-person';

/** Entries of one account that are looked through for its latest: nobody asks for more in a minute. */
const mostLooked = 1_000;

/** How often an account has looked for somebody since a moment, found or not, as the log tells it; by the route where it did. */
export async function countFinds(tx: Tx, account: string, since: Date, route = findPath): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count
       from (select at, event, route, status from access.audit where actor_id = $1 order by entry desc limit ${mostLooked}) a
      where a.at > $2 and a.event = 'request' and a.route = $3 and a.status in (200, 404)`,
    [account, since, route],
    'audit.count-finds',
  );
  return row?.count ?? 0;
}

/** Somebody's searches on one day that found nobody. */
export interface Misses {
  readonly actorId: string;
  readonly actorName: string | null;
  readonly count: number;
  readonly first: Date;
  readonly last: Date;
}

/** Who has looked for people and found nobody between two moments. */
export const missesBetween = (tx: Tx, from: Date, until: Date): Promise<readonly Misses[]> =>
  tx.query<Misses>(
    `select actor_id as "actorId", max(actor_name) as "actorName", count(*)::int as count, min(at) as first, max(at) as last
       from access.audit
      where at >= $1 and at < $2 and event = 'request' and actor_kind = 'person' and route = $3 and status = 404
      group by actor_id order by actor_id`,
    [from, until, findPath],
  );
