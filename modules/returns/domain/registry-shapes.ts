import type {
  Attribute,
  BedClass,
  Collection,
  CountMeasure,
  DepartmentCode,
  Designation,
  DoctorCategory,
  Duty,
  EquipmentType,
  HospitalField,
  InstitutionClass,
  InstitutionKind,
  Level,
  Licence,
  Ownership,
  Post,
  Profession,
  ServiceCode,
  Specialty,
} from '@songhua/engine-city';
import type { Evidence } from '@songhua/engine-plan/evidence.ts';
import type { Text } from '@songhua/kernel';

/** What is decided over: the registry's records, in the shapes in which its api hands them out and takes them back. */

export interface InstitutionFact {
  readonly measure: CountMeasure;
  readonly value: number;
  readonly asOf: string;
  readonly evidence: Evidence;
  readonly source?: string;
}

export interface InstitutionRecord {
  readonly id: string;
  readonly name: string;
  readonly class: InstitutionClass;
  readonly kind: InstitutionKind;
  readonly level: Level;
  readonly ownership: Ownership;
  readonly area: string;
  readonly town: string | null;
  readonly named: boolean;
  readonly section: string | null;
  readonly attributes: Readonly<Record<Attribute, Evidence>>;
  readonly facts: readonly InstitutionFact[];
  readonly fields: readonly HospitalField[];
  readonly designations: readonly Designation[];
  readonly complete: readonly Collection[];
  readonly services: readonly { readonly code: ServiceCode; readonly offered: boolean; readonly evidence: Evidence }[];
}

interface Kept {
  readonly id: string;
  readonly institution: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly evidence: Evidence;
  readonly source: string | null;
}

export interface StaffRecord extends Kept {
  readonly person: string;
  readonly name: string;
  readonly gender: 'male' | 'female' | 'unknown';
  readonly profession: Profession;
  readonly category: DoctorCategory | null;
  readonly licence: Licence | null;
  readonly specialty: Specialty | null;
  readonly duties: readonly Duty[];
  readonly post: Post;
  readonly established: boolean;
  readonly primary: boolean;
  readonly years: number | null;
}

export interface BedRecord extends Kept {
  readonly ward: { readonly id: string; readonly name: string } | null;
  readonly class: BedClass;
  readonly department: DepartmentCode | null;
  readonly convertible: boolean;
  readonly openable: boolean;
}

export interface DepartmentRecord extends Kept {
  readonly code: DepartmentCode;
  readonly name: string;
}

export interface EquipmentRecord extends Kept {
  readonly type: EquipmentType;
  readonly name: string | null;
}

export interface AreaInfo {
  readonly code: string;
  readonly parent: string | null;
  readonly level: string;
  readonly name: Text;
}

/** An institution of the city as lists have it. */
export interface Listed {
  readonly id: string;
  readonly name: string;
  readonly area: string;
  readonly town: string | null;
}

/** Everything a return is held against, as the registry has it now. */
export interface RegistryView {
  readonly areas: ReadonlyMap<string, AreaInfo>;
  /** Every listed institution of the whole city. */
  readonly listed: readonly Listed[];
  /** In full: those of the return's area. */
  readonly records: ReadonlyMap<string, InstitutionRecord>;
  readonly staff: readonly StaffRecord[];
  readonly beds: readonly BedRecord[];
  readonly departments: readonly DepartmentRecord[];
  readonly equipment: readonly EquipmentRecord[];
}

/** Which return it is. */
export interface ReturnScope {
  readonly kind: 'annual' | 'institutions' | 'departments' | 'staff' | 'beds' | 'equipment';
  readonly area: string;
  readonly asOf: string;
  readonly goodOnly: boolean;
  /** File and person, for what is entered from it. */
  readonly file: string;
  readonly by: string;
}
