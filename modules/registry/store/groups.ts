import { type Attribute, shareRules } from '@songhua/engine-city';
import type { Tx } from '@songhua/kernel';
import type { Group } from '../domain/roll-up.ts';
import { rankOf, weakestOf } from './rank-evidence.ts';

/** What a group is made of: which group an institution is counted in rests on each of these. */
const traits = 'l.area, l.class, l.kind, l.level, l.ownership';
const attributeRank = (attribute: Attribute): string => rankOf(`(attributes->>'${attribute}')`);
const membershipRank = `greatest(${(['kind', 'level', 'ownership', 'place'] as const).map(attributeRank).join(', ')})`;

/** Services for which shares are worked out. */
const shared = Object.values(shareRules)
  .map(({ service }) => `'${service}'`)
  .join(', ');

/**
 * The institutions of a day in groups of like ones, with each count's newest sum not after that day. A sum is as old
 * as its oldest part, and as weak as the weakest of its figures and of what decides whose figures they are. (The
 * newest are taken in descending order throughout: the primary key read backwards needs no sort.)
 */
export const groupsOn = (tx: Tx, at: string): Promise<Group[]> =>
  tx.query<Group>(
    `with l as materialized (
       select id, area, class, kind, level, ownership, since, ${membershipRank} as membership, ${attributeRank('name')} as name
         from registry.listed where since <= $1
     ),
     newest as (
       select distinct on (institution, measure) institution, measure, value, as_of, evidence
         from registry.institution_fact where as_of <= $1 order by institution desc, measure desc, as_of desc
     )
     select ${traits}, n.measure, sum(n.value)::float8 as value, count(*)::int as known, min(n.as_of)::text as "asOf",
            ${weakestOf(rankOf('n.evidence'), 'l.membership')} as evidence
       from l join newest n on n.institution = l.id group by ${traits}, n.measure
     union all
     select ${traits}, 'one', count(*)::float8, count(*)::int, min(l.since)::text, ${weakestOf('l.name', 'l.membership')}
       from l group by ${traits}
     union all
     select ${traits}, s.code, count(*) filter (where s.offered)::float8, count(*)::int, min(l.since)::text, ${weakestOf('s.rank', 'l.membership')}
       from l join (
         select institution, code, bool_or(offered) as offered, max(${rankOf('evidence')}) as rank
           from registry.institution_service where code in (${shared}) group by institution, code
       ) s on s.institution = l.id group by ${traits}, s.code`,
    [at],
  );

/**
 * Date of the newest fact not after the day, of an area as published or of an institution that is counted; null when
 * there is none. What is dated later has not happened yet.
 */
export async function newestFact(tx: Tx, until: string): Promise<string | null> {
  const [row] = await tx.query<{ at: string | null }>(
    `select greatest(
       (select max(as_of) from registry.published_total where as_of <= $1),
       (select max(f.as_of) from registry.institution_fact f join registry.listed l on l.id = f.institution where f.as_of <= $1)
     )::text as at`,
    [until],
  );
  return row?.at ?? null;
}
