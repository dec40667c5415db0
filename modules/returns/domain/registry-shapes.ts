import type { Text } from '@songhua/kernel';
import type { BedRecord, DepartmentRecord, EquipmentRecord, InstitutionRecord, ReturnKind, StaffRecord } from '../contract.ts';

export type {
  BedRecord,
  DepartmentRecord,
  EquipmentRecord,
  InstitutionFact,
  InstitutionRecord,
  StaffRecord,
} from '../contract.ts';

/** What is decided over: the registry's own records, and what else a return is held against. */

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
  readonly kind: ReturnKind;
  readonly area: string;
  readonly asOf: string;
  readonly goodOnly: boolean;
  /** File and person, for what is entered from it. */
  readonly file: string;
  readonly by: string;
}
