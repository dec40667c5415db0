import type { StoredResource, Tx } from '@songhua/kernel';

interface Row {
  readonly id: string;
  readonly version: number;
  readonly updated_at: Date;
  readonly body: string;
}

const columns = (resources: readonly StoredResource[]) => [
  resources.map(({ resourceType }) => resourceType),
  resources.map(({ id }) => id),
  resources.map(({ meta }) => Number(meta.versionId)),
  resources.map(({ meta }) => meta.lastUpdated),
  resources.map((resource) => JSON.stringify(resource)),
];

/** A resource's name: what is locked and looked up. */
export interface Name {
  readonly resourceType: string;
  readonly id: string;
}

/**
 * Versions of the named resources that exist, as `Type/id` -> version, locked until the transaction ends so that two
 * writers follow each other. A new id has no row to lock yet, so 256 advisory locks stand in for names. All locks of one
 * call are taken in one order over all types: two transactions that name the same resources cannot wait for each other.
 */
export async function lockVersions(tx: Tx, names: readonly Name[]): Promise<ReadonlyMap<string, number>> {
  const params = [names.map(({ resourceType }) => resourceType), names.map(({ id }) => id)];
  await tx.query(
    `select pg_advisory_xact_lock(1398107, bucket) from (
       select distinct hashtext(type || '/' || id) & 255 as bucket
         from unnest($1::text[], $2::text[]) as n(type, id) order by 1) as buckets`,
    params,
  );
  const rows = await tx.query<{ type: string; id: string; version: number }>(
    `select r.type, r.id, r.version from records.resource r join unnest($1::text[], $2::text[]) as n(type, id) using (type, id)
      order by r.type, r.id for update of r`,
    params,
  );
  return new Map(rows.map(({ type, id, version }) => [`${type}/${id}`, version]));
}

/** Writes one new version of each resource: one statement a table, however many there are. */
export async function writeResources(tx: Tx, resources: readonly StoredResource[]): Promise<void> {
  const values = columns(resources);
  const rows = 'select * from unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[], $5::text[])';
  await tx.query(`insert into records.version (type, id, version, updated_at, body) ${rows}`, values);
  await tx.query(
    `insert into records.resource (type, id, version, updated_at, body) ${rows}
     on conflict (type, id) do update set version = excluded.version, updated_at = excluded.updated_at, body = excluded.body`,
    values,
  );
}

export async function readResource(tx: Tx, type: string, id: string): Promise<StoredResource | null> {
  const [row] = await tx.query<Row>('select id, version, updated_at, body from records.resource where type = $1 and id = $2', [
    type,
    id,
  ]);
  return row ? (JSON.parse(row.body) as StoredResource) : null;
}
