import type { Medicine, Source } from '../contract.ts';
import { type Concept, codedOf, keyOf, type Medication, nameOf } from './fhir.ts';
import type { SourceOf } from './name-source.ts';
import { byLatest, dayOf, earliest, momentOf, plusDays } from './order-dates.ts';

/** How long something prescribed counts as taken when nothing says for how long, days. */
const usualDays = 90;
const over = new Set(['stopped', 'cancelled', 'entered-in-error', 'not-taken', 'draft', 'declined']);

/** What is taken of it, as one line: `每日 2 次 每次 5 mg 口服`. */
export function dosageOf({ dosageInstruction, dosage }: Medication): string | null {
  const [first] = dosageInstruction ?? dosage ?? [];
  if (!first) return null;
  if (first.text !== undefined) return first.text;
  const { value, unit } = first.doseAndRate?.[0]?.doseQuantity ?? {};
  const dose = value === undefined ? '' : `${value} ${unit ?? ''}`.trim();
  const parts = [nameOf(first.timing?.code), dose, nameOf(first.route)].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(' ') : null;
}

export const conceptOf = ({ medicationCodeableConcept, medicationReference }: Medication): Concept =>
  medicationCodeableConcept ?? (medicationReference?.display === undefined ? {} : { text: medicationReference.display });

/** From when until when something is taken, ms; until null: nobody says. */
function spanOf(
  medication: Medication,
  at: string | null,
): { readonly from: number | null; readonly until: string | number | null } {
  const from = momentOf(at);
  const said = medication.dispenseRequest?.validityPeriod?.end ?? medication.effectivePeriod?.end ?? null;
  if (said !== null) return { from, until: said };
  const days = medication.dispenseRequest?.expectedSupplyDuration?.value ?? medication.daysSupply?.value;
  if (from !== null && days !== undefined) return { from, until: plusDays(from, days) };
  return { from, until: null };
}

interface Told {
  readonly medication: Medication;
  readonly source: Source;
  readonly current: boolean;
  readonly until: string | null;
}

/**
 * Medicines, one entry a code over all institutions. Current is what the latest prescription or statement says is taken today: not stopped,
 * not run out; one that says no end counts 90 days, a statement that it is taken until somebody says otherwise.
 */
export function listMedicines(medications: readonly Medication[], sourceOf: SourceOf, now: Date): Medicine[] {
  const groups = new Map<string, Told[]>();
  for (const medication of medications) {
    const key = keyOf(conceptOf(medication));
    if (medication.status === 'entered-in-error' || key === '') continue;
    const source = sourceOf(medication);
    const { from, until } = spanOf(medication, source.at);
    const end = typeof until === 'string' ? momentOf(until) : until;
    const states = medication.resourceType === 'MedicationStatement' && medication.status === 'active' && end === null;
    const runs = end ?? (from === null ? Number.POSITIVE_INFINITY : plusDays(from, usualDays));
    const current = !over.has(medication.status) && (states || runs >= now.getTime()) && (from ?? 0) <= now.getTime();
    const text = typeof until === 'number' ? dayOf(until) : until;
    const group = groups.get(key) ?? [];
    group.push({ medication, source, current, until: text });
    groups.set(key, group);
  }
  const medicines = [...groups].flatMap(([key, told]): Medicine[] => {
    const inOrder = told.toSorted((a, b) => byLatest(a.source.at, b.source.at));
    const [last] = inOrder;
    if (!last) return [];
    return [
      {
        key,
        ...codedOf(conceptOf(last.medication)),
        state: last.current ? 'current' : 'past',
        dosage: dosageOf(last.medication),
        from: earliest(told.map(({ source }) => source.at)),
        until: last.until,
        times: told.length,
        isNew: told.some(({ source }) => source.isNew),
        sources: inOrder.map(({ source }) => source),
      },
    ];
  });
  const lastOf = ({ sources }: Medicine): string | null => sources[0]?.at ?? null;
  return medicines.toSorted((a, b) => Number(a.state === 'past') - Number(b.state === 'past') || byLatest(lastOf(a), lastOf(b)));
}
