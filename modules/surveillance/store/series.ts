import type { Channel } from '@songhua/engine-outbreak/fusion/signal.ts';
import type { Tx } from '@songhua/kernel';
import type { PackedCounts } from '../domain/detection-series.ts';

/** Counts that sentinels, programs and files sent, by place. */
export const sentCounts = (tx: Tx, from: string, to: string): Promise<PackedCounts[]> =>
  tx.query<PackedCounts>(
    `select channel, subject, area, town, string_agg(int8send(((day - date '1970-01-01')::bigint << 32) | count), ''::bytea) as days
       from surveillance.count where day between $1 and $2 group by 1, 2, 3, 4`,
    [from, to],
  );

export interface SeenCounts {
  readonly channel: Channel;
  readonly subject: string;
  readonly organization: string;
  /** As in `PackedCounts`. */
  readonly days: Uint8Array;
}

/** What the records say, by institution: of one visit whatever was seen counts once. */
export const seenCounts = (tx: Tx, from: string, to: string): Promise<SeenCounts[]> =>
  tx.query<SeenCounts>(
    `select channel, subject, organization, string_agg(int8send(((day - date '1970-01-01')::bigint << 32) | seen), ''::bytea) as days
       from (select channel, subject, organization, day, count(distinct coalesce(encounter, resource)) as seen
               from surveillance.seen where day between $1 and $2 and organization is not null and organization <> ''
              group by 1, 2, 3, 4) as counted
      group by 1, 2, 3`,
    [from, to],
  );
