import { append } from '@songhua/events';
import type { Tx } from '@songhua/kernel';
import { keepFormer } from './keep-former.ts';
import { counting, dropEmptySorts } from './sort-counts.ts';

/** The tables whose rows come from one resource each, under its id, by the resource's type. */
const tables: Readonly<Record<string, readonly string[]>> = {
  Organization: ['institution', 'department', 'team', 'childcare'],
  Location: ['institution_site', 'bed', 'laboratory', 'station'],
  HealthcareService: ['institution_service'],
  PractitionerRole: ['staff'],
  Device: ['equipment'],
  MeasureReport: ['area_figure'],
};

/** Takes away what the tables say of resources that were deleted, and tells of it. */
export async function forget(
  tx: Tx,
  removed: readonly { readonly type: string; readonly id: string }[],
  now: Date,
): Promise<void> {
  for (const [type, own] of Object.entries(tables)) {
    const ids = removed.filter((one) => one.type === type).map(({ id }) => id);
    if (ids.length === 0) continue;
    keepFormer(tx, type, ids);
    if (type === 'MeasureReport')
      tx.later(
        `insert into registry.former_figure (id, area, measure) select id, area, measure from registry.area_figure where id = any($1)
         on conflict (id) do nothing`,
        [ids],
        'registry.keep-former-figures',
      );
    for (const table of own) {
      tx.later(counting(table, `delete from registry.${table} where id = any($1)`, '-'), [ids], `registry.forget-${table}`);
      dropEmptySorts(tx, table);
    }
    if (type === 'Organization')
      tx.later('delete from registry.institution_fact where institution = any($1)', [ids], 'registry.forget-facts');
  }
  const ids = removed.slice(0, 20).map(({ type, id }) => `${type}/${id}`);
  await append(tx, 'registry.institutions-changed', { resources: removed.length, ids }, now);
}
