import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { Tx } from '@songhua/kernel';
import { rankOf, weakestOf } from './rank-evidence.ts';

/** What one institution has, grouped as its page shows it, of the rows that hold on a day. `$1` is the institution, `$2` the day. */

const lasts = 'institution = $1 and (since is null or since <= $2) and (until is null or until >= $2)';
const weakest = weakestOf(rankOf('evidence'));

export interface StaffGroup {
  readonly profession: string;
  readonly specialty: string | null;
  readonly n: number;
  readonly established: number;
  readonly evidence: Evidence;
}

/** People counted there, by profession and specialty, most first within a profession. */
export const staffGroups = (tx: Tx, id: string, at: string): Promise<StaffGroup[]> =>
  tx.query(
    `select profession, specialty, count(*)::int as n, count(*) filter (where established)::int as established, ${weakest} as evidence
       from registry.staff where ${lasts} and primary_post group by profession, specialty
      order by sum(count(*)) over (partition by profession) desc, profession, n desc, specialty`,
    [id, at],
  );

export interface BedGroup {
  readonly class: string;
  readonly department: string | null;
  readonly n: number;
  readonly convertible: number;
  readonly openable: number;
  readonly evidence: Evidence;
}

export const bedGroups = (tx: Tx, id: string, at: string): Promise<BedGroup[]> =>
  tx.query(
    `select class, department, count(*)::int as n, count(*) filter (where convertible)::int as convertible,
            count(*) filter (where openable)::int as openable, ${weakest} as evidence
       from registry.bed where ${lasts} group by class, department
      order by sum(count(*)) over (partition by class) desc, class, n desc, department`,
    [id, at],
  );

interface Thing {
  readonly id: string;
  readonly code: string;
  readonly name: string | null;
  readonly evidence: Evidence;
}

const things = (table: string, code: string) => {
  const sql = `select id, ${code} as code, name, evidence from registry.${table} where ${lasts} order by code, name, id`;
  return (tx: Tx, id: string, at: string): Promise<Thing[]> => tx.query<Thing>(sql, [id, at]);
};
export const departmentThings = things('department', 'code');
export const laboratoryThings = things('laboratory', 'level');
export const equipmentThings = things('equipment', 'type');
export const teamThings = things('team', 'kind');

interface Station {
  readonly id: string;
  readonly name: string | null;
  readonly evidence: Evidence;
  readonly area_zh: string | null;
  readonly area_en: string | null;
  readonly townName: string | null;
}
export const stationThings = (tx: Tx, id: string, at: string): Promise<Station[]> =>
  tx.query(
    `select s.id, s.name, s.evidence, a.name_zh as area_zh, a.name_en as area_en, t.name_zh as "townName"
       from registry.station s left join registry.area a on a.code = s.area left join registry.area t on t.code = s.town
      where ${lasts} order by s.name, s.id`,
    [id, at],
  );

interface Stated {
  readonly fields: readonly string[];
  readonly designations: readonly string[];
  readonly complete: readonly string[];
}
export async function statedOf(tx: Tx, id: string): Promise<Stated> {
  const [row] = await tx.query<Stated>('select fields, designations, complete from registry.institution where id = $1', [id]);
  return row ?? { fields: [], designations: [], complete: [] };
}

export interface Post {
  readonly id: string;
  readonly name: string;
  readonly profession: string;
  readonly specialty: string | null;
  readonly category: string | null;
  readonly licence: string | null;
  readonly duties: readonly string[];
  readonly post: string;
  readonly established: boolean;
  readonly primary: boolean;
  readonly since: string | null;
  readonly evidence: Evidence;
  readonly source: string | null;
}

/** Posts held there on the day, of a profession and specialty where asked; those counted there first. */
export async function findPosts(
  tx: Tx,
  id: string,
  at: string,
  filter: { readonly profession?: string | undefined; readonly specialty?: string | undefined },
  page: { readonly limit?: number; readonly offset?: number } = {},
): Promise<{ readonly total: number; readonly items: Post[] }> {
  const where = `${lasts} and ($3::text is null or profession = $3) and ($4::text is null or specialty = $4)`;
  const given = [id, at, filter.profession ?? null, filter.specialty ?? null];
  const [counted] = await tx.query<{ n: number }>(`select count(*)::int as n from registry.staff where ${where}`, given);
  const items = await tx.query<Post>(
    `select id, name, profession, specialty, category, licence, duties, post, established, primary_post as "primary",
            since::text as since, evidence, source
       from registry.staff where ${where} order by primary_post desc, profession, specialty nulls last, id limit $5 offset $6`,
    [...given, page.limit ?? null, page.offset ?? 0],
  );
  return { total: counted?.n ?? 0, items };
}
