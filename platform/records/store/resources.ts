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

/** Two writers of one new id must follow each other too, and there is no row to lock yet: 256 advisory locks stand in. */
async function lockNames(tx: Tx, type: string, ids: readonly string[]): Promise<void> {
  await tx.query(
    `select pg_advisory_xact_lock(1398107, bucket) from (
       select distinct hashtext($1 || '/' || id) & 255 as bucket from unnest($2::text[]) as id order by 1) as buckets`,
    [type, ids],
  );
}

/** Current versions of the ids that exist, locked until the transaction ends so that two writers follow each other. */
export async function lockVersions(tx: Tx, type: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  await lockNames(tx, type, ids);
  const rows = await tx.query<{ id: string; version: number }>(
    'select id, version from records.resource where type = $1 and id = any($2) order by id for update',
    [type, ids],
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
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
