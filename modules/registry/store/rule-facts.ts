import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { Tx } from '@songhua/kernel';
import type { InstitutionFacts, MeasureFact, RegistryFacts } from '../contract.ts';
import { rankOf, weakestOf } from './rank-evidence.ts';

type Collections = Pick<
  InstitutionFacts,
  'staff' | 'beds' | 'departments' | 'services' | 'laboratories' | 'equipment' | 'stations' | 'teams'
>;
type Listed = Omit<InstitutionFacts, keyof Collections | 'measures'>;

const membership = `greatest(${['kind', 'level', 'ownership', 'place'].map((a) => rankOf(`(attributes->>'${a}')`)).join(', ')})`;

const listed = (tx: Tx, at: string): Promise<Listed[]> =>
  tx.query<Listed>(
    `select id, name, area, town, class, kind, level, ownership, named, ${weakestOf(membership)} as evidence,
            fields, designations, complete
       from registry.listed where since <= $1
      group by id, name, area, town, class, kind, level, ownership, named, fields, designations, complete order by id`,
    [at],
  );

const measures = (tx: Tx, at: string) =>
  tx.query<{ institution: string; measure: string; value: number; asOf: string; evidence: Evidence }>(
    `select distinct on (institution, measure) institution, measure, value, as_of::text as "asOf", evidence
       from registry.institution_fact where as_of <= $1 order by institution desc, measure desc, as_of desc`,
    [at],
  );

const lasts = '(since is null or since <= $1) and (until is null or until >= $1)';

const grouped = <R extends object>(tx: Tx, at: string, table: string, columns: string, where = 'true') =>
  tx.query<R & { institution: string }>(
    `select institution, count(*)::int as n, ${columns}, evidence from registry.${table} where ${lasts} and ${where}
      group by institution, ${columns.replaceAll(/ as "\\w+"/g, '')}, evidence order by institution`,
    [at],
  );

/** Everything rules may ask of the registry on a day. */
export async function readRuleFacts(tx: Tx, at: string): Promise<RegistryFacts> {
  const found = await listed(tx, at);
  const figures = new Map<string, Record<string, MeasureFact>>();
  for (const { institution, measure, ...fact } of await measures(tx, at)) {
    const own = figures.get(institution) ?? {};
    own[measure] = fact;
    figures.set(institution, own);
  }
  const by = <R extends { institution: string }>(rows: readonly R[]) => {
    const map = new Map<string, Omit<R, 'institution'>[]>();
    for (const { institution, ...row } of rows) {
      const own = map.get(institution);
      if (own) own.push(row);
      else map.set(institution, [row]);
    }
    return map;
  };
  type Of<K extends keyof Collections> = Collections[K][number];
  const staff = by(
    await grouped<Of<'staff'>>(
      tx,
      at,
      'staff',
      'profession, category, licence, specialty, duties, post, established, years',
      'primary_post',
    ),
  );
  const beds = by(await grouped<Of<'beds'>>(tx, at, 'bed', 'class, department, convertible, openable'));
  const departments = by(await grouped<Of<'departments'>>(tx, at, 'department', 'code'));
  const laboratories = by(await grouped<Of<'laboratories'>>(tx, at, 'laboratory', 'level'));
  const equipment = by(await grouped<Of<'equipment'>>(tx, at, 'equipment', 'type'));
  const stations = by(await grouped<Of<'stations'>>(tx, at, 'station', 'area, town'));
  const teams = by(await grouped<Of<'teams'>>(tx, at, 'team', 'kind'));
  const services = by(
    await tx.query<Of<'services'> & { institution: string }>(
      `select institution, code, bool_or(offered) as offered, ${weakestOf(rankOf('evidence'))} as evidence
         from registry.institution_service group by institution, code order by institution, code`,
    ),
  );
  const childcare = await tx.query<RegistryFacts['childcare'][number]>(
    `select distinct on (c.id) s.area, s.town, c.places, c.evidence, c.as_of::text as "asOf"
       from registry.childcare c join registry.institution_site s on s.institution = c.id where c.as_of <= $1 order by c.id, s.id`,
    [at],
  );
  const none: readonly never[] = [];
  return {
    institutions: found.map((one) => ({
      ...one,
      measures: figures.get(one.id) ?? {},
      staff: staff.get(one.id) ?? none,
      beds: beds.get(one.id) ?? none,
      departments: departments.get(one.id) ?? none,
      services: services.get(one.id) ?? none,
      laboratories: laboratories.get(one.id) ?? none,
      equipment: equipment.get(one.id) ?? none,
      stations: stations.get(one.id) ?? none,
      teams: teams.get(one.id) ?? none,
    })),
    childcare,
    areaFigures: [],
  };
}
