import { withTx } from '@songhua/kernel';
import type pg from 'pg';
import type { Handler } from './handlers.ts';

/** Lanes of each handler; `append` spreads subjects over them with `& 15`. So many workers can serve one handler at once. */
const lanes = 16;

/**
 * Says which handlers there are. From now on an event appended by any process, with or without a worker, has a delivery
 * for each handler that waits for its type. A handler that is no longer announced gets no further ones; what is open for
 * it stays until a person sets it aside. Safe to repeat; the last to start is right.
 */
export async function announce(pool: pg.Pool, handlers: readonly Handler[], now: Date): Promise<void> {
  const waits = handlers.flatMap(({ name, events, title }) => events.map((event) => ({ name, event, title })));
  await withTx(pool, 'write', async (tx) => {
    await tx.query("select pg_advisory_xact_lock(hashtextextended('events.announce', 0))");
    const names = waits.map(({ name }) => name);
    const types = waits.map(({ event }) => event);
    await tx.query(
      `delete from events.subscription where (handler, event) not in (select * from unnest($1::text[], $2::text[]))`,
      [names, types],
    );
    await tx.query(
      `insert into events.subscription (handler, event, title, announced_at)
       select n.handler, n.event, n.title::jsonb, $4 from unnest($1::text[], $2::text[], $3::text[]) as n (handler, event, title)
       on conflict (handler, event) do update set title = excluded.title`,
      [names, types, waits.map(({ title }) => (title ? JSON.stringify(title) : null)), now],
    );
    await tx.query(
      `insert into events.lane (handler, lane) select h, n from unnest($1::text[]) as h, generate_series(0, $2 - 1) as n
       on conflict do nothing`,
      [handlers.map(({ name }) => name), lanes],
    );
    // What an earlier version appended and had not handed on.
    await tx.query(
      `with left_over as (update events.outbox set handed_at = $1 where handed_at is null returning id, seq, type)
       insert into events.delivery (event_id, handler, seq, lane, state)
       select l.id, s.handler, l.seq, hashtext(l.id::text) & 15, 'waiting' from left_over l join events.subscription s on s.event = l.type
       on conflict do nothing`,
      [now],
    );
  });
}
