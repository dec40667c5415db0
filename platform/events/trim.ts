import { withTx } from '@songhua/kernel';
import type pg from 'pg';

/** Events dropped by one statement: short, so that nobody waits for it. */
const step = 2_000;

/**
 * Drops events that happened before `before` and were handled by all who waited for them; how many. What is still open
 * stays, and so does what a person corrected or set aside: it says who did it and why.
 */
export async function trimEvents(pool: pg.Pool, before: Date): Promise<number> {
  let dropped = 0;
  for (let last = step; last === step; ) {
    last = await withTx(pool, 'write', async (tx) => {
      const gone = await tx.query<{ id: string }>(
        `delete from events.outbox where id in (
           select o.id from events.outbox o
            where o.happened_at < $1 and o.handed_at is not null
              and not exists (select 1 from events.delivery d where d.event_id = o.id and d.state <> 'done')
              and not exists (select 1 from events.history h where h.event_id = o.id and h.by_id is not null)
            order by o.happened_at limit ${step} for update skip locked)
         returning id`,
        [before],
      );
      const ids = gone.map(({ id }) => id);
      if (ids.length > 0) {
        await tx.query('delete from events.delivery where event_id = any($1)', [ids]);
        await tx.query('delete from events.history where event_id = any($1)', [ids]);
      }
      return ids.length;
    });
    dropped += last;
  }
  return dropped;
}
