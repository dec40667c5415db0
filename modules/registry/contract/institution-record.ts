import type {
  Attribute,
  Collection,
  CountMeasure,
  Designation,
  HospitalField,
  InstitutionClass,
  InstitutionKind,
  Level,
  Ownership,
  ServiceCode,
} from '@songhua/engine-city';
import type { Evidence } from '@songhua/engine-plan/evidence.ts';

/** One count of an institution on a day. */
export interface InstitutionFact {
  readonly measure: CountMeasure;
  readonly value: number;
  /** ISO date. */
  readonly asOf: string;
  readonly evidence: Evidence;
  readonly source?: string;
}

/** An institution as the registry speaks of it: the three kinds of FHIR resources put together. */
export interface InstitutionRecord {
  readonly id: string;
  readonly name: string;
  readonly class: InstitutionClass;
  readonly kind: InstitutionKind;
  readonly level: Level;
  readonly ownership: Ownership;
  readonly area: string;
  readonly town: string | null;
  /** The plan gives its name: it really exists. */
  readonly named: boolean;
  readonly section: string | null;
  readonly attributes: Readonly<Record<Attribute, Evidence>>;
  readonly facts: readonly InstitutionFact[];
  /** What a specialised hospital or institution is for. */
  readonly fields: readonly HospitalField[];
  readonly designations: readonly Designation[];
  /** Which of its collections are listed completely: what is absent from them is not there. */
  readonly complete: readonly Collection[];
  readonly services: readonly { readonly code: ServiceCode; readonly offered: boolean; readonly evidence: Evidence }[];
}
