import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { Tx } from '@songhua/kernel';
import type { Facets, Institution, InstitutionQuery } from '../contract.ts';
import { rankOf, weakestOf } from './rank-evidence.ts';

/** What institutions are asked for by; `kinds` are those that will do, `codes` the area with all that lies in it. */
export type Filter = Pick<InstitutionQuery, 'class' | 'level' | 'ownership' | 'q'> & {
  readonly kinds?: readonly Institution['kind'][];
  readonly codes?: readonly string[];
};
type Field = keyof Filter;

interface Row {
  id: string;
  name: string;
  class: Institution['class'];
  kind: Institution['kind'];
  level: Institution['level'];
  ownership: Institution['ownership'];
  area: string;
  area_zh: string;
  area_en: string;
  town: string | null;
  town_name: string | null;
  beds: number | null;
  staff: number | null;
  evidence: Evidence;
}

const columns = 'id, name, class, kind, level, ownership, area, area_zh, area_en, town, town_name, beds, staff, evidence';

const toInstitution = ({ area_zh, area_en, town_name, ...row }: Row): Institution => ({
  ...row,
  areaName: { zh: area_zh, en: area_en },
  townName: town_name,
});

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** The condition of a filter, leaving one field out where asked. Its parameters come after `first` others. */
export function conditions(
  filter: Filter,
  without?: Field,
  first = 0,
): { readonly where: string; readonly params: readonly unknown[] } {
  const params: unknown[] = [];
  const add = (value: unknown): string => `$${first + params.push(value)}`;
  const parts = ['true'];
  const equal = (field: 'class' | 'level' | 'ownership'): void => {
    if (filter[field] !== undefined && field !== without) parts.push(`${field} = ${add(filter[field])}`);
  };
  equal('class');
  equal('level');
  equal('ownership');
  if (filter.kinds && without !== 'kinds') parts.push(`kind = any(${add(filter.kinds)})`);
  if (filter.codes && without !== 'codes') {
    const codes = add(filter.codes);
    parts.push(`(area = any(${codes}) or town = any(${codes}))`);
  }
  if (filter.q) {
    const text = add(`%${escapeLike(filter.q)}%`);
    parts.push(`(name ilike ${text} or id ilike ${text})`);
  }
  return { where: parts.join(' and '), params };
}

const orders: Record<InstitutionQuery['sort'], string> = {
  name: 'name collate "C", id',
  '-name': 'name collate "C" desc, id',
  beds: 'beds nulls last, id',
  '-beds': 'beds desc nulls last, id',
  staff: 'staff nulls last, id',
  '-staff': 'staff desc nulls last, id',
  area: 'area, town nulls first, id',
  kind: 'kind collate "C", id',
};

/** One page of the institutions, in an order that never changes between pages. No limit: all of them. */
export async function findInstitutions(
  tx: Tx,
  filter: Filter,
  page: { readonly sort: InstitutionQuery['sort']; readonly limit?: number; readonly offset?: number },
): Promise<Institution[]> {
  const { where, params } = conditions(filter);
  const rows = await tx.query<Row>(
    `select ${columns} from registry.listed where ${where} order by ${orders[page.sort]}
      limit $${params.length + 1} offset $${params.length + 2}`,
    [...params, page.limit ?? null, page.offset ?? 0],
  );
  return rows.map(toInstitution);
}

export interface Summary {
  readonly total: number;
  /** Null where no institution says: missing is not zero. */
  readonly beds: number | null;
  readonly staff: number | null;
  readonly asOf: string | null;
  readonly evidence: Evidence | null;
}

/** How many there are, with their beds and staff, the day of the newest figure, and the weakest evidence among them. */
export async function summariseInstitutions(tx: Tx, filter: Filter): Promise<Summary> {
  const { where, params } = conditions(filter);
  const [row] = await tx.query<Summary>(
    `select count(*)::int as total, sum(beds)::float8 as beds, sum(staff)::float8 as staff, max(as_of)::text as "asOf",
            ${weakestOf(rankOf('evidence'))} as evidence
       from registry.listed where ${where}`,
    params,
  );
  return row ?? { total: 0, beds: null, staff: null, asOf: null, evidence: null };
}

