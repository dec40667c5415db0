import type { Designation, HospitalField, ServiceCode } from './vocabulary.ts';

/** The words of a health system's institutions, shared by the generator and by whoever adds them up. */

export const institutionClasses = ['hospital', 'primary', 'public-health', 'other'] as const;
export type InstitutionClass = (typeof institutionClasses)[number];

export const kindsOf = {
  hospital: ['general-hospital', 'tcm-hospital', 'integrated-hospital', 'specialised-hospital', 'nursing-hospital'],
  primary: [
    'community-health-centre',
    'community-health-station',
    'township-health-centre',
    'village-clinic',
    'outpatient-department',
    'clinic',
  ],
  'public-health': [
    'cdc',
    'specialised-disease-institution',
    'health-education',
    'maternal-child-health',
    'emergency-centre',
    'blood-station',
    'health-supervision',
    'family-planning',
  ],
  other: [
    'medical-laboratory',
    'dialysis-centre',
    'imaging-centre',
    'pathology-centre',
    'rehabilitation-centre',
    'hospice',
    'other',
  ],
} as const satisfies Record<InstitutionClass, readonly string[]>;

export type InstitutionKind = (typeof kindsOf)[InstitutionClass][number];
/** Levels of a hospital (三级甲等 3A … 一级 1), the highest first. */
export const levels = ['3A', '3B', '3', '2A', '2B', '2', '1', 'none'] as const;
export type Level = (typeof levels)[number];
export const ownerships = ['province', 'city', 'county', 'other-public', 'collective', 'private'] as const;
export type Ownership = (typeof ownerships)[number];

/** What published totals add up. Staff: 卫生人员; technical: 卫生技术人员, part of them. */
export const summedMeasures = [
  'beds-total',
  'staff-total',
  'staff-technical',
  'doctors',
  'nurses',
  'pharmacists',
  'general-practitioners',
  'tcm-doctors',
  'p2-laboratories',
] as const;
export type SummedMeasure = (typeof summedMeasures)[number];

/** Every whole number an institution gives of itself: what is summed, and what only rules of single institutions ask for. */
export const countMeasures = [
  ...summedMeasures,
  /** 编制总额 */
  'establishment',
  /** 岗位总量 */
  'posts',
  /** 专业技术人员编制 */
  'professional-establishment',
  /** 公共卫生人员编制, part of the professional establishment */
  'public-health-establishment',
  /** 实际开放总床日数 of the year that ends on the day */
  'open-bed-days',
  /** 实际占用总床日数 of that year */
  'occupied-bed-days',
  /** 出院人数 of that year */
  'discharges',
  /** 出院者占用总床日数 of that year */
  'discharge-bed-days',
  /** 拟新增床位 */
  'beds-added',
] as const;
export type CountMeasure = (typeof countMeasures)[number];

export const attributes = ['name', 'kind', 'level', 'ownership', 'place'] as const;
export type Attribute = (typeof attributes)[number];

export interface Traits {
  readonly class: InstitutionClass;
  readonly kind: InstitutionKind;
  readonly level: Level;
  readonly ownership: Ownership;
}

/** An institution the plan itself speaks of; without a name when it only says that there is one. */
export interface KnownInstitution extends Traits {
  readonly id: string;
  /** Its real name, or null: then `label` is worked into an invented, marked one. */
  readonly name: string | null;
  readonly label: string;
  /** Which of its attributes the document states. */
  readonly published: readonly Attribute[];
  /** Where the document speaks of it, e.g. `五（一）2`. */
  readonly section: string;
  /** What it is for, and what it was made. */
  readonly fields?: readonly HospitalField[];
  readonly designations?: readonly Designation[];
}

export interface Institution extends Traits {
  readonly id: string;
  readonly name: string;
  /** County-level code; the code of the urban area when only that is known. */
  readonly area: string;
  /** Nine-digit town code; null when not known. */
  readonly town: string | null;
  /** True when the name stands in the plan: then the institution really exists. */
  readonly named: boolean;
  readonly section: string | null;
  /** Which attributes are published; the others, and every count, are invented. */
  readonly published: readonly Attribute[];
  readonly counts: Readonly<Record<SummedMeasure, number>>;
  /** Only for what is published as a share. `entailed`: follows from a published 100 %. */
  readonly services: readonly { readonly code: ServiceCode; readonly offered: boolean; readonly entailed: boolean }[];
}
