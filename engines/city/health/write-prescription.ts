import { type DrugName, drugs } from './drugs.ts';
import { type Life, nextId } from './life.ts';
import { metas } from './resource.ts';
import type { Occasion } from './write-findings.ts';

/** Prescribes a medicine at a visit. It is being taken when its days reach beyond the end of the period. */
export function writePrescription(
  life: Life,
  { place, encounter, day, minute, secrecy }: Occasion,
  name: DrugName,
  condition?: string,
): void {
  const { concept, dosage, days } = drugs[name];
  life.out.push({
    resourceType: 'MedicationRequest',
    id: nextId(place),
    meta: metas[secrecy ?? 'plain'],
    status: day + Math.max(days, 90) > life.calendar.last && days >= 30 ? 'active' : 'completed',
    intent: 'order',
    medicationCodeableConcept: concept,
    subject: place.subject,
    encounter: { reference: `Encounter/${encounter}` },
    authoredOn: life.calendar.moment(day, minute),
    requester: place.provider,
    ...(condition && { reasonReference: [{ reference: `Condition/${condition}` }] }),
    dosageInstruction: dosage,
    dispenseRequest: { expectedSupplyDuration: { value: days, unit: 'd', system: 'http://unitsofmeasure.org', code: 'd' } },
  });
  life.tally.add('MedicationRequest');
}
