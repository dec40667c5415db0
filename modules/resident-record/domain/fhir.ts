/**
 * What this module reads of FHIR resources: as much of R4 as a record shows. What is stored was validated, so that shapes hold; of what an
 * asker sees in part, texts may be masked or missing.
 */

export interface Coding {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
}
export interface Concept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}
export interface Reference {
  readonly reference?: string;
  readonly display?: string;
}
export interface Period {
  readonly start?: string;
  readonly end?: string;
}
export interface Quantity {
  readonly value?: number;
  readonly comparator?: string;
  readonly unit?: string;
  readonly system?: string;
  readonly code?: string;
}
export interface Extension {
  readonly url: string;
  readonly extension?: readonly Extension[];
  readonly [value: `value${string}`]: unknown;
}
export interface Identifier {
  readonly use?: string;
  readonly system?: string;
  readonly value?: string;
}
export interface Meta {
  readonly lastUpdated: string;
  readonly versionId: string;
  readonly tag?: readonly Coding[];
  readonly security?: readonly Coding[];
}

export interface Stored {
  readonly resourceType: string;
  readonly id: string;
  readonly meta: Meta;
}

export interface Patient extends Stored {
  readonly active?: boolean;
  readonly identifier?: readonly Identifier[];
  readonly name?: readonly {
    readonly use?: string;
    readonly text?: string;
    readonly family?: string;
    readonly given?: readonly string[];
  }[];
  readonly telecom?: readonly { readonly system?: string; readonly value?: string }[];
  readonly gender?: string;
  readonly birthDate?: string;
  readonly deceasedBoolean?: boolean;
  readonly deceasedDateTime?: string;
  readonly address?: readonly {
    readonly text?: string;
    readonly line?: readonly string[];
    readonly city?: string;
    readonly district?: string;
  }[];
  readonly maritalStatus?: Concept;
  readonly contact?: readonly {
    readonly relationship?: readonly Concept[];
    readonly name?: { readonly text?: string };
    readonly telecom?: readonly { readonly system?: string; readonly value?: string }[];
  }[];
  readonly managingOrganization?: Reference;
  readonly extension?: readonly Extension[];
}

export interface Encounter extends Stored {
  readonly status: string;
  readonly class?: Coding;
  readonly type?: readonly Concept[];
  readonly serviceType?: Concept;
  readonly subject?: Reference;
  readonly period?: Period;
  readonly serviceProvider?: Reference;
  readonly reasonCode?: readonly Concept[];
  readonly diagnosis?: readonly { readonly condition: Reference; readonly use?: Concept; readonly rank?: number }[];
  readonly participant?: readonly { readonly type?: readonly Concept[]; readonly individual?: Reference }[];
  readonly hospitalization?: {
    readonly admitSource?: Concept;
    readonly reAdmission?: Concept;
    readonly dischargeDisposition?: Concept;
  };
  readonly location?: readonly { readonly location: Reference }[];
  readonly identifier?: readonly Identifier[];
  readonly partOf?: Reference;
  readonly extension?: readonly Extension[];
}

export interface Condition extends Stored {
  readonly clinicalStatus?: Concept;
  readonly verificationStatus?: Concept;
  readonly category?: readonly Concept[];
  readonly code?: Concept;
  readonly encounter?: Reference;
  readonly subject?: Reference;
  readonly onsetDateTime?: string;
  readonly onsetPeriod?: Period;
  readonly abatementDateTime?: string;
  readonly recordedDate?: string;
  readonly extension?: readonly Extension[];
}

export interface AllergyIntolerance extends Stored {
  readonly clinicalStatus?: Concept;
  readonly verificationStatus?: Concept;
  readonly category?: readonly string[];
  readonly criticality?: string;
  readonly code?: Concept;
  readonly patient?: Reference;
  readonly encounter?: Reference;
  readonly onsetDateTime?: string;
  readonly recordedDate?: string;
  readonly reaction?: readonly { readonly manifestation?: readonly Concept[] }[];
}

export interface Dosage {
  readonly text?: string;
  readonly timing?: {
    readonly code?: Concept;
    readonly repeat?: { readonly frequency?: number; readonly period?: number; readonly periodUnit?: string };
  };
  readonly route?: Concept;
  readonly doseAndRate?: readonly { readonly doseQuantity?: Quantity }[];
}

/** MedicationRequest, MedicationStatement and MedicationDispense. */
export interface Medication extends Stored {
  readonly status: string;
  readonly intent?: string;
  readonly doNotPerform?: boolean;
  readonly medicationCodeableConcept?: Concept;
  readonly medicationReference?: Reference;
  readonly subject?: Reference;
  readonly encounter?: Reference;
  readonly context?: Reference;
  readonly authoredOn?: string;
  readonly effectiveDateTime?: string;
  readonly effectivePeriod?: Period;
  readonly dateAsserted?: string;
  readonly whenHandedOver?: string;
  readonly dosageInstruction?: readonly Dosage[];
  readonly dosage?: readonly Dosage[];
  readonly dispenseRequest?: { readonly validityPeriod?: Period; readonly expectedSupplyDuration?: Quantity };
  readonly daysSupply?: Quantity;
  readonly courseOfTherapyType?: Concept;
}

