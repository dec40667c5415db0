import type { Tx } from '@songhua/kernel';
import type { AreaCountList } from '../contract.ts';
import { conditions, type Filter } from './institutions.ts';
import { rankOf, weakestOf } from './rank-evidence.ts';

/** Institutions under the filter by county-level area; an area without any has zero, not nothing. In the order of the areas' file. */
export async function countByArea(tx: Tx, filter: Filter): Promise<AreaCountList['items']> {
  const { where, params } = conditions(filter, 'codes');
  return tx.query<AreaCountList['items'][number]>(
    `select a.code as area, coalesce(n.institutions, 0) as institutions, n.beds, n.staff, n.evidence
       from registry.area a left join (
         select area, count(*)::int as institutions, sum(beds)::float8 as beds, sum(staff)::float8 as staff,
                ${weakestOf(rankOf('evidence'))} as evidence
           from registry.listed where ${where} group by area
       ) n on n.area = a.code
      where a.level in ('county', 'zone') or n.institutions is not null
      order by a.position, a.code`,
    params,
  );
}
