/** What a resource is found by: a rough extractor written by hand, about ten entries a resource. */
import { hash48, type Key } from './keys.ts';

interface Coding {
  readonly system?: string;
  readonly code?: string;
}
interface Concept {
  readonly coding?: readonly Coding[];
}
interface Reference {
  readonly reference?: string;
}
interface Quantity {
  readonly value?: number;
  readonly code?: string;
}
interface Measured {
  readonly code?: Concept;
  readonly valueQuantity?: Quantity;
  readonly valueCodeableConcept?: Concept;
}
interface Identifier {
  readonly system?: string;
  readonly value?: string;
}
/** The elements the extractor looks at, of all types together. */
export interface Body extends Measured {
  readonly resourceType: string;
  readonly id: string;
  readonly status?: string;
  readonly intent?: string;
  readonly use?: string;
  readonly gender?: string;
  readonly birthDate?: string;
  readonly class?: Coding;
  readonly type?: Concept | readonly Concept[];
  readonly category?: readonly Concept[];
  readonly clinicalStatus?: Concept;
  readonly verificationStatus?: Concept;
  readonly medicationCodeableConcept?: Concept;
  readonly vaccineCode?: Concept;
  readonly component?: readonly Measured[];
  readonly activity?: readonly { readonly detail?: { readonly code?: Concept } }[];
  readonly subject?: Reference;
  readonly patient?: Reference;
  readonly encounter?: Reference;
  readonly serviceProvider?: Reference;
  readonly provider?: Reference;
  readonly requester?: Reference;
  readonly claim?: Reference;
  readonly participant?: readonly { readonly individual?: Reference }[];
  readonly result?: readonly Reference[];
  readonly addresses?: readonly Reference[];
  readonly reasonReference?: readonly Reference[];
  readonly effectiveDateTime?: string;
  readonly issued?: string;
  readonly onsetDateTime?: string;
  readonly recordedDate?: string;
  readonly authoredOn?: string;
  readonly occurrenceDateTime?: string;
  readonly created?: string;
  readonly period?: { readonly start?: string; readonly end?: string };
  readonly performedPeriod?: { readonly start?: string; readonly end?: string };
  readonly identifier?: readonly Identifier[];
  readonly name?: string | readonly { readonly family?: string; readonly given?: readonly string[] }[];
  readonly address?: readonly { readonly city?: string; readonly state?: string; readonly postalCode?: string }[];
}

/** Where entries go. `param` is the 16-bit code of a type's search parameter. */
export interface Sink {
  key(param: number, key: Key): void;
  /** A reference as `Type/id`; `code` names the pair of the referring patient and this code. */
  reference(param: number, target: string): void;
  pair(param: number, target: string, code: Key): void;
  amount(param: number, code: Key, value: number): void;
  moment(param: number, low: number, high: number): void;
  word(param: number, text: string): void;
}

const typeNames =
  'Patient Organization Practitioner Encounter Condition Claim ExplanationOfBenefit MedicationRequest CarePlan Observation Procedure Immunization DiagnosticReport'.split(
    ' ',
  );
const typeNumbers = new Map(typeNames.map((name, n) => [name, n + 1]));
export const typeNumber = (name: string): number => typeNumbers.get(name) ?? 0;

/** The parameters of one type, numbered; `all` is the list of the whole type. */
const parameters =
  'all status category code subject encounter date value identifier name family given birthdate gender class type provider participant result reason component combo city state postal code-value patient-code intent use recorded claim issued'.split(
    ' ',
  );
const codes = new Map(parameters.map((name, n) => [name, n]));
export const paramOf = (type: string, name: string): number => typeNumber(type) * 64 + (codes.get(name) ?? 63);
const P = Object.fromEntries(codes) as Record<string, number>;
const n = (name: string): number => P[name] as number;
const [ALL, STATUS, CATEGORY, CODE, SUBJECT, ENCOUNTER, DATE, VALUE] = [
  'all',
  'status',
  'category',
  'code',
  'subject',
  'encounter',
  'date',
  'value',
].map(n) as [number, number, number, number, number, number, number, number];
const [IDENTIFIER, NAME, FAMILY, GIVEN, BIRTH, GENDER, CLASS, TYPE] = [
  'identifier',
  'name',
  'family',
  'given',
  'birthdate',
  'gender',
  'class',
  'type',
].map(n) as [number, number, number, number, number, number, number, number];
const [PROVIDER, PARTICIPANT, RESULT, REASON, COMPONENT, CITY, STATE, POSTAL] = [
  'provider',
  'participant',
  'result',
  'reason',
  'component',
  'city',
  'state',
  'postal',
].map(n) as [number, number, number, number, number, number, number, number];
const [CODE_VALUE, PATIENT_CODE, INTENT, USE, RECORDED, CLAIM] = [
  'code-value',
  'patient-code',
  'intent',
  'use',
  'recorded',
  'claim',
].map(n) as [number, number, number, number, number, number];

