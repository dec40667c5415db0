import type { Text } from '@songhua/kernel';
import type {
  AreaFigure,
  BedRecord,
  DepartmentRecord,
  EquipmentRecord,
  InstitutionRecord,
  ReturnKind,
  StaffRecord,
} from '../contract.ts';

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

/** What has an id already that a file means for something new. */
export interface Taken {
  /** retired: an institution that was listed; part: a department or team of one. */
  readonly what: 'retired' | 'part' | 'other';
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

/** Everything a return is held against, as the registry has it now. */
export interface RegistryView {
  readonly areas: ReadonlyMap<string, AreaInfo>;
  /** Every listed institution of the whole city. */
  readonly listed: readonly Listed[];
  /** In full: those of the return's area. */
  readonly records: ReadonlyMap<string, InstitutionRecord>;
  /** Posts at the institutions concerned, and all posts of the people named. */
  readonly staff: readonly StaffRecord[];
  readonly beds: readonly BedRecord[];
  readonly departments: readonly DepartmentRecord[];
  readonly equipment: readonly EquipmentRecord[];
  /** Of the return’s area and all in it, by day. */
  readonly areaFigures: readonly AreaFigure[];
  /** By `Type/id`: what stands in the store under ids that the file would make new. */
  readonly taken: ReadonlyMap<string, Taken>;
  /** By institution: the newest day after the return's of which a list of the same kind was accepted. */
  readonly later: ReadonlyMap<string, string>;
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
