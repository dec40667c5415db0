import type { Tx } from '@songhua/kernel';

/**
 * Date of the newest fact not after the day, of an area, published or stated, or of an institution that is counted; null when
 * there is none. What is dated later has not happened yet.
 */
export async function newestFact(tx: Tx, until: string): Promise<string | null> {
  const [row] = await tx.query<{ at: string | null }>(
    `select greatest(
       (select max(as_of) from registry.published_total where as_of <= $1),
       (select max(as_of) from registry.area_figure where as_of <= $1),
       (select max(case when l.as_of <= $1 then l.as_of
                        else (select max(f.as_of) from registry.institution_fact f where f.institution = l.id and f.as_of <= $1) end)
          from registry.listed l where l.as_of is not null)
     )::text as at`,
    [until],
  );
  return row?.at ?? null;
}