const list = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

/** The instant that orders a resource among its kind, ms since 1970; the first that is there. */
export const principalDate = (r: Body): number =>
  Date.parse(
    r.effectiveDateTime ??
      r.onsetDateTime ??
      r.authoredOn ??
      r.occurrenceDateTime ??
      r.period?.start ??
      r.performedPeriod?.start ??
      r.created ??
      r.birthDate ??
      '2020-01-01',
  );

const dateKey: Key = { high: 0, low: 0 };

/** Hands all entries of `r` to `sink`. */
export function extract(r: Body, sink: Sink): void {
  const base = typeNumber(r.resourceType) * 64;
  const subject = (r.subject ?? r.patient)?.reference;
  const concepts = (param: number, value: Concept | undefined, paired = false): void => {
    for (const { system = '', code = '' } of value?.coding ?? []) {
      const key = hash48(system, code);
      sink.key(base + param, key);
      if (paired && subject) sink.pair(base + PATIENT_CODE, subject, key);
    }
  };
  const plain = (param: number, code: string | undefined): void => {
    if (code !== undefined) sink.key(base + param, hash48('', code));
  };
  const reference = (param: number, target: Reference | undefined): void => {
    if (target?.reference && !target.reference.startsWith('#')) sink.reference(base + param, target.reference);
  };
  const moment = (param: number, low: string | undefined, high = low): void => {
    if (low !== undefined)
      sink.moment(base + param, Date.parse(low), Date.parse(high ?? low) + (low.length === 10 ? 86_400_000 : 1000));
  };
  sink.key(base + ALL, dateKey);
  plain(STATUS, r.status);
  plain(INTENT, r.intent);
  plain(USE, r.use);
  plain(GENDER, r.gender);
  if (r.class) concepts(CLASS, { coding: [r.class] });
  for (const type of list(r.type)) concepts(TYPE, type);
  for (const category of list(r.category)) concepts(CATEGORY, category);
  concepts(STATUS, r.clinicalStatus);
  concepts(STATUS, r.verificationStatus);
  for (const code of [r.code, r.medicationCodeableConcept, r.vaccineCode]) concepts(CODE, code, true);
  reference(SUBJECT, r.subject ?? r.patient);
  reference(ENCOUNTER, r.encounter);
  reference(PROVIDER, r.serviceProvider ?? r.provider ?? r.requester);
  reference(CLAIM, r.claim);
  for (const { individual } of list(r.participant)) reference(PARTICIPANT, individual);
  for (const result of list(r.result)) reference(RESULT, result);
  for (const reason of [...list(r.addresses), ...list(r.reasonReference)]) reference(REASON, reason);
  for (const { detail } of list(r.activity)) concepts(CODE, detail?.code);
  moment(DATE, r.effectiveDateTime ?? r.onsetDateTime ?? r.authoredOn ?? r.occurrenceDateTime ?? r.created);
  moment(DATE, (r.period ?? r.performedPeriod)?.start, (r.period ?? r.performedPeriod)?.end);
  moment(RECORDED, r.recordedDate ?? r.issued);
  moment(BIRTH, r.birthDate);
  for (const part of [r, ...list(r.component)]) {
    if (part !== r) concepts(COMPONENT, part.code);
    concepts(VALUE, part.valueCodeableConcept);
    const { value, code = '' } = part.valueQuantity ?? {};
    const kind = part.code?.coding?.[0];
    if (value === undefined) continue;
    sink.amount(base + VALUE, hash48('', code), value);
    if (kind) sink.amount(base + CODE_VALUE, hash48(kind.system ?? '', kind.code ?? ''), value);
  }
  for (const { system = '', value = '' } of list(r.identifier)) sink.key(base + IDENTIFIER, hash48(system, value));
  if (typeof r.name === 'string') sink.word(base + NAME, r.name.toLowerCase());
  else
    for (const { family = '', given = [] } of list(r.name)) {
      for (const part of [family, ...given]) sink.word(base + NAME, part.toLowerCase());
      sink.word(base + FAMILY, family.toLowerCase());
      for (const part of given) sink.word(base + GIVEN, part.toLowerCase());
    }
  for (const { city, state, postalCode } of list(r.address)) {
    if (city) sink.word(base + CITY, city.toLowerCase());
    if (state) sink.word(base + STATE, state.toLowerCase());
    if (postalCode) sink.word(base + POSTAL, postalCode);
  }
}
