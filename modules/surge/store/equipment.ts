import type { Tx } from '@songhua/kernel';
import type { EquipmentDraft, EquipmentFigure } from '../contract.ts';

/** What each of these institutions said last of each kind. */
export async function newestEquipment(tx: Tx, institutions: readonly string[]): Promise<EquipmentFigure[]> {
  const rows = await tx.query<Omit<EquipmentFigure, 'at'> & { at: Date }>(
    `select distinct on (institution, kind) kind, there, in_use as "inUse", at, by_name as by from surge.equipment
      where institution = any($1) order by institution, kind, at desc`,
    [institutions],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

export async function addEquipment(
  tx: Tx,
  institution: string,
  entries: EquipmentDraft['entries'],
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into surge.equipment (institution, kind, at, there, in_use, by_name)
     select $1, kind, $2, there, in_use, $3 from unnest($4::text[], $5::int[], $6::int[]) as e (kind, there, in_use)
         on conflict (institution, kind, at) do update set there = excluded.there, in_use = excluded.in_use, by_name = excluded.by_name`,
    [
      ...[institution, now, by, entries.map(({ kind }) => kind)],
      ...[entries.map(({ there }) => there), entries.map(({ inUse }) => inUse)],
    ],
  );
}
