/** An empty database of the bench's own with the schema of all modules and the areas of the city. */
import { join } from 'node:path';
import type { FhirStore } from '@songhua/records/fhir-store.ts';
import { openRecordStore } from '@songhua/records/record-store.ts';
import { discover } from '@songhua/server/discover.ts';
import { migrate } from '@songhua/server/migrate.ts';
import type pg from 'pg';

const root = join(import.meta.dirname, '../..');
export const counties = ['220202', '220203', '220204', '220211', '220221', '220281', '220282', '220283', '220284'] as const;

export async function openStore(pool: pg.Pool, now: Date): Promise<FhirStore> {
  const house = await discover(root);
  await migrate(pool, house.migrations, now);
  const records = await openRecordStore([]);
  const areas = house.manifests.flatMap(({ start = [] }) => start).find(({ name }) => name === 'registry.areas');
  const settings = { registry: 'empty', mode: 'demo', cityScale: 0 } as const;
  await areas?.run({ pool, records, root, now, settings, progress: () => {}, modules: house.manifests.map(({ id }) => id) });
  return records;
}
