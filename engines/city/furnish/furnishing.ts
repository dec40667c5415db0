import type { CountMeasure, Institution } from '../institution.ts';
import type {
  BedClass,
  Collection,
  DepartmentCode,
  Designation,
  DoctorCategory,
  Duty,
  EquipmentType,
  HospitalField,
  LaboratoryLevel,
  Licence,
  Post,
  Profession,
  ServiceCode,
  Specialty,
  TeamKind,
} from '../vocabulary.ts';

/** Somebody invented, at the first place of practice, where alone one is counted. */
export interface Person {
  readonly name: string;
  readonly gender: 'male' | 'female';
  readonly profession: Profession;
  readonly category: DoctorCategory | null;
  readonly licence: Licence | null;
  readonly specialty: Specialty | null;
  readonly duties: readonly Duty[];
  readonly post: Post;
  readonly established: boolean;
  /** Years in the specialty, of founders of clinics. */
  readonly years: number | null;
  /** Id of an institution of a second place of practice. */
  readonly second: string | null;
}

export interface Bed {
  readonly class: BedClass;
  readonly department: DepartmentCode;
  /** Number of the ward within the department, from 1. */
  readonly ward: number;
  readonly convertible: boolean;
  readonly openable: boolean;
}

/** What an institution has one by one. The people and counted beds are as many as its counts say. */
export interface Furnishing {
  readonly fields: readonly HospitalField[];
  readonly designations: readonly Designation[];
  readonly complete: readonly Collection[];
  /** Figures beside the counts: establishment, bed days … */
  readonly figures: Readonly<Partial<Record<CountMeasure, number>>>;
  /** Services beside those for which a share is published. */
  readonly offers: readonly { readonly code: ServiceCode; readonly offered: boolean }[];
  readonly departments: readonly DepartmentCode[];
  readonly laboratories: readonly LaboratoryLevel[];
  readonly equipment: readonly EquipmentType[];
  readonly stations: readonly { readonly area: string; readonly town: string | null }[];
  readonly teams: readonly TeamKind[];
  readonly people: readonly Person[];
  readonly beds: readonly Bed[];
}

export type FurnishedInstitution = Institution & Furnishing;

export interface Childcare {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly town: string | null;
  readonly places: number;
}

export interface FurnishedCity {
  readonly institutions: readonly FurnishedInstitution[];
  readonly childcare: readonly Childcare[];
}
