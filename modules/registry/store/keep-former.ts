import type { Tx } from '@songhua/kernel';

/** The tables whose rows are an institution's, by the type of the resource that each row comes from. */
const ofInstitutions: Readonly<Record<string, readonly string[]>> = {
  Organization: ['department', 'team'],
  Location: ['institution_site', 'bed', 'laboratory', 'station'],
  HealthcareService: ['institution_service'],
  PractitionerRole: ['staff'],
  Device: ['equipment'],
};

/** Keeps whose these resources were before their rows go: their history is shown there still. */
export function keepFormer(tx: Tx, type: string, ids: readonly string[]): void {
  if (ids.length === 0) return;
  for (const table of ofInstitutions[type] ?? [])
    tx.later(
      `insert into registry.former_part (type, id, institution) select $2, id, institution from registry.${table} where id = any($1)
       on conflict (type, id) do update set institution = excluded.institution`,
      [ids, type],
      `registry.keep-former-${table}`,
    );
}
