import type { Tx } from '@songhua/kernel';
import type { Continuity } from '../contract.ts';

export type StoredPoint = Omit<Continuity, 'institutionName' | 'areaName'>;

export async function listPoints(tx: Tx): Promise<StoredPoint[]> {
  const rows = await tx.query<Omit<StoredPoint, 'at'> & { at: Date }>(
    `select id, care as "group", institution, patients, needed, note, evidence, at, by_name as by from surge.continuity
      order by array_position(array['dialysis', 'obstetric', 'newborn', 'cancer'], care::text), institution`,
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** One point for a group in an institution: saying it again changes it. */
export async function savePoint(
  tx: Tx,
  point: Pick<StoredPoint, 'id' | 'group' | 'institution' | 'patients' | 'needed' | 'note' | 'evidence'>,
  by: string | null,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into surge.continuity (id, care, institution, patients, needed, note, evidence, at, by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (care, institution) do update set patients = excluded.patients, needed = excluded.needed, note = excluded.note,
            evidence = excluded.evidence, at = excluded.at, by_name = excluded.by_name`,
    [point.id, point.group, point.institution, point.patients, point.needed, point.note, point.evidence, now, by],
  );
}

export async function removePoint(tx: Tx, id: string): Promise<void> {
  await tx.query('delete from surge.continuity where id = $1', [id]);
}
