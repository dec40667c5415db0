import { type Evidence, evidenceKinds } from '@songhua/engine-plan/evidence.ts';
import type { Tx } from '@songhua/kernel';
import type { Alike, InstitutionFacts, RegistryFacts } from '../contract.ts';
import type { Summed } from '../domain/group-facts.ts';
import { readBedTraits, readFigures, readStaffTraits } from '../domain/traits.ts';
import { areaFiguresOn } from './area-figures.ts';
import { rankOf, weakestOf } from './rank-evidence.ts';
import { sortsOn } from './sort-counts.ts';

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
  readonly name_rank: number;
  readonly since: string;
  /** Codes with blanks between: reading 11,000 PostgreSQL arrays took longer than all the rest. */
  readonly fields: string;
  readonly designations: string;
  readonly complete: string;
  readonly figures: string;
}

const listed = (tx: Tx, at: string): Promise<Listed[]> =>
  tx.query<Listed>(
    `select id, name, area, town, class, kind, level, ownership, named, membership_rank as rank, name_rank, since::text as since,
            array_to_string(fields, ' ') as fields, array_to_string(designations, ' ') as designations,
            array_to_string(complete, ' ') as complete, figures
       from registry.listed where since <= $1 order by id`,
    [at],
    'registry.rule-institutions',
  );

/** Gives every institution its sorts, each with how many it has of it. */
function deal<Sort>(
  sorts: readonly { readonly traits: string; readonly held: string }[],
  read: (traits: string) => Sort,
): ReadonlyMap<string, readonly Alike<Sort>[]> {
  const dealt = new Map<string, { n: number; readonly of: Sort }[]>();
  for (const { traits, held } of sorts) {
    const of = read(traits);
    const parts = held.split(' ');
    for (let at = 0; at < parts.length; at += 2) {
      const [id, n] = [parts[at] ?? '', Number(parts[at + 1])];
      const own = dealt.get(id);
      const again = own?.at(-1);
      // The same sort for another period.
      if (again?.of === of) again.n += n;
      else if (own) own.push({ n, of });
      else dealt.set(id, [{ n, of }]);
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

const lasts = '(since is null or since <= $1) and (until is null or until >= $1)';

const counted = (sort: Other['sort'], table: string, code: string, town = 'null') =>
  `select institution, '${sort}' collate "C" as sort, count(*)::int as n, ${code} as code, ${town} as town, null::boolean as offered, evidence
     from registry.${table} where ${lasts} group by institution, ${code}, evidence${town === 'null' ? '' : `, ${town}`}`;

const services = `select institution, 'services' collate "C" as sort, count(*)::int as n, code, null::text as town, bool_or(offered) as offered,
            ${weakestOf(rankOf('evidence'))} as evidence
       from registry.institution_service group by institution, code`;

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
     union all ${services}
     order by institution, sort, code`,
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

const kindOf = (rank: number): Evidence => evidenceKinds[rank - 1] ?? 'synthetic';

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

/** Reads texts of which there are few different ones, each once: those alike are one. */
function readOnce<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const first = read(text);
    known.set(text, first);
    return first;
  };
}

const readWords = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

/** Everything rules may ask of the registry on a day, in five statements. */
export async function readRuleFacts(tx: Tx, at: string): Promise<RegistryFacts> {
  const found = await listed(tx, at);
  const { staff: posts = [], bed = [] } = Object.groupBy(await sortsOn(tx, at), ({ collection }) => collection);
  const [staff, beds] = [deal(posts, readStaffTraits), deal(bed, readBedTraits)];
  const small = new Map<string, Small>();
  for (const row of await others(tx, at)) {
    const own = small.get(row.institution);
    if (own) keep(own, row);
    else {
      const first = nothing();
      keep(first, row);
      small.set(row.institution, first);
    }
  }
  const [empty, none, words] = [nothing(), [], readOnce(readWords)];
  const figures = readOnce((text) => readFigures(text, at));
  return {
    institutions: found.map((one): InstitutionFacts => {
      const own = small.get(one.id) ?? empty;
      return {
        id: one.id,
        name: one.name,
        area: one.area,
        town: one.town,
        class: one.class,
        kind: one.kind,
        level: one.level,
        ownership: one.ownership,
        named: one.named,
        evidence: kindOf(one.rank),
        nameEvidence: kindOf(one.name_rank),
        since: one.since,
        fields: words(one.fields),
        designations: words(one.designations),
        complete: words(one.complete),
        measures: figures(one.figures),
        staff: staff.get(one.id) ?? none,
        beds: beds.get(one.id) ?? none,
        departments: own.departments,
        services: own.services,
        laboratories: own.laboratories,
        equipment: own.equipment,
        stations: own.stations,
        teams: own.teams,
      };
    }),
    childcare: await childcare(tx, at),
    areaFigures: await areaFiguresOn(tx, at),
  };
}

/** What of each institution is added up, as it stood on the day: the part of `readRuleFacts` that needs two statements. */
export async function readSummed(tx: Tx, at: string): Promise<readonly Summed[]> {
  const found = await listed(tx, at);
  const offered = Map.groupBy(await tx.query<Other>(services, [], 'registry.sum-services'), ({ institution }) => institution);
  const read = readOnce((text) => readFigures(text, at));
  return found.map(({ id, area, class: cls, kind, level, ownership, since, rank, name_rank, figures }) => ({
    area,
    class: cls,
    kind,
    level,
    ownership,
    since,
    evidence: kindOf(rank),
    nameEvidence: kindOf(name_rank),
    measures: read(figures),
    services: (offered.get(id) ?? []).map(({ code, offered: isOffered, evidence }) => ({
      code,
      offered: isOffered === true,
      evidence,
    })),
  }));
}
