import { codeSystems } from '@songhua/engine-fhir/china/systems.ts';

/** A FHIR R4 resource under an id of our choice. */
export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [element: string]: unknown;
}

export interface Coding {
  readonly system: string;
  readonly code: string;
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

const base = 'https://songhua.example/fhir';

/** Code systems and extensions of this project that stand in what is written of residents' health. */
export const ours = {
  origin: `${base}/CodeSystem/data-origin`,
  relation: `${base}/CodeSystem/care-relation`,
  /** Of which programme an episode, a plan or a visit is: hypertension, diabetes … */
  programme: `${base}/CodeSystem/programme`,
  /** 随访分类 of a follow-up. */
  followUpClass: `${base}/CodeSystem/follow-up-class`,
  /** 孕产妇妊娠风险分级, five colours. */
  pregnancyRisk: `${base}/CodeSystem/pregnancy-risk`,
  /** Code lists of the front page 病案首页: their name follows. */
  frontPage: `${base}/CodeSystem/front-page-`,
  report: `${base}/CodeSystem/report-kind`,
  extension: `${base}/StructureDefinition/`,
} as const;

const hl7 = 'http://terminology.hl7.org/CodeSystem/';

const one = (system: string, code: string, display: string): Concept => ({ coding: [{ system, code, display }] });

const tag = [{ system: ours.origin, code: 'synthetic' }] as const;

/** What every resource bears; those that tell of mental health or sexually transmitted infections say so beside. */
export const metas = {
  plain: { tag },
  mental: { tag, security: [{ system: `${hl7}v3-ActCode`, code: 'PSY' }] },
  sti: { tag, security: [{ system: `${hl7}v3-ActCode`, code: 'STD' }] },
} as const;

export type Secrecy = keyof typeof metas;

/** Concepts of HL7 that stand in many resources; shared, so that they are made once. */
export const hl7Concepts = {
  encounterDiagnosis: [one(`${hl7}condition-category`, 'encounter-diagnosis', 'Encounter Diagnosis')],
  problem: [one(`${hl7}condition-category`, 'problem-list-item', 'Problem List Item')],
  vital: [one(`${hl7}observation-category`, 'vital-signs', 'Vital Signs')],
  laboratory: [one(`${hl7}observation-category`, 'laboratory', 'Laboratory')],
  social: [one(`${hl7}observation-category`, 'social-history', 'Social History')],
  exam: [one(`${hl7}observation-category`, 'exam', 'Exam')],
} as const;

export const clinicalStatus = {
  active: one(`${hl7}condition-clinical`, 'active', 'Active'),
  resolved: one(`${hl7}condition-clinical`, 'resolved', 'Resolved'),
} as const;
export const confirmed = one(`${hl7}condition-ver-status`, 'confirmed', 'Confirmed');

const actCode = `${hl7}v3-ActCode`;
export const encounterClasses = {
  outpatient: { system: actCode, code: 'AMB', display: 'ambulatory' },
  inpatient: { system: actCode, code: 'IMP', display: 'inpatient encounter' },
  emergency: { system: actCode, code: 'EMER', display: 'emergency' },
  home: { system: actCode, code: 'HH', display: 'home health' },
  telephone: { system: actCode, code: 'VR', display: 'virtual' },
} as const;

export type EncounterClass = keyof typeof encounterClasses;

export const hl7System = (name: string): string => `${hl7}${name}`;

const cached = new Map<string, Concept>();

/** One code with its Chinese name, as `coding` and `text`; made once for each code. */
export function concept(system: string, code: string, name: string): Concept {
  const key = `${system}|${code} ${name}`;
  const known = cached.get(key);
  if (known) return known;
  const made = { coding: [{ system, code, display: name }], text: name };
  cached.set(key, made);
  return made;
}

/** A disease by the national edition of ICD-10. */
export const disease = (code: string, name: string): Concept => concept(codeSystems.disease, code, name);
/** An operation by the national edition of ICD-9-CM-3. */
export const operation = (code: string, name: string): Concept => concept(codeSystems.procedure, code, name);
export const ownConcept = (system: string, code: string, name: string): Concept => concept(system, code, name);
