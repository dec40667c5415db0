import type { Tx } from '@songhua/kernel';
import type { Group } from '../domain/roll-up.ts';

// Ranked as `evidenceKinds` orders them: the weakest of several has the largest rank.
const kinds = `array['published', 'entered', 'computed', 'synthetic']`;
const rank = (column: string): string => `array_position(${kinds}, ${column})`;
const weakest = (ranked: string): string => `(${kinds})[max(${ranked})]`;

const traits = 'l.area, l.class, l.kind, l.level, l.ownership';

/**
 * The institutions of a day in groups of like ones, with each count's newest sum not after that day. (The newest are
 * taken in descending order throughout: the primary key read backwards needs no sort.)
 */
export const groupsOn = (tx: Tx, at: string): Promise<Group[]> =>
  tx.query<Group>(
    `with l as materialized (select * from registry.listed where since <= $1),
     newest as (
       select distinct on (institution, measure) institution, measure, value, as_of, evidence
         from registry.institution_fact where as_of <= $1 order by institution desc, measure desc, as_of desc
     )
     select ${traits}, n.measure, sum(n.value)::float8 as value, count(*)::int as known, max(n.as_of)::text as "asOf", ${weakest(rank('n.evidence'))} as evidence
       from l join newest n on n.institution = l.id group by ${traits}, n.measure
     union all
     select ${traits}, 'one', count(*)::float8, count(*)::int, max(l.since)::text,
            ${weakest(`greatest(${rank("l.attributes->>'name'")}, ${rank("l.attributes->>'kind'")})`)}
       from l group by ${traits}
     union all
     select ${traits}, s.code, count(*) filter (where s.offered)::float8, count(*)::int, max(l.since)::text, ${weakest('s.rank')}
       from l join (
         select institution, code, bool_or(offered) as offered, max(${rank('evidence')}) as rank
           from registry.institution_service group by institution, code
       ) s on s.institution = l.id group by ${traits}, s.code`,
    [at],
  );

/** Date of the newest fact the registry holds, published or counted; null when it holds none. */
export async function newestFact(tx: Tx): Promise<string | null> {
  const [row] = await tx.query<{ at: string | null }>(
    `select greatest((select max(as_of) from registry.published_total), (select max(as_of) from registry.institution_fact))::text as at`,
  );
  return row?.at ?? null;
}
