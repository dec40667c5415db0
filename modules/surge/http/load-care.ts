import type { Tx } from '@songhua/kernel';
import { type CareOf, countCare } from '../domain/check-protected.ts';
import { listPoints } from '../store/continuity.ts';
import { listConversions } from '../store/conversions.ts';
import { listFacilities } from '../store/facilities.ts';
import { listWards, type StoredWard } from '../store/wards.ts';

export interface StandingWards {
  readonly wards: readonly StoredWard[];
  /** Wards whose conversion was ordered and is not ready: their beds serve nobody. */
  readonly leaving: ReadonlySet<string>;
  readonly care: CareOf;
}

/** Every ward of the hospitals that stand ready, and what protected care there is and needs. */
export async function loadCare(tx: Tx): Promise<StandingWards> {
  const ids = (await listFacilities(tx)).map(({ institution }) => institution);
  const wards = await listWards(tx, ids);
  const leaving = new Set((await listConversions(tx, ids, 0)).filter(({ state }) => state === 'ordered').map(({ ward }) => ward));
  const bedded = wards.map(({ id, kind, now, beds }) => ({ kind, now, beds, leaving: leaving.has(id) }));
  return { wards, leaving, care: countCare(bedded, await listPoints(tx)) };
}
