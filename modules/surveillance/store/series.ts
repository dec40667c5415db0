import type { Tx } from '@songhua/kernel';
import type { DayCount } from '../domain/detection-series.ts';

/** Counts that sentinels, programs and files sent, and what the records say by the institution's area; days since 1970-01-01. */
export async function readCounts(
  tx: Tx,
  from: string,
  to: string,
  areaOf: ReadonlyMap<string, { readonly area: string; readonly town: string }>,
): Promise<readonly DayCount[]> {
  const sent = await tx.query<DayCount>(
    `select channel, subject, area, town, (day - date '1970-01-01') as day, sum(count)::int as count
       from surveillance.count where day between $1 and $2 group by channel, subject, area, town, day`,
    [from, to],
  );
  const seen = await tx.query<Omit<DayCount, 'area' | 'town'> & { readonly organization: string }>(
    `select channel, subject, organization, (day - date '1970-01-01') as day, count(distinct coalesce(encounter, resource))::int as count
       from surveillance.seen where day between $1 and $2 and organization is not null group by channel, subject, organization, day`,
    [from, to],
  );
  const placed = seen.flatMap(({ organization, channel, subject, day, count }) => {
    const place = areaOf.get(organization);
    return place ? [{ channel, subject, day, count, ...place }] : [];
  });
  return [...sent, ...placed];
}
