import type { CountMeasure, Institution, SummedMeasure } from '../institution.ts';
import type {
  DepartmentCode,
  Designation,
  Duty,
  EquipmentType,
  HospitalField,
  ServiceCode,
  Specialty,
  TeamKind,
} from '../vocabulary.ts';

/**
 * What an institution is to be given, before it gets it: numbers of people by duty and category, beds by use, what it
 * offers. Made by rules of what is usual, changed where a violation is planted, and then carried out to the letter.
 */
export interface Wants {
  readonly institution: Institution;
  /** As generated, but for a planted bed that was taken from elsewhere. */
  readonly counts: Record<SummedMeasure, number>;
  readonly fields: HospitalField[];
  readonly designations: Set<Designation>;
  readonly departments: Set<DepartmentCode>;
  readonly offers: Map<ServiceCode, boolean>;
  /** How many people have the duty. */
  readonly duties: Partial<Record<Duty, number>>;
  /** Doctors of the category public-health. */
  publicHealthDoctors: number;
  /** Of those who are no technical staff. */
  otherTechnical: number;
  engineers: number;
  villageDoctors: number;
  readonly specialties: Partial<Record<'doctor' | 'nurse' | 'technician', Partial<Record<Specialty, number>>>>;
  observationBeds: number;
  icuBeds: number;
  convertibleBeds: number;
  monitoredBeds: number;
  openableBeds: number;
  /** Years in the specialty of a clinic's founder. */
  founderYears: number;
  occupancy: number;
  /** Average length of stay, days. */
  stay: number;
  /** Figures said outright, whatever else would follow. */
  readonly figures: Partial<Record<CountMeasure, number>>;
  readonly equipment: Partial<Record<EquipmentType, number>>;
  readonly stations: { area: string; town: string | null }[];
  readonly teams: Partial<Record<TeamKind, number>>;
}

export const isPublic = (i: Pick<Institution, 'ownership'>): boolean => i.ownership !== 'private' && i.ownership !== 'collective';
