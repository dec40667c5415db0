import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import type { NightNews, NightOrdered } from '../contract.ts';
import { gone } from '../domain/say-failure.ts';

/** An order as its row has it; `failure` in the words of whatever broke. */
export type StoredOrder = Omit<NightOrdered, 'failure'> & { readonly failure: string | null };
type Row = Omit<StoredOrder, 'orderedAt' | 'begunAt' | 'endedAt'> & {
  readonly ordered_at: Date;
  readonly begun_at: Date | null;
  readonly ended_at: Date | null;
};
type Stage = NonNullable<NightOrdered['stage']>;

const columns = `id, to_char(day, 'YYYY-MM-DD') as day, state, stage, done, total, tries, ordered_at, by_name as by, begun_at, ended_at, stages, failure`;
const toOrder = ({ ordered_at, begun_at, ended_at, ...rest }: Row): StoredOrder => ({
  ...rest,
  orderedAt: ordered_at.toISOString(),
  begunAt: begun_at?.toISOString() ?? null,
  endedAt: ended_at?.toISOString() ?? null,
});

const tell = (tx: Tx, { id, day, state, stage }: NightNews, now: Date): Promise<unknown> =>
  append(tx, 'surveillance.night-changed', { id, day, state, stage }, now, `night/${id}`);

/** How often a night is taken up again when the process that was at it ends. */
const mostTries = 3;

export async function listOrders(tx: Tx, limit: number): Promise<StoredOrder[]> {
  const rows = await tx.query<Row>(`select ${columns} from surveillance.night_order order by ordered_at desc, id limit $1`, [
    limit,
  ]);
  return rows.map(toOrder);
}

export async function findOrder(tx: Tx, id: string): Promise<StoredOrder | null> {
  const [row] = await tx.query<Row>(`select ${columns} from surveillance.night_order where id = $1`, [id]);
  return row ? toOrder(row) : null;
}

/** When a night of this day was last ordered in vain; null: never. */
export async function lastFailure(tx: Tx, day: string): Promise<Date | null> {
  const [row] = await tx.query<{ at: Date | null }>(
    `select max(ended_at) as at from surveillance.night_order where day = $1 and state = 'failed'`,
    [day],
  );
  return row?.at ?? null;
}

/** Orders a night; null: one waits or is under way already. */
export async function orderNight(
  tx: Tx,
  { id, day, by }: { readonly id: string; readonly day: string; readonly by: string | null },
  now: Date,
): Promise<StoredOrder | null> {
  const [row] = await tx.query<Row>(
    `insert into surveillance.night_order (id, day, state, ordered_at, by_name) values ($1, $2, 'waiting', $3, $4)
     on conflict ((true)) where state in ('waiting', 'running') do nothing returning ${columns}`,
    [id, day, now, by],
  );
  if (!row) return null;
  await tell(tx, toOrder(row), now);
  return toOrder(row);
}

export interface Lease {
  readonly holder: string;
  readonly until: Date;
}

/** Takes the night that waits, or whose holder has gone silent, until the lease ends. One that several processes ended over has failed. */
export async function takeOrder(tx: Tx, { holder, until }: Lease, now: Date): Promise<StoredOrder | null> {
  const [row] = await tx.query<Row>(
    `update surveillance.night_order
        set state = case when tries >= $4 then 'failed' else 'running' end, failure = case when tries >= $4 then $5 end,
            ended_at = case when tries >= $4 then $3::timestamptz end, tries = least(tries + 1, $4), stage = null, done = 0, total = 0, stages = '[]',
            begun_at = $3, holder = $1, lease_until = $2
      where id = (select id from surveillance.night_order
                   where state = 'waiting' or (state = 'running' and lease_until < $3) limit 1 for update skip locked)
      returning ${columns}`,
    [holder, until, now, mostTries, gone],
  );
  if (!row) return null;
  await tell(tx, row, now);
  return row.state === 'running' ? toOrder(row) : null;
}

export interface Progress {
  readonly stage: Stage;
  readonly done: number;
  readonly total: number;
  readonly stages: NightOrdered['stages'];
}

/** Says how far it is and renews the lease; false when it is another's. */
export async function noteProgress(
  tx: Tx,
  id: string,
  { holder, until }: Lease,
  { stage, done, total, stages }: Progress,
  now: Date,
): Promise<boolean> {
  const [row] = await tx.query<Row & { isNew: boolean }>(
    `update surveillance.night_order o set stage = $4, done = $5, total = $6, stages = $7, lease_until = $3
       from (select id as known, stage as before from surveillance.night_order where id = $1) b
      where o.id = b.known and o.holder = $2 and o.state = 'running' returning ${columns}, b.before is distinct from o.stage as "isNew"`,
    [id, holder, until, stage, done, total, JSON.stringify(stages)],
  );
  if (row?.isNew) await tell(tx, row, now);
  return row !== undefined;
}

/** Ends a night that is this holder's; false when it is another's by now. */
export async function endOrder(
  tx: Tx,
  id: string,
  holder: string,
  { failure, stages }: { readonly failure: string | null; readonly stages?: NightOrdered['stages'] },
  now: Date,
): Promise<boolean> {
  const [row] = await tx.query<Row>(
    `update surveillance.night_order set state = case when $3::text is null then 'done' else 'failed' end, failure = $3, ended_at = $4,
            lease_until = null, stages = coalesce($5::jsonb, stages)
      where id = $1 and holder = $2 and state = 'running' returning ${columns}`,
    [id, holder, failure, now, stages === undefined ? null : JSON.stringify(stages)],
  );
  if (row) await tell(tx, row, now);
  return row !== undefined;
}

/** Lets go of a night that this process cannot finish: the next takes it up at once, and it counts as no try. */
export async function releaseOrder(tx: Tx, id: string, holder: string): Promise<void> {
  await tx.query(
    `update surveillance.night_order set state = 'waiting', holder = null, lease_until = null, tries = tries - 1
      where id = $1 and holder = $2 and state = 'running'`,
    [id, holder],
  );
}
