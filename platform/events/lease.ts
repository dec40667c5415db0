import type { Tx } from '@songhua/kernel';
import type pg from 'pg';

/** Some lanes of one handler, ours until `until` unless renewed; each with the token that proves it. */
export interface Lease {
  readonly handler: string;
  readonly lanes: readonly number[];
  readonly tokens: readonly string[];
}

/** Lanes taken at once: a quarter, so that several workers share a busy handler and one alone still has batches. */
const atOnce = 4;

const ready = `(l.until is null or l.until < $2) and (
  exists (select 1 from events.delivery d where d.handler = l.handler and d.lane = l.lane and d.state = 'waiting')
  or exists (select 1 from events.delivery d where d.handler = l.handler and d.lane = l.lane and d.state = 'retry' and d.due_at <= $2))`;

/**
 * Its own commit does not wait for the disk (it is `quick` that says so): when PostgreSQL dies the lease may be forgotten,
 * but so is the connection under which anything could have been done with it. Tokens rise with time, so that the next
 * one is higher than one that was forgotten.
 */
const take = `
  with quick as materialized (select set_config('synchronous_commit', 'off', true)),
  longest as (
    select l.handler, l.lane from events.lane l where l.handler = any($1) and ${ready}
     order by l.taken_at nulls first, l.handler, l.lane limit 1 for update skip locked),
  more as (
    select l.handler, l.lane from events.lane l
     where l.handler = (select handler from longest) and l.lane <> (select lane from longest) and ${ready}
     order by l.taken_at nulls first, l.lane limit ${atOnce - 1} for update skip locked)
  update events.lane l set token = greatest(l.token + 1, $5::bigint), holder = $3, until = $4, taken_at = $2
    from quick, (select * from longest union all select * from more) as m
   where l.handler = m.handler and l.lane = m.lane
  returning l.handler, l.lane, l.token`;

/**
 * Leases lanes with something to do, of the one handler that has waited longest; null when there is nothing. The lease
 * is committed: it holds no lock, ends by itself when its holder dies, and its token ends all older ones of the lane.
 */
export async function takeLease(
  pool: pg.Pool,
  handlers: readonly string[],
  holder: string,
  now: Date,
  leaseMs: number,
): Promise<Lease | null> {
  const { rows } = await pool.query<{ handler: string; lane: number; token: string }>({
    name: 'events.take-lease',
    text: take,
    values: [handlers, now, holder, new Date(now.getTime() + leaseMs), now.getTime()],
  });
  const [first] = rows;
  if (!first) return null;
  return { handler: first.handler, lanes: rows.map(({ lane }) => lane), tokens: rows.map(({ token }) => token) };
}

/** The lanes and tokens of a lease as rows `h`, parameters $1 handler, $2 lanes, $3 tokens. */
const heldLanes = 'unnest($2::int[], $3::bigint[]) as h (lane, token)';
const isHeld = 'l.handler = $1 and l.lane = h.lane and l.token = h.token';

const parametersOf = ({ handler, lanes, tokens }: Lease): unknown[] => [handler, lanes, tokens];

/** The heartbeat: a lease that is still ours lasts longer. A lane given back meanwhile stays given back. */
export async function renewLease(pool: pg.Pool, lease: Lease, until: Date): Promise<void> {
  await pool.query(`update events.lane l set until = $4 from ${heldLanes} where ${isHeld} and l.until is not null`, [
    ...parametersOf(lease),
    until,
  ]);
}

/** Gives back whatever of a lease is still ours. */
export async function endLease(pool: pg.Pool, lease: Lease): Promise<void> {
  await pool.query(`update events.lane l set until = null, holder = null from ${heldLanes} where ${isHeld}`, parametersOf(lease));
}

/** Some lane is no longer ours: another worker may be at its events, so nothing of this transaction may stay. */
export class LeaseLost extends Error {}

/**
 * The fence: proves inside the transaction that every lane is still ours, and keeps it so until the transaction ends;
 * otherwise throws LeaseLost. `until` null gives the lanes back as the transaction commits.
 */
export async function holdFence(tx: Tx, lease: Lease, until: Date | null): Promise<void> {
  const held = await tx.query(
    `update events.lane l set until = $4, holder = case when $4::timestamptz is null then null else l.holder end
       from ${heldLanes} where ${isHeld} returning l.lane`,
    [...parametersOf(lease), until],
    'events.hold-fence',
  );
  if (held.length !== lease.lanes.length)
    throw new LeaseLost(`lanes ${lease.lanes.join(' ')} of ${lease.handler} were taken over`);
}
