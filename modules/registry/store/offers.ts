import type { Tx } from '@songhua/kernel';
import type { OfferKind, OfferRow, Offers } from '../contract.ts';
import { conditions, type Filter } from './institutions.ts';
import { rankOf, weakestOf } from './rank-evidence.ts';

const lasts = '(since is null or since <= $1) and (until is null or until >= $1)';

/** What is listed one by one: there or not, and whether the list is complete. */
const listed = (table: string, column: string, collection: string) => ({
  there: `select institution, true as offered, ${weakestOf(rankOf('evidence'))} as evidence
            from registry.${table} where ${column} = $2 and ${lasts} group by institution`,
  code: `select ${column} as code, count(distinct institution)::int as n from registry.${table}
          where ${lasts} and institution in (select id from registry.listed where since <= $1) group by ${column}`,
  known: `'${collection}' = any(i.complete)`,
});

/** Where each kind of offer stands: who has it, how many have each code, and when its absence means no. */
const sources: Readonly<Record<OfferKind, { readonly there: string; readonly code: string; readonly known: string }>> = {
  department: listed('department', 'code', 'departments'),
  laboratory: listed('laboratory', 'level', 'laboratories'),
  equipment: listed('equipment', 'type', 'equipment'),
  service: {
    there: `select institution, bool_or(offered) as offered, ${weakestOf(rankOf('evidence'))} as evidence
              from registry.institution_service where code = $2 group by institution`,
    code: `select code, count(distinct institution)::int as n from registry.institution_service
            where offered and institution in (select id from registry.listed where since <= $1) group by code`,
    known: `'services' = any(i.complete)`,
  },
  designation: {
    there: 'select id as institution, true as offered, evidence from registry.institution where $2 = any(designations)',
    code: `select code, count(*)::int as n from registry.institution i cross join unnest(i.designations) code
            where id in (select id from registry.listed where since <= $1) group by code`,
    // What an institution was made is stated with it, and stated in full.
    known: 'true',
  },
};

/** Institutions listed on the day, each with its state; `$1` is the day, `$2` the code, the filter's parameters follow. */
function withStates(kind: OfferKind, filter: Filter, without?: 'codes') {
  const { there, known } = sources[kind];
  const { where, params } = conditions(filter, without, 2);
  const states = `with there as (${there}), found as (
    select l.*, t.evidence as rests,
           case when t.offered then 'offered' when t.offered = false or ${known} then 'absent' else 'unknown' end as state
      from (select * from registry.listed where since <= $1 and ${where}) l
      join registry.institution i on i.id = l.id left join there t on t.institution = l.id)`;
  return { states, params };
}

/** How many institutions have each code of a kind on the day. */
export const countOffers = (tx: Tx, kind: OfferKind, at: string): Promise<{ code: string; n: number }[]> =>
  tx.query(sources[kind].code, [at]);

/** By county-level area: how many offer it, are known not to, and are not known about. */
export function countOfferStates(tx: Tx, kind: OfferKind, code: string, filter: Filter, at: string): Promise<Offers['areas']> {
  const { states, params } = withStates(kind, filter, 'codes');
  return tx.query(
    `${states} select a.code as area, ${['offered', 'absent', 'unknown']
      .map((state) => `count(f.id) filter (where f.state = '${state}')::int as ${state}`)
      .join(', ')}
       from registry.area a left join found f on f.area = a.code
      where a.level in ('county', 'zone') or f.id is not null group by a.code, a.position order by a.position, a.code`,
    [at, code, ...params],
  );
}

type Sort = 'name' | '-name' | 'area' | 'state';
const orders: Readonly<Record<Sort, string>> = {
  name: 'name collate "C", id',
  '-name': 'name collate "C" desc, id',
  area: 'area, id',
  state: "array_position(array['offered', 'absent', 'unknown'], state), area, id",
};

interface Asked {
  readonly kind: OfferKind;
  readonly code: string;
  readonly state?: OfferRow['state'] | undefined;
  readonly filter: Filter;
  readonly at: string;
}

/** The institutions under the filter with their states; without a limit all of them. */
export async function findOffers(
  tx: Tx,
  { kind, code, state, filter, at }: Asked,
  page: { readonly sort: Sort; readonly limit?: number; readonly offset?: number },
): Promise<{ readonly total: number; readonly items: OfferRow[] }> {
  const { states, params } = withStates(kind, filter);
  const given = [at, code, ...params, state ?? null];
  const narrowed = `from found where ($${given.length}::text is null or state = $${given.length})`;
  const [counted] = await tx.query<{ n: number }>(`${states} select count(*)::int as n ${narrowed}`, given);
  const rows = await tx.query<Omit<OfferRow, 'areaName'> & { area_zh: string; area_en: string }>(
    `${states} select id, name, kind, level, area, area_zh, area_en, town_name as "townName", state,
            case when state = 'unknown' then null else coalesce(rests, evidence) end as evidence
       ${narrowed} order by ${orders[page.sort]} limit $${given.length + 1} offset $${given.length + 2}`,
    [...given, page.limit ?? null, page.offset ?? 0],
  );
  return {
    total: counted?.n ?? 0,
    items: rows.map(({ area_zh, area_en, ...row }) => ({ ...row, areaName: { zh: area_zh, en: area_en } })),
  };
}
