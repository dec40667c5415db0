import { relationProjections } from '@songhua/access/relations/project-relations.ts';
import { must, type Resource, type Tx, withTx } from '@songhua/kernel';
import { createRecordStore } from '@songhua/records';
import pg from 'pg';

/** The database of the server that the journeys open, to put into it what no page writes. */
export function openDatabase(): pg.Pool {
  return new pg.Pool({ connectionString: String(process.env['SONGHUA_E2E_DATABASE_URL']), max: 3 });
}

/** Writes resources as the registry's own system would, and what else belongs to them, all at once. */
export async function plant(
  pool: pg.Pool,
  resources: readonly (Resource & { readonly id: string })[],
  more?: (tx: Tx, now: Date) => Promise<void>,
  now = new Date(),
): Promise<void> {
  const records = createRecordStore(relationProjections);
  await withTx(pool, 'write', async (tx) => {
    for (const resource of resources) must(await records.update(tx, resource, now));
    await more?.(tx, now);
  });
}