export interface Range {
  readonly type?: Concept;
  readonly low?: Quantity;
  readonly high?: Quantity;
  readonly text?: string;
}

export interface Value {
  readonly valueQuantity?: Quantity;
  readonly valueCodeableConcept?: Concept;
  readonly valueString?: string;
  readonly valueBoolean?: boolean;
  readonly valueInteger?: number;
  readonly valueDateTime?: string;
}

export interface Observation extends Stored, Value {
  readonly status: string;
  readonly category?: readonly Concept[];
  readonly code: Concept;
  readonly subject?: Reference;
  readonly encounter?: Reference;
  readonly effectiveDateTime?: string;
  readonly effectivePeriod?: Period;
  readonly effectiveInstant?: string;
  readonly performer?: readonly Reference[];
  readonly interpretation?: readonly Concept[];
  readonly referenceRange?: readonly Range[];
  readonly component?: readonly (Value & {
    readonly code: Concept;
    readonly interpretation?: readonly Concept[];
    readonly referenceRange?: readonly Range[];
  })[];
}

export interface DiagnosticReport extends Stored {
  readonly status: string;
  readonly category?: readonly Concept[];
  readonly code: Concept;
  readonly subject?: Reference;
  readonly encounter?: Reference;
  readonly effectiveDateTime?: string;
  readonly effectivePeriod?: Period;
  readonly issued?: string;
  readonly performer?: readonly Reference[];
  readonly result?: readonly Reference[];
  readonly conclusion?: string;
  readonly conclusionCode?: readonly Concept[];
}

export interface Immunization extends Stored {
  readonly status: string;
  readonly vaccineCode: Concept;
  readonly patient?: Reference;
  readonly encounter?: Reference;
  readonly occurrenceDateTime?: string;
  readonly lotNumber?: string;
  readonly performer?: readonly { readonly actor: Reference }[];
  readonly protocolApplied?: readonly { readonly doseNumberPositiveInt?: number; readonly doseNumberString?: string }[];
}

export interface Procedure extends Stored {
  readonly status: string;
  readonly code?: Concept;
  readonly subject?: Reference;
  readonly encounter?: Reference;
  readonly performedDateTime?: string;
  readonly performedPeriod?: Period;
  readonly performer?: readonly { readonly actor: Reference; readonly onBehalfOf?: Reference }[];
}

export interface EpisodeOfCare extends Stored {
  readonly status: string;
  readonly type?: readonly Concept[];
  readonly patient?: Reference;
  readonly managingOrganization?: Reference;
  readonly careManager?: Reference;
  readonly period?: Period;
}

/** ExplanationOfBenefit: what a stay cost, as its front page has it. */
export interface Bill extends Stored {
  readonly status: string;
  readonly created?: string;
  readonly patient?: Reference;
  readonly item?: readonly { readonly productOrService?: Concept; readonly net?: { readonly value?: number } }[];
  readonly total?: readonly { readonly category?: Concept; readonly amount?: { readonly value?: number } }[];
  readonly diagnosis?: readonly { readonly diagnosisReference?: Reference; readonly onAdmission?: Concept }[];
  readonly extension?: readonly Extension[];
}

/** DocumentReference and Composition. */
export interface Document extends Stored {
  readonly status: string;
  readonly type?: Concept;
  readonly title?: string;
  readonly description?: string;
  readonly subject?: Reference;
  readonly date?: string;
  readonly custodian?: Reference;
  readonly encounter?: Reference;
  readonly context?: { readonly encounter?: readonly Reference[] };
}

/** Id of what a reference leads to, when it is of this type; without version. */
export function idIn(reference: Reference | undefined, type: string): string | undefined {
  const text = reference?.reference;
  if (text === undefined) return undefined;
  const at = text.lastIndexOf(`${type}/`);
  if (at < 0 || (at > 0 && text[at - 1] !== '/')) return undefined;
  return text.slice(at + type.length + 1).split('/')[0];
}

export const codesOf = (concept: Concept | undefined): readonly string[] =>
  (concept?.coding ?? []).flatMap(({ code }) => code ?? []);

/** Whether one of some concepts bears a code. */
export const isCoded = (concepts: readonly Concept[] | undefined, code: string): boolean =>
  (concepts ?? []).some((concept) => codesOf(concept).includes(code));

/** What a concept is called where it was written: its text, else the first display, else a code. */
export const nameOf = (concept: Concept | undefined): string =>
  concept?.text ?? concept?.coding?.find(({ display }) => display !== undefined)?.display ?? codesOf(concept)[0] ?? '';

/** A concept by its first coding. */
export function codedOf(concept: Concept | undefined): { name: string; code: string | null; system: string | null } {
  const [first] = concept?.coding ?? [];
  return { name: nameOf(concept), code: first?.code ?? null, system: first?.system ?? null };
}

const voidStates = new Set(['entered-in-error', 'not-done', 'cancelled']);

/** Whether a resource tells of nothing that is or was: taken back, not done, cancelled, or found to be untrue. */
export function isVoid(resource: Stored): boolean {
  const { status, verificationStatus = {} } = resource as Stored & {
    readonly status?: string;
    readonly verificationStatus?: Concept;
  };
  return (
    voidStates.has(status ?? '') || codesOf(verificationStatus).some((one) => one === 'entered-in-error' || one === 'refuted')
  );
}
