import type { Stored } from './fhir.ts';

type Dated = Stored & Readonly<Record<string, unknown>>;

/** Where each type says when it happened, the first that is there. */
const places: Readonly<Record<string, readonly string[]>> = {
  AllergyIntolerance: ['onsetDateTime', 'recordedDate'],
  Condition: ['onsetDateTime', 'onsetPeriod', 'recordedDate'],
  Encounter: ['period'],
  EpisodeOfCare: ['period'],
  MedicationRequest: ['authoredOn'],
  MedicationStatement: ['effectiveDateTime', 'effectivePeriod', 'dateAsserted'],
  MedicationDispense: ['whenHandedOver'],
  Immunization: ['occurrenceDateTime'],
  Observation: ['effectiveDateTime', 'effectivePeriod', 'effectiveInstant'],
  DiagnosticReport: ['effectiveDateTime', 'effectivePeriod', 'issued'],
  Procedure: ['performedDateTime', 'performedPeriod'],
  DocumentReference: ['date'],
  Composition: ['date'],
};

/** When what a resource tells of happened, as it was written; null where it says nothing. */
export function dateOf(resource: Stored): string | null {
  for (const place of places[resource.resourceType] ?? []) {
    const value = (resource as Dated)[place];
    if (typeof value === 'string') return value;
    const { start, end } = (value ?? {}) as { readonly start?: string; readonly end?: string };
    if (start !== undefined || end !== undefined) return start ?? end ?? null;
  }
  return null;
}
