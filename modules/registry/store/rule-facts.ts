import { evidenceKinds } from '@songhua/engine-plan/evidence.ts';
import type { Tx } from '@songhua/kernel';
import type { InstitutionFacts, RegistryFacts } from '../contract.ts';
import { readBedTraits, readFigures, readStaffTraits } from '../domain/traits.ts';
import { rankOf, weakestOf } from './rank-evidence.ts';

type Collections = Pick<
  InstitutionFacts,
  'staff' | 'beds' | 'departments' | 'services' | 'laboratories' | 'equipment' | 'stations' | 'teams'
>;

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly town: string | null;
  readonly class: InstitutionFacts['class'];
  readonly kind: InstitutionFacts['kind'];
  readonly level: InstitutionFacts['level'];
  readonly ownership: InstitutionFacts['ownership'];
  readonly named: boolean;
  readonly rank: number;
  /** Codes with blanks between: reading 11,000 PostgreSQL arrays took longer than all the rest. */
  readonly fields: string;
  readonly designations: string;
  readonly complete: string;
  readonly figures: string;
}

const membership = `greatest(${['kind', 'level', 'ownership', 'place'].map((a) => rankOf(`(attributes->>'${a}')`)).join(', ')})`;

const listed = (tx: Tx, at: string): Promise<Listed[]> =>
  tx.query<Listed>(
    `select id, name, area, town, class, kind, level, ownership, named, ${membership} as rank,
            array_to_string(fields, ' ') as fields, array_to_string(designations, ' ') as designations,
            array_to_string(complete, ' ') as complete, figures
       from registry.listed where since <= $1 order by id`,
    [at],
    'registry.rule-institutions',
  );

const lasts = '(since is null or since <= $1) and (until is null or until >= $1)';

/** Every sort of row with the institutions that have one, as often as they have it. */
const alike = (tx: Tx, at: string, table: 'staff' | 'bed', where: string) =>
  tx.query<{ traits: string; institutions: string }>(
    `select traits, string_agg(institution, ' ') as institutions from registry.${table} where ${lasts}${where}
      group by traits order by traits`,
    [at],
    `registry.rule-${table}`,
  );

/** Gives every institution its rows, grouped; those alike share one object but for their number. */
function deal<Row extends object>(
  found: readonly { readonly traits: string; readonly institutions: string }[],
  read: (traits: string) => Row,
): ReadonlyMap<string, (Row & { readonly n: number })[]> {
  const dealt = new Map<string, (Row & { readonly n: number })[]>();
  for (const { traits, institutions } of found) {
    const row = read(traits);
    const counts = new Map<string, number>();
    for (const id of institutions.split(' ')) counts.set(id, (counts.get(id) ?? 0) + 1);
    for (const [id, n] of counts) {
      const own = dealt.get(id);
      if (own) own.push({ n, ...row });
      else dealt.set(id, [{ n, ...row }]);
    }
  }
  return dealt;
}

interface Other {
  readonly institution: string;
  readonly sort: Exclude<keyof Collections, 'staff' | 'beds'>;
  readonly n: number;
  readonly code: string;
  readonly town: string | null;
  readonly offered: boolean | null;
  readonly evidence: InstitutionFacts['evidence'];
}

const counted = (sort: Other['sort'], table: string, code: string, town = 'null') =>
  `select institution, '${sort}' as sort, count(*)::int as n, ${code} as code, ${town} as town, null::boolean as offered, evidence
     from registry.${table} where ${lasts} group by institution, ${code}, evidence${town === 'null' ? '' : `, ${town}`}`;

/** All other collections, in one statement. */
const others = (tx: Tx, at: string): Promise<Other[]> =>
  tx.query<Other>(
    `${[
      counted('departments', 'department', 'code'),
      counted('laboratories', 'laboratory', 'level'),
      counted('equipment', 'equipment', 'type'),
      counted('stations', 'station', 'area', 'town'),
      counted('teams', 'team', 'kind'),
    ].join(' union all ')}
     union all select institution, 'services', count(*)::int, code, null, bool_or(offered), ${weakestOf(rankOf('evidence'))}
       from registry.institution_service group by institution, code
     order by institution, sort, code, evidence, town`,
    [at],
    'registry.rule-others',
  );

const childcare = (tx: Tx, at: string): Promise<RegistryFacts['childcare'][number][]> =>
  tx.query<RegistryFacts['childcare'][number]>(
    `select distinct on (c.id) s.area, s.town, c.places, c.evidence, c.as_of::text as "asOf"
       from registry.childcare c join registry.institution_site s on s.institution = c.id where c.as_of <= $1 order by c.id, s.id`,
    [at],
    'registry.rule-childcare',
  );

type Small = { -readonly [K in Other['sort']]: InstitutionFacts[K][number][] };
const nothing = (): Small => ({ departments: [], services: [], laboratories: [], equipment: [], stations: [], teams: [] });

function keep(own: Small, { sort, n, code, town, offered, evidence }: Other): void {
  if (sort === 'departments') own.departments.push({ code, evidence });
  else if (sort === 'services') own.services.push({ code, offered: offered === true, evidence });
  else if (sort === 'laboratories') own.laboratories.push({ n, level: code, evidence });
  else if (sort === 'equipment') own.equipment.push({ n, type: code, evidence });
  else if (sort === 'stations') own.stations.push({ n, area: code, town, evidence });
  else own.teams.push({ n, kind: code, evidence });
}

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

/** Everything rules may ask of the registry on a day, in five statements. */
export async function readRuleFacts(tx: Tx, at: string): Promise<RegistryFacts> {
  const found = await listed(tx, at);
  const staff = deal(await alike(tx, at, 'staff', ' and primary_post'), readStaffTraits);
  const beds = deal(await alike(tx, at, 'bed', ''), readBedTraits);
  const small = new Map<string, Small>();
  for (const row of await others(tx, at)) {
    const own = small.get(row.institution) ?? nothing();
    small.set(row.institution, own);
    keep(own, row);
  }
  const empty = nothing();
  return {
    institutions: found.map(({ rank, fields, designations, complete, figures, ...one }) => ({
      ...one,
      evidence: evidenceKinds[rank - 1] ?? 'synthetic',
      fields: words(fields),
      designations: words(designations),
      complete: words(complete),
      measures: readFigures(figures, at),
      staff: staff.get(one.id) ?? [],
      beds: beds.get(one.id) ?? [],
      ...(small.get(one.id) ?? empty),
    })),
    childcare: await childcare(tx, at),
    areaFigures: [],
  };
}
