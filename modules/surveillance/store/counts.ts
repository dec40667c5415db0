import type { Tx } from '@songhua/kernel';
import type { By } from './steps.ts';

/** One count of a day, area, channel and subject; town '': of the whole county. */
export interface CountRow {
  readonly day: string;
  readonly area: string;
  readonly town: string;
  readonly channel: string;
  readonly subject: string;
  readonly count: number;
  readonly population: number | null;
}

/**
 * Writes counts of a source; what it said of the same before is replaced, when it first spoke of it stays, and the database keeps what was replaced
 * in surveillance.count_history. Rows must differ in their keys.
 */
export async function saveCounts(tx: Tx, source: string, rows: readonly CountRow[], by: By, now: Date): Promise<void> {
  const column = <K extends keyof CountRow>(key: K): CountRow[K][] => rows.map((row) => row[key]);
  await tx.query(
    `insert into surveillance.count as c (day, area, town, channel, subject, source, count, population, first_at, at, by_id, by_name)
     select n.day, n.area, n.town, n.channel, n.subject, $8, n.count, n.population, $9, $9, $10, $11
       from unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[])
         as n (day, area, town, channel, subject, count, population)
      -- In one order whoever sends, or two who send the same rows would wait for one another.
      order by n.area, n.subject, n.channel, n.day, n.town
     on conflict (area, subject, channel, day, town, source) do update
       set count = excluded.count, population = excluded.population, at = excluded.at, by_id = excluded.by_id,
       by_name = excluded.by_name
     where (c.count, c.population) is distinct from (excluded.count, excluded.population)`,
    [
      ...[
        column('day'),
        column('area'),
        column('town'),
        column('channel'),
        column('subject'),
        column('count'),
        column('population'),
      ],
      ...[source, now, by?.id ?? null, by?.name ?? null],
    ],
  );
}

interface Told {
  readonly source: string;
  readonly day: string;
  readonly subject: string;
  readonly count: number;
  readonly population: number | null;
  readonly firstAt: Date;
  readonly at: Date;
  readonly by: string | null;
}

/** What sources said since a day. */
export const countsOf = (tx: Tx, sources: readonly string[], since: string): Promise<Told[]> =>
  tx.query(
    `select source, to_char(day, 'YYYY-MM-DD') as day, subject, count, population, first_at as "firstAt", at, by_name as by
       from surveillance.count where source = any($1) and day >= $2 order by source, day desc, subject`,
    [sources, since],
  );

/** The day on which each source first told of each day since one: what completeness is measured by. */
export const firstTold = (
  tx: Tx,
  sources: readonly string[],
  since: string,
): Promise<{ source: string; day: string; firstAt: Date }[]> =>
  tx.query(
    `select source, to_char(day, 'YYYY-MM-DD') as day, min(first_at) as "firstAt"
       from surveillance.count where source = any($1) and day >= $2 group by source, day`,
    [sources, since],
  );

export async function hasTold(tx: Tx, source: string): Promise<boolean> {
  const found = await tx.query('select 1 from surveillance.count where source = $1 limit 1', [source]);
  return found.length > 0;
}

interface Replaced {
  readonly source: string;
  readonly day: string;
  readonly subject: string;
  readonly before: number;
  readonly after: number;
  readonly populationBefore: number | null;
  readonly populationAfter: number | null;
  readonly at: Date;
  readonly by: string | null;
}

/** What a source said otherwise, the newest first, `most` at most. */
export const replacedCounts = (tx: Tx, source: string, most: number): Promise<Replaced[]> =>
  tx.query(
    `select source, to_char(day, 'YYYY-MM-DD') as day, subject, count_before as before, count_after as after,
            population_before as "populationBefore", population_after as "populationAfter", at, by_name as by
       from surveillance.count_history where source = $1 order by n desc limit $2`,
    [source, most],
  );

/** How often what a source said of each day since one was said otherwise (several counts at once are one time), and when and by whom last. */
export const timesReplaced = (
  tx: Tx,
  source: string,
  since: string,
): Promise<{ day: string; times: number; at: Date; by: string | null }[]> =>
  tx.query(
    `select to_char(day, 'YYYY-MM-DD') as day, count(distinct at)::int as times, max(at) as at,
            (array_agg(by_name order by n desc))[1] as by
       from surveillance.count_history where source = $1 and day >= $2 group by day`,
    [source, since],
  );
