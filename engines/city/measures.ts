import type { SummedMeasure, Traits } from './institution.ts';
import type { ServiceCode } from './vocabulary.ts';

/** Which institutions a published total covers, and which of their counts it adds up (`one`: the institution itself). */
export interface SumRule {
  readonly count: SummedMeasure | 'one';
  readonly covers: (institution: Traits) => boolean;
}

const every = (): boolean => true;

/** 公立医院: run by a government, or by another public owner such as an enterprise. */
export const isPublicHospital = (i: Traits): boolean =>
  i.class === 'hospital' && i.ownership !== 'private' && i.ownership !== 'collective';

/**
 * 市办及以上公立医院: run by the city or above. A tertiary hospital (三级医院) of another public owner serves the whole
 * city and is counted with them. The reading is ours; the data of a city name the document it is taken from.
 */
export const isMunicipalHospital = (i: Traits): boolean =>
  isPublicHospital(i) &&
  (i.ownership === 'province' || i.ownership === 'city' || (i.ownership === 'other-public' && i.level.startsWith('3')));

export const isTcmHospital = (i: Pick<Traits, 'kind'>): boolean => i.kind === 'tcm-hospital' || i.kind === 'integrated-hospital';

/** 乡镇卫生院、社区卫生服务中心. */
export const isCentre = (i: Pick<Traits, 'kind'>): boolean =>
  i.kind === 'township-health-centre' || i.kind === 'community-health-centre';

/** 乡镇卫生院、社区卫生服务中心（站）. */
export const isBase = (i: Pick<Traits, 'kind'>): boolean => isCentre(i) || i.kind === 'community-health-station';

export const isLevelTwoUp = (i: Traits): boolean => i.level.startsWith('2') || i.level.startsWith('3');

export const sumRules = {
  institutions: { count: 'one', covers: every },
  hospitals: { count: 'one', covers: (i) => i.class === 'hospital' },
  'primary-institutions': { count: 'one', covers: (i) => i.class === 'primary' },
  'public-health-institutions': { count: 'one', covers: (i) => i.class === 'public-health' },
  'other-institutions': { count: 'one', covers: (i) => i.class === 'other' },
  'beds-total': { count: 'beds-total', covers: every },
  'beds-public-hospital': { count: 'beds-total', covers: isPublicHospital },
  'beds-municipal-public-hospital': { count: 'beds-total', covers: isMunicipalHospital },
  'beds-county-public-and-primary': {
    count: 'beds-total',
    covers: (i) => i.class === 'primary' || (i.class === 'hospital' && i.ownership === 'county'),
  },
  'beds-public-tcm-hospital': { count: 'beds-total', covers: (i) => isPublicHospital(i) && isTcmHospital(i) },
  'beds-non-public-hospital': { count: 'beds-total', covers: (i) => i.class === 'hospital' && !isPublicHospital(i) },
  'staff-total': { count: 'staff-total', covers: every },
  'staff-technical': { count: 'staff-technical', covers: every },
  'staff-public-health': { count: 'staff-total', covers: (i) => i.class === 'public-health' },
  doctors: { count: 'doctors', covers: every },
  nurses: { count: 'nurses', covers: every },
  pharmacists: { count: 'pharmacists', covers: every },
  'general-practitioners': { count: 'general-practitioners', covers: every },
  'tcm-doctors': { count: 'tcm-doctors', covers: every },
  'p2-laboratories': { count: 'p2-laboratories', covers: every },
} as const satisfies Record<string, SumRule>;

export type SumMeasure = keyof typeof sumRules;

/** A published share: of the institutions it covers, how many offer the service, in percent. */
export interface ShareRule {
  readonly service: ServiceCode;
  readonly covers: (institution: Traits) => boolean;
}

export const shareRules = {
  'tcm-clinic-share': {
    service: 'tcm-clinic',
    covers: isCentre,
  },
  'tcm-department-share': {
    service: 'tcm-department',
    covers: (i) => i.kind === 'general-hospital' && isPublicHospital(i) && isLevelTwoUp(i),
  },
  'geriatrics-share': { service: 'geriatrics', covers: (i) => i.kind === 'general-hospital' && isLevelTwoUp(i) },
} as const satisfies Record<string, ShareRule>;

export type ShareMeasure = keyof typeof shareRules;

export type TotalMeasure = SumMeasure | ShareMeasure | 'population' | 'bed-staff-ratio';
