import type { Channel } from '@songhua/engine-outbreak/fusion/signal.ts';
import type { Tx } from '@songhua/kernel';
import type { PackedCounts } from '../domain/detection-series.ts';

/** Counts that sentinels, programs and files sent, by place. */
export const sentCounts = (tx: Tx, from: string, to: string): Promise<PackedCounts[]> =>
  tx.query<PackedCounts>(
    `select channel, subject, area, town, string_agg(int8send(((day - date '1970-01-01')::bigint << 32) | count), ''::bytea) as days
       from surveillance.count where day between $1 and $2
        and not exists (select from surveillance.count_file f where source = 'file/' || f.id and f.undone_at is not null) group by 1, 2, 3, 4`,
    [from, to],
  );

export interface SeenVisits {
  readonly channel: Channel;
  readonly subject: string;
  readonly organization: string;
  /** As in `PackedVisits`, from the first day asked for. */
  readonly visits: Uint8Array;
}

/** What the records say, by institution: one number for each resource; of one visit it is the same for all of a day. */
export const seenVisits = (tx: Tx, from: string, to: string): Promise<SeenVisits[]> =>
  tx.query<SeenVisits>(
    `select channel, subject, organization,
            string_agg(int8send(((day - $1::date)::bigint << 48) | (hashtextextended(coalesce(encounter, resource), 0) & 281474976710655)), ''::bytea) as visits
       from surveillance.seen where day between $1 and $2 and organization <> '' group by 1, 2, 3`,
    [from, to],
  );

/**
 * For the rest of this transaction millions of rows are gathered into some thousand in memory: sorted on disk, with what a connection
 * usually has, the same takes four times as long (17 s and 4 s, 6.5 million rows on a machine in use).
 */
export const gatherInMemory = async (tx: Tx): Promise<void> => {
  await tx.query(`set local work_mem = '64MB'; set local enable_sort = off; set local jit = off`);
};
