import type { Tx } from '@songhua/kernel';

/** What the registry counts one by one of what an emergency asks for. */
interface Reserve {
  readonly kind: 'bed' | 'equipment';
  /** Bed class or type of equipment. */
  readonly code: string;
  /** In the areas asked for. */
  readonly here: number;
  /** In all. */
  readonly all: number;
  /** Whether any of them is invented by the generator. */
  readonly synthetic: boolean;
}

const lasts = '(since is null or since <= $2) and (until is null or until >= $2)';

/** Infectious, intensive and monitored beds, ECMO machines and ambulances on a day (ISO), in the areas of these codes and in all; a kind of which there is none has no row. */
export const countReserves = (tx: Tx, areas: readonly string[], day: string): Promise<Reserve[]> =>
  tx.query<Reserve>(
    `with things as (
       select 'bed' as kind, class as code, institution, evidence from registry.bed where class in ('icu', 'infectious', 'monitored') and ${lasts}
       union all
       select 'equipment', type, institution, evidence from registry.equipment
        where type in ('ecmo', 'ambulance', 'negative-pressure-ambulance') and ${lasts})
     select t.kind, t.code, count(*)::int as "all", (count(*) filter (where l.area = any($1)))::int as here,
            bool_or(t.evidence = 'synthetic') as synthetic
       from things t join registry.listed l on l.id = t.institution group by t.kind, t.code order by t.kind, t.code`,
    [areas, day],
  );
