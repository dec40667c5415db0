import type { Stored } from '../fhir.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * What a summary takes over of each type. Elements that lead elsewhere (visits, staff, devices) stay behind, so that every reference of the
 * document leads into it; narratives are written anew.
 */
const kept: Readonly<Record<string, readonly string[]>> = {
  AllergyIntolerance: [
    'clinicalStatus',
    'verificationStatus',
    'type',
    'category',
    'criticality',
    'code',
    'onsetDateTime',
    'recordedDate',
    'lastOccurrence',
    'reaction',
  ],
  Condition: [
    'clinicalStatus',
    'verificationStatus',
    'category',
    'severity',
    'code',
    'bodySite',
    'onsetDateTime',
    'onsetPeriod',
    'abatementDateTime',
    'recordedDate',
  ],
  MedicationRequest: [
    'status',
    'intent',
    'doNotPerform',
    'category',
    'medicationCodeableConcept',
    'authoredOn',
    'dosageInstruction',
    'dispenseRequest',
  ],
  MedicationStatement: [
    'status',
    'category',
    'medicationCodeableConcept',
    'effectiveDateTime',
    'effectivePeriod',
    'dateAsserted',
    'dosage',
  ],
  Immunization: [
    'status',
    'vaccineCode',
    'occurrenceDateTime',
    'occurrenceString',
    'primarySource',
    'lotNumber',
    'doseQuantity',
    'protocolApplied',
  ],
  Procedure: ['status', 'category', 'code', 'performedDateTime', 'performedPeriod', 'bodySite', 'outcome'],
  Observation: [
    'status',
    'category',
    'code',
    'effectiveDateTime',
    'effectivePeriod',
    'effectiveInstant',
    'valueQuantity',
    'valueCodeableConcept',
    'valueString',
    'valueBoolean',
    'valueInteger',
    'valueDateTime',
    'valueRange',
    'valueRatio',
    'valueTime',
    'valuePeriod',
    'dataAbsentReason',
    'interpretation',
    'bodySite',
    'referenceRange',
    'component',
  ],
  DiagnosticReport: [
    'status',
    'category',
    'code',
    'effectiveDateTime',
    'effectivePeriod',
    'issued',
    'conclusion',
    'conclusionCode',
  ],
};

/** Elements of a Patient that lead nowhere. */
const ofPatient = [
  'active',
  'identifier',
  'name',
  'telecom',
  'gender',
  'birthDate',
  'deceasedBoolean',
  'deceasedDateTime',
  'address',
  'maritalStatus',
  'multipleBirthBoolean',
  'multipleBirthInteger',
  'communication',
];

/** By which element each type says whose it is. */
const subjectOf = (type: string): string => (type === 'AllergyIntolerance' || type === 'Immunization' ? 'patient' : 'subject');

/** What hides identities in lists says nothing of the content. */
const maskedCode = 'MASKED';

function metaOf({ tag, security }: { readonly tag?: readonly Json[]; readonly security?: readonly Json[] }): Json {
  const labels = (security ?? []).filter(({ code }) => code !== maskedCode);
  return {
    ...(tag && tag.length > 0 && { tag }),
    ...(labels.length > 0 && { security: labels }),
  };
}

/** References deep inside (of a reaction's note, a dosage) stay behind, too. */
function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences).filter((one) => one !== undefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key]) => !/^(?:extension|modifierExtension|note|.*Reference|reference|performer|device|identifier)$/.test(key),
  );
  const left = entries.map(([key, one]) => [key, withoutReferences(one)] as const).filter(([, one]) => !isEmpty(one));
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

const isEmpty = (value: unknown): boolean => value === undefined || (Array.isArray(value) && value.length === 0);

const pick = (resource: Json, names: readonly string[]): Json =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = resource[name];
      const left = typeof value === 'object' ? withoutReferences(value) : value;
      return isEmpty(left) ? [] : [[name, left]];
    }),
  );

/** A resource as the summary of a person holds it: of that person, whichever of their registrations it was written under. `subject` is where the document has them. */
export function pickElements(resource: Stored, subject: string): Json & { readonly resourceType: string; readonly id: string } {
  const { resourceType, id, meta } = resource;
  const picked = pick(resource as unknown as Json, kept[resourceType] ?? []);
  const left = metaOf(meta as unknown as Json);
  return {
    resourceType,
    id,
    ...(Object.keys(left).length > 0 && { meta: left }),
    ...picked,
    [subjectOf(resourceType)]: { reference: subject },
  };
}

/** The person as the summary holds them: whole as the reader sees them, but for what leads elsewhere. */
export function pickPatient(resource: Stored): Json & { readonly resourceType: string; readonly id: string } {
  const { id, meta } = resource;
  const whole = resource as unknown as Json;
  const left = metaOf(meta as unknown as Json);
  const identifiers = ((whole['identifier'] ?? []) as readonly Json[]).map(({ assigner: _, extension: __, ...rest }) => rest);
  return {
    resourceType: 'Patient',
    id,
    ...(Object.keys(left).length > 0 && { meta: left }),
    ...pick(
      whole,
      ofPatient.filter((name) => name !== 'identifier'),
    ),
    ...(identifiers.length > 0 && { identifier: identifiers }),
  };
}

/** Whether a summary can hold a resource of this type. */
export const isKept = (type: string): boolean => type in kept;
