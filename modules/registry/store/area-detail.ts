import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { Tx } from '@songhua/kernel';
import type { AreaDetail } from '../contract.ts';
import { rankOf, weakestOf } from './rank-evidence.ts';

/** Institutions listed in these areas or towns, by class, in the classes' own order. */
export const countByClass = (tx: Tx, codes: readonly string[]): Promise<AreaDetail['classes']> =>
  tx.query(
    `select class, count(*)::int as institutions, sum(beds)::float8 as beds, sum(staff)::float8 as staff
       from registry.listed where area = any($1) or town = any($1) group by class
      order by array_position(array['hospital', 'primary', 'public-health', 'other'], class)`,
    [codes],
  );

export interface PlaceCount {
  /** The county-level area or, where it is known, the town. */
  readonly place: string;
  readonly institutions: number;
  readonly beds: number | null;
  readonly staff: number | null;
  readonly evidence: Evidence;
}

const sums = `count(*)::int as institutions, sum(beds)::float8 as beds, sum(staff)::float8 as staff, ${weakestOf(rankOf('evidence'))} as evidence`;

/** What is listed in each of these places, areas and towns alike. Places without anything are left out. */
export const countByPlace = (tx: Tx, codes: readonly string[]): Promise<PlaceCount[]> =>
  tx.query(
    `select area as place, ${sums} from registry.listed where area = any($1) group by area
     union all select town as place, ${sums} from registry.listed where town = any($1) group by town`,
    [codes],
  );
