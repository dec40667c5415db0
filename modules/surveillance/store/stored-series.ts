import type { Tx } from '@songhua/kernel';

/** How many were counted on a day, days since 1970-01-01. */
export interface DayCount {
  readonly day: number;
  readonly count: number;
}

interface About {
  readonly channel: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string;
}

/** Not of a file that was undone. */
const inUse = `not exists (select from surveillance.count_file f where source = 'file/' || f.id and f.undone_at is not null)`;

const dayNumber = `(day - date '1970-01-01')`;

/** What sentinels, programs and files counted in these areas; of a town, what names it. */
export const countsSent = (
  tx: Tx,
  { channel, subject, from, to }: About,
  areas: readonly string[],
  town: string | null,
): Promise<DayCount[]> =>
  tx.query<DayCount>(
    `select ${dayNumber} as day, sum(count)::int as count from surveillance.count
      where channel = $1 and subject = $2 and day between $3 and $4 and area = any($5) and ($6::text is null or town = $6) and ${inUse}
      group by 1`,
    [channel, subject, from, to, areas, town],
  );

/** What the records of these institutions say: of one visit whatever was seen counts once. */
export const countsSeen = (
  tx: Tx,
  { channel, subject, from, to }: About,
  organizations: readonly string[],
): Promise<DayCount[]> =>
  tx.query<DayCount>(
    `select ${dayNumber} as day, count(distinct (organization, coalesce(encounter, resource)))::int as count from surveillance.seen
      where channel = $1 and subject = $2 and day between $3 and $4 and organization = any($5) group by 1`,
    [channel, subject, from, to, organizations],
  );

/** The first day since one on which a channel counted anything by sentinel, program, file or record. */
export async function firstCounted(tx: Tx, channel: string, since: string): Promise<string | null> {
  const [row] = await tx.query<{ day: string | null }>(
    `select to_char(least(
       (select min(day) from surveillance.count where channel = $1 and day >= $2 and ${inUse}),
       (select min(day) from surveillance.seen where channel = $1 and day >= $2 and organization <> '')), 'YYYY-MM-DD') as day`,
    [channel, since],
  );
  return row?.day ?? null;
}

export interface StoredJudgement {
  readonly night: string;
  readonly from: string;
  readonly observed: number;
  readonly expected: number | null;
  readonly upper: number | null;
  readonly alarm: boolean;
  readonly p: number | null;
}

/** What a method said of a series in the last sixty nights up to a day: of each step the last word. */
export const judgementsOf = (
  tx: Tx,
  series: Pick<About, 'channel' | 'subject'> & {
    readonly area: string;
    readonly town: string;
    readonly method: string;
    readonly step: string;
  },
  until: string,
): Promise<StoredJudgement[]> =>
  tx.query<StoredJudgement>(
    `select distinct on (j.from_day) to_char(j.day, 'YYYY-MM-DD') as night, to_char(j.from_day, 'YYYY-MM-DD') as "from", j.observed, j.expected,
            j.upper, j.alarm, j.p
       from (select day from surveillance.night where day <= $7::date + 7 order by day desc limit 60) n
       join surveillance.judgement j on j.day = n.day and j.area = $1 and j.subject = $2 and j.channel = $3 and j.town = $4 and j.method = $5
        and j.step = $6
      order by j.from_day, j.day desc`,
    [series.area, series.subject, series.channel, series.town, series.method, series.step, until],
  );
