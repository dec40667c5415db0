import { relationProjections } from '@songhua/access/relations/project-relations.ts';
import { must, type Resource, type Tx, withTx } from '@songhua/kernel';
import { createRecordStore } from '@songhua/records';
import pg from 'pg';

/** The database of the server that the journeys open, to put into it what no page writes. */
export function openDatabase(): pg.Pool {
  const url = new URL(String(process.env['SONGHUA_TEST_DATABASE_URL']));
  url.pathname = '/songhua_e2e';
  return new pg.Pool({ connectionString: url.href, max: 3 });
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
