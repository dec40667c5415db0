import type { RecordStore, Tx } from '@songhua/kernel';
import type { ReviewSide } from '../contract.ts';
import { clinicalDay } from '../domain/clinical-day.ts';

/** What hangs on a registration, by the types that are counted as one. */
const kinds = {
  visits: ['Encounter'],
  results: ['Observation', 'DiagnosticReport'],
  diagnoses: ['Condition'],
  medicines: ['MedicationRequest'],
  immunisations: ['Immunization'],
} as const;
type Kind = keyof typeof kinds;

/**
 * How many records of each kind a registration has, and of which day the latest is: one look at the registration's own list for each of the six
 * types, whatever their number. Of a deleted registration, what still names it. Null where the search refuses to count so many: whoever reviews
 * needs the rest all the same.
 */
export async function countRecords(tx: Tx, records: RecordStore, patient: string, now: Date): Promise<ReviewSide['records']> {
  const counts: Record<Kind, number | null> = { visits: 0, results: 0, diagnoses: 0, medicines: 0, immunisations: 0 };
  const days: string[] = [];
  for (const kind of Object.keys(kinds) as Kind[])
    for (const type of kinds[kind]) {
      const found = await records.find(tx, `${type}?patient=Patient/${patient}&_count=1&_total=accurate`, now);
      const known = counts[kind];
      counts[kind] = known === null || !found.ok || found.value.total === undefined ? null : known + found.value.total;
      if (found.ok) days.push(...found.value.resources.flatMap((one) => clinicalDay(one) ?? []));
    }
  return { ...counts, latest: days.toSorted().at(-1) ?? null };
}
