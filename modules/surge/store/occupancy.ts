import type { Tx } from '@songhua/kernel';

export interface Reported {
  readonly ward: string;
  readonly day: string;
  readonly at: string;
  readonly occupied: number;
  readonly by: string | null;
}

/** The newest figure of each ward: of the latest day, what was said last. */
export async function newestReported(tx: Tx, wards: readonly string[]): Promise<ReadonlyMap<string, Reported>> {
  const rows = await tx.query<Omit<Reported, 'at'> & { at: Date }>(
    `select distinct on (ward) ward, day::text as day, at, occupied, by_name as by from surge.occupancy
      where ward = any($1) order by ward, day desc, at desc`,
    [wards],
  );
  return new Map(rows.map((row) => [row.ward, { ...row, at: row.at.toISOString() }]));
}

export async function addOccupancy(
  tx: Tx,
  day: string,
  entries: readonly { readonly ward: string; readonly occupied: number }[],
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into surge.occupancy (ward, day, at, occupied, by_name)
     select ward, $1, $2, occupied, $3 from unnest($4::uuid[], $5::int[]) as o (ward, occupied)
         on conflict (ward, day, at) do update set occupied = excluded.occupied`,
    [day, now, by, entries.map(({ ward }) => ward), entries.map(({ occupied }) => occupied)],
  );
}
