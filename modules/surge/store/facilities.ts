import type { Tx } from '@songhua/kernel';
import type { Evidence, FacilityKind } from '../contract.ts';

export interface StoredFacility {
  readonly institution: string;
  readonly kind: FacilityKind;
  readonly status: 'standby' | 'active';
  readonly evidence: Evidence;
}

const columns = 'institution, kind, status, evidence';

export const listFacilities = (tx: Tx): Promise<StoredFacility[]> =>
  tx.query<StoredFacility>(
    `select ${columns} from surge.facility
      order by array_position(array['designated', 'sub-designated', 'county'], kind::text), institution`,
  );

export async function findFacility(tx: Tx, institution: string): Promise<StoredFacility | null> {
  const [row] = await tx.query<StoredFacility>(`select ${columns} from surge.facility where institution = $1`, [institution]);
  return row ?? null;
}

export async function saveFacility(tx: Tx, facility: StoredFacility, by: string | null, now: Date): Promise<void> {
  await tx.query(
    `insert into surge.facility (institution, kind, status, evidence, at, by_name) values ($1, $2, $3, $4, $5, $6)
     on conflict (institution) do update set kind = excluded.kind, status = excluded.status, evidence = excluded.evidence,
       at = excluded.at, by_name = excluded.by_name`,
    [facility.institution, facility.kind, facility.status, facility.evidence, now, by],
  );
}

/** Its wards stay: they are counted again when it stands ready again. */
export async function removeFacility(tx: Tx, institution: string): Promise<void> {
  await tx.query('delete from surge.facility where institution = $1', [institution]);
}
