import type { DomainEvent } from '@songhua/kernel';
import type pg from 'pg';
import type { Lease } from './lease.ts';

/** One event on its way to one handler, as it was read. */
export interface Delivery {
  readonly event: DomainEvent;
  readonly seq: string;
  readonly tries: number;
  /** It failed before, whoever asked for the next try: events of its subject may wait behind it. */
  readonly failedBefore: boolean;
  readonly revision: number;
  /** An earlier event of the same subject could not be handled: this one waits behind it. */
  readonly blocked: boolean;
}

interface Row {
  id: string;
  type: string;
  subject: string | null;
  payload: unknown;
  happened_at: Date;
  seq: string;
  tries: number;
  failed_before: boolean;
  revision: number;
  blocked: boolean;
}

/**
 * What is due in the leased lanes, in the order it was appended. Lane by lane by its index: a long queue is never
 * sorted. An event that a person corrected comes with what they put in its place.
 */
export async function findDue(pool: pg.Pool, { handler, lanes }: Lease, now: Date, limit: number): Promise<Delivery[]> {
  const { rows } = await pool.query<Row>({
    name: 'events.find-due',
    text: `select d.event_id as id, o.type, d.subject, coalesce(o.corrected, o.payload) as payload, o.happened_at, d.seq, d.tries, d.revision,
            d.state = 'retry' or d.tries > 0 as failed_before,
            d.subject is not null and exists (
              select 1 from events.delivery b
               where b.handler = $1 and b.subject = d.subject and b.seq < d.seq and b.state in ('retry', 'dead')) as blocked
       from (
         select f.* from unnest($2::int[]) as h (lane)
          cross join lateral (
            (select * from events.delivery w where w.handler = $1 and w.lane = h.lane and w.state = 'waiting' order by w.seq limit $4)
            union all
            (select * from events.delivery r
              where r.handler = $1 and r.lane = h.lane and r.state = 'retry' and r.due_at <= $3 order by r.due_at limit $4)) as f
          order by f.seq limit $4) as d
       join events.outbox o on o.id = d.event_id
      order by d.seq`,
    values: [handler, lanes, now, limit],
  });
  return rows.map(({ id, type, subject, payload, happened_at, seq, tries, failed_before, revision, blocked }) => ({
    event: { id, type, payload, at: happened_at, ...(subject !== null && { subject }) },
    seq,
    tries,
    failedBefore: failed_before,
    revision,
    blocked,
  }));
}
