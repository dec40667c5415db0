import type { Tx } from '@songhua/kernel';

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

/** Writes counts of a source; what it said of the same before is replaced, when it first spoke of it stays. Rows must differ in their keys. */
export async function saveCounts(tx: Tx, source: string, rows: readonly CountRow[], by: string, now: Date): Promise<void> {
  const column = <K extends keyof CountRow>(key: K): CountRow[K][] => rows.map((row) => row[key]);
  await tx.query(
    `insert into surveillance.count as c (day, area, town, channel, subject, source, count, population, first_at, at, by_name)
     select n.day, n.area, n.town, n.channel, n.subject, $8, n.count, n.population, $9, $9, $10
       from unnest($1::date[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[])
         as n (day, area, town, channel, subject, count, population)
     on conflict (area, subject, channel, day, town, source) do update
       set count = excluded.count, population = excluded.population, at = excluded.at, by_name = excluded.by_name
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
      ...[source, now, by],
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
