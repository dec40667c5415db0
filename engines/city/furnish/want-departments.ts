import { isLevelTwoUp, isTcmHospital } from '../measures.ts';
import type { DepartmentCode, HospitalField } from '../vocabulary.ts';
import type { District } from './districts.ts';
import type { Wants } from './wants.ts';
import { isPublic } from './wants.ts';

const support: readonly DepartmentCode[] = ['health-education', 'laboratory', 'imaging', 'pharmacy'];

const byKind: Readonly<Partial<Record<string, readonly DepartmentCode[]>>> = {
  'nursing-hospital': ['geriatrics', 'rehabilitation', 'health-education', 'pharmacy'],
  'township-health-centre': [
    'general-practice',
    'internal-medicine',
    'stomatology',
    'preventive-care',
    'public-health',
    ...support,
  ],
  'community-health-centre': ['general-practice', 'preventive-care', 'public-health', ...support],
  'community-health-station': ['general-practice', 'public-health', 'health-education'],
  'outpatient-department': ['internal-medicine'],
  cdc: ['public-health', 'health-education', 'laboratory'],
  'maternal-child-health': ['obstetrics-gynaecology', 'paediatrics', 'preventive-care', 'public-health', ...support],
  'specialised-disease-institution': ['public-health', ...support],
  'emergency-centre': ['emergency', 'health-education', 'public-health'],
  'blood-station': ['laboratory', 'health-education'],
  'health-education': ['health-education'],
  'health-supervision': ['public-health', 'health-education'],
  'family-planning': ['obstetrics-gynaecology', 'health-education'],
  'medical-laboratory': ['laboratory'],
  'imaging-centre': ['imaging'],
  'pathology-centre': ['laboratory'],
  'dialysis-centre': ['internal-medicine'],
  'rehabilitation-centre': ['rehabilitation'],
  hospice: ['geriatrics'],
};

const byField: Readonly<Record<HospitalField, readonly DepartmentCode[]>> = {
  children: ['paediatrics', 'critical-care', 'infectious-diseases', 'emergency'],
  psychiatry: ['psychiatry'],
  maternity: ['obstetrics-gynaecology', 'paediatrics', 'critical-care'],
  oncology: ['oncology', 'surgery', 'internal-medicine', 'critical-care'],
  'infectious-diseases': ['infectious-diseases', 'internal-medicine', 'critical-care'],
  tuberculosis: ['infectious-diseases', 'internal-medicine', 'critical-care'],
  'occupational-disease': ['internal-medicine', 'preventive-care'],
  rehabilitation: ['rehabilitation'],
  stomatology: ['stomatology'],
  ophthalmology: ['surgery'],
  other: ['surgery', 'internal-medicine'],
};

const general: readonly DepartmentCode[] = ['internal-medicine', 'surgery', ...support];
const generalTwoUp: readonly DepartmentCode[] = [
  'obstetrics-gynaecology',
  'paediatrics',
  'emergency',
  'infectious-diseases',
  'critical-care',
  'rehabilitation',
  'stomatology',
  'preventive-care',
];

function own({ institution: i, fields }: Wants): readonly DepartmentCode[] {
  const offers = (code: string): boolean => i.services.some((s) => s.code === code && s.offered);
  const found: DepartmentCode[] = [...(byKind[i.kind] ?? []), ...fields.flatMap((field) => byField[field])];
  if (offers('tcm-clinic') || offers('tcm-department') || i.kind === 'community-health-station') found.push('tcm');
  if (offers('geriatrics')) found.push('geriatrics');
  if (i.class !== 'hospital') return found;
  const twoUp = isLevelTwoUp(i);
  if (isPublic(i) || twoUp) found.push('public-health');
  if (i.kind === 'general-hospital') {
    found.push(...general, ...(twoUp ? generalTwoUp : ['emergency' as const]));
    if (i.level.startsWith('3')) found.push('oncology', 'psychiatry');
  } else if (isTcmHospital(i)) {
    found.push('tcm', ...general, ...(twoUp ? (['emergency', 'infectious-diseases', 'rehabilitation'] as const) : []));
    if (i.level.startsWith('3')) found.push('critical-care');
  } else found.push(...support);
  return found;
}

/** The departments of each institution; a county's leading hospital has those the county needs once. */
export function wantDepartments(wants: ReadonlyMap<string, Wants>, districts: readonly District[]): void {
  for (const found of wants.values()) for (const code of own(found)) found.departments.add(code);
  for (const { lead } of districts) {
    const departments = lead && wants.get(lead.id)?.departments;
    for (const code of [
      'psychiatry',
      'rehabilitation',
      'infectious-diseases',
      'obstetrics-gynaecology',
      'paediatrics',
      'critical-care',
    ] as const) {
      departments?.add(code);
    }
  }
}
