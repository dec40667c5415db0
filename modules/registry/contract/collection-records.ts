import type {
  BedClass,
  DepartmentCode,
  DoctorCategory,
  Duty,
  EquipmentType,
  LaboratoryLevel,
  Licence,
  Post,
  Profession,
  Specialty,
  TeamKind,
} from '@songhua/engine-city';
import type { Evidence } from '@songhua/engine-plan/evidence.ts';

/** What an institution has one by one, as the registry speaks of it. Days are ISO dates, both included. */
interface Kept {
  /** Id of the FHIR resource. */
  readonly id: string;
  readonly institution: string;
  /** From when; null when that is not known, then from the beginning. */
  readonly since: string | null;
  /** Until when; null when it goes on. */
  readonly until: string | null;
  readonly evidence: Evidence;
  /** For what was entered: file, row and person. */
  readonly source: string | null;
}

/** One person in one post. A person with several posts has several of these, of which one is `primary`. */
export interface StaffRecord extends Kept {
  /** Id of the Practitioner; `id` is that of the PractitionerRole. */
  readonly person: string;
  readonly name: string;
  readonly gender: 'male' | 'female' | 'unknown';
  readonly profession: Profession;
  /** 执业类别, of doctors. */
  readonly category: DoctorCategory | null;
  /** Of doctors, and of village doctors who have one. */
  readonly licence: Licence | null;
  readonly specialty: Specialty | null;
  readonly duties: readonly Duty[];
  readonly post: Post;
  /** 在编: holds a post of the establishment. */
  readonly established: boolean;
  /** The first place of practice 主要执业机构: the only one at which the person is counted. */
  readonly primary: boolean;
  /** Years in the specialty; asked of founders of clinics. */
  readonly years: number | null;
}

export interface BedRecord extends Kept {
  /** The ward's Location; null when the bed stands in none. */
  readonly ward: { readonly id: string; readonly name: string } | null;
  readonly class: BedClass;
  readonly department: DepartmentCode | null;
  /** Can be made an intensive care bed. */
  readonly convertible: boolean;
  /** Can be opened for infectious patients in an outbreak. */
  readonly openable: boolean;
}

export interface DepartmentRecord extends Kept {
  readonly code: DepartmentCode;
  readonly name: string;
}

export interface LaboratoryRecord extends Kept {
  readonly level: LaboratoryLevel;
  readonly name: string;
}

export interface EquipmentRecord extends Kept {
  readonly type: EquipmentType;
  /** Model or plate; null when not known. */
  readonly name: string | null;
}

export interface StationRecord extends Kept {
  readonly name: string;
  readonly area: string;
  readonly town: string | null;
}

export interface TeamRecord extends Kept {
  readonly kind: TeamKind;
  readonly name: string;
}

/** A childcare institution 托育机构: no health institution, kept for its places. */
export interface ChildcareRecord {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly town: string | null;
  readonly places: number;
  readonly asOf: string;
  readonly evidence: Evidence;
  readonly source: string | null;
}
