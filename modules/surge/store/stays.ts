import type { Resource, StoredResource, Tx } from '@songhua/kernel';
import { readStay } from '../domain/read-stay.ts';

/** The types from which stays are read. */
export const stayTypes = ['Encounter'] as const;

/** Keeps one row for each inpatient who is there now; who left, or was moved off the wards, has none. */
export async function project(tx: Tx, resources: readonly StoredResource[]): Promise<void> {
  const read = resources.map((resource: Resource & { readonly id: string }) => ({
    encounter: resource.id,
    location: readStay(resource),
  }));
  const there = read.filter(({ location }) => location !== null);
  const former = resources.flatMap(({ id, meta }, at) => (meta.versionId !== '1' && read[at]?.location === null ? [id] : []));
  if (there.length > 0)
    tx.later(
      `insert into surge.stay (encounter, location) select encounter, location from unnest($1::text[], $2::text[]) as s (encounter, location)
         on conflict (encounter) do update set location = excluded.location`,
      [there.map(({ encounter }) => encounter), there.map(({ location }) => location)],
      'surge.stay',
    );
  if (former.length > 0) leave(tx, former);
}

const leave = (tx: Tx, ids: readonly string[]): void =>
  tx.later('delete from surge.stay where encounter = any($1)', [ids], 'surge.leave');

export async function forget(tx: Tx, removed: readonly { readonly type: string; readonly id: string }[]): Promise<void> {
  leave(
    tx,
    removed.map(({ id }) => id),
  );
}

/** Inpatients by Location, of these. */
export async function countStays(tx: Tx, locations: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ location: string; count: number }>(
    'select location, count(*)::int as count from surge.stay where location = any($1) group by location',
    [locations],
  );
  return new Map(rows.map(({ location, count }) => [location, count]));
}