/** Counts by each field under the other fields' filters; areas by county-level code and by town. */
export async function countFacets(tx: Tx, filter: Filter): Promise<Facets> {
  const count = async (column: string, without: Field): Promise<Record<string, number>> => {
    const { where, params } = conditions(filter, without);
    const rows = await tx.query<{ key: string; n: number }>(
      `select ${column} as key, count(*)::int as n from registry.listed where ${where} and ${column} is not null group by ${column} order by ${column}`,
      params,
    );
    return Object.fromEntries(rows.map((r) => [r.key, r.n]));
  };
  return {
    class: await count('class', 'class'),
    kind: await count('kind', 'kinds'),
    level: await count('level', 'level'),
    ownership: await count('ownership', 'ownership'),
    area: { ...(await count('area', 'codes')), ...(await count('town', 'codes')) },
  };
}

export interface Detail {
  readonly institution: Institution;
  readonly named: boolean;
  readonly section: string | null;
  readonly attributes: Readonly<Record<string, Evidence>>;
  readonly facts: readonly { measure: string; value: number; asOf: string; evidence: Evidence; source: string | null }[];
  readonly services: readonly { id: string; code: string; evidence: Evidence; offered: boolean }[];
  readonly sites: readonly string[];
  /** No longer active: in no list and no count, and its history is there to be read. */
  readonly retired: boolean;
}

type DetailRow = Row & {
  readonly named: boolean;
  readonly section: string | null;
  readonly attributes: Record<string, Evidence>;
};

/** An institution that is no longer active, as the view of the active ones would show it. */
const retiredInstitution = `
  select i.*, s.area, a.name_zh as area_zh, a.name_en as area_en, t.code as town, t.name_zh as town_name
    from registry.institution i
    join registry.institution_site s on s.institution = i.id
    join registry.area a on a.code = s.area and a.level <> 'town'
    left join registry.area t on t.code = s.town and t.level = 'town'
   where i.id = $1 and not i.active and i.class is not null and i.kind is not null and i.ownership is not null
   order by s.id limit 1`;

/** One institution with its newest figures and its services, a retired one too; null when there is none of that id. */
export async function findInstitution(tx: Tx, id: string): Promise<Detail | null> {
  const shown = `${columns}, named, section, attributes`;
  const [active] = await tx.query<DetailRow>(`select ${shown} from registry.listed where id = $1`, [id]);
  const row = active ?? (await tx.query<DetailRow>(`select ${shown} from (${retiredInstitution}) as i`, [id]))[0];
  if (!row) return null;
  const { named, section, attributes, ...institution } = row;
  const facts = await tx.query<Detail['facts'][number]>(
    `select distinct on (measure) measure, value, as_of::text as "asOf", evidence, source
       from registry.institution_fact where institution = $1 order by measure, as_of desc`,
    [id],
  );
  const services = await tx.query<Detail['services'][number]>(
    'select id, code, evidence, offered from registry.institution_service where institution = $1 order by code, id',
    [id],
  );
  const sites = await tx.query<{ id: string }>('select id from registry.institution_site where institution = $1 order by id', [
    id,
  ]);
  return {
    institution: toInstitution(institution),
    named,
    section,
    attributes,
    facts,
    services,
    sites: sites.map((s) => s.id),
    retired: active === undefined,
  };
}

/** True when no institution is listed, whatever is asked for. */
export async function noneListed(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ none: boolean }>('select not exists (select 1 from registry.listed) as none');
  return row?.none ?? true;
}

/** True when there is no organization at all, institution or not. */
export async function isEmpty(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ empty: boolean }>('select not exists (select 1 from registry.institution) as empty');
  return row?.empty ?? true;
}

/** Every listed institution of an area and all that lies in it, by id. */
export async function institutionsIn(
  tx: Tx,
  codes: readonly string[],
): Promise<readonly (Institution & { readonly named: boolean })[]> {
  const rows = await tx.query<Row & { named: boolean }>(
    `select ${columns}, named from registry.listed where area = any($1) or town = any($1) order by id`,
    [codes],
  );
  return rows.map(({ named, ...row }) => ({ ...toInstitution(row), named }));
}
