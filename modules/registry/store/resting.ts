import type { Tx } from '@songhua/kernel';

/** One thing of the registry that names another: a post its person and institution, a bed its ward … */
interface Resting {
  /** What is named. */
  readonly on: { readonly type: 'Organization' | 'Practitioner' | 'Location'; readonly id: string };
  /** The resource that names it. */
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

interface Row {
  readonly onType: Resting['on']['type'];
  readonly onId: string;
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** What is an institution's one by one, with the type of its resource and what it is called. */
const parts = [
  ['staff', 'PractitionerRole', 'name'],
  ['bed', 'Location', `concat_ws(' ', ward_name, id)`],
  ['department', 'Organization', 'name'],
  ['team', 'Organization', 'name'],
  ['laboratory', 'Location', 'name'],
  ['station', 'Location', 'name'],
  ['equipment', 'Device', 'coalesce(name, id)'],
  ['institution_service', 'HealthcareService', 'code'],
  ['institution_site', 'Location', 'id'],
] as const;

const named = (
  on: Resting['on']['type'],
  column: string,
  [table, type, name]: readonly [string, string, string],
  n: number,
): string =>
  `select '${on}' as "onType", ${column} as "onId", '${type}' as type, id, ${name} as name from registry.${table} where ${column} = any($${n})`;

const sql = [
  ...parts.map((part) => named('Organization', 'institution', part, 1)),
  named('Practitioner', 'person', parts[0], 2),
  named('Location', 'ward', parts[1], 3),
].join('\nunion all\n');

/** Everything in the registry that names one of these organizations, people or places: posts, beds, departments, services … */
export async function restingOn(
  tx: Tx,
  on: { readonly organizations: readonly string[]; readonly people: readonly string[]; readonly places: readonly string[] },
): Promise<readonly Resting[]> {
  const rows = await tx.query<Row>(sql, [on.organizations, on.people, on.places], 'registry.resting-on');
  return rows.map(({ onType, onId, ...rest }) => ({ on: { type: onType, id: onId }, ...rest }));
}
