import type { Tx } from '@songhua/kernel';
import { collectionNames } from './collection-tables.ts';

const tables = ['institution', 'institution_fact', 'institution_site', 'institution_service', 'sort_count', ...collectionNames];

/** Tells the planner how much the tables hold, after a load that it does not yet know of. */
export async function measureTables(tx: Tx): Promise<void> {
  await tx.query(`analyze ${tables.map((table) => `registry.${table}`).join(', ')}`);
}
