import type { InstitutionClass, InstitutionKind, Level, Ownership } from '@songhua/engine-city';
import type { Text } from '@songhua/kernel';

/** What the codes of an institution are called, for files handed out. */

export const classTitles: Readonly<Record<InstitutionClass, Text>> = {
  hospital: { zh: '医院', en: 'Hospital' },
  primary: { zh: '基层医疗卫生机构', en: 'Primary care' },
  'public-health': { zh: '专业公共卫生机构', en: 'Public health' },
  other: { zh: '其他医疗卫生机构', en: 'Other' },
};

export const kindTitles: Readonly<Record<InstitutionKind, Text>> = {
  'general-hospital': { zh: '综合医院', en: 'General hospital' },
  'tcm-hospital': { zh: '中医医院', en: 'TCM hospital' },
  'integrated-hospital': { zh: '中西医结合医院', en: 'Integrated Chinese and Western medicine hospital' },
  'specialised-hospital': { zh: '专科医院', en: 'Specialised hospital' },
  'nursing-hospital': { zh: '护理院', en: 'Nursing hospital' },
  'community-health-centre': { zh: '社区卫生服务中心', en: 'Community health centre' },
  'community-health-station': { zh: '社区卫生服务站', en: 'Community health station' },
  'township-health-centre': { zh: '乡镇卫生院', en: 'Township health centre' },
  'village-clinic': { zh: '村卫生室', en: 'Village clinic' },
  'outpatient-department': { zh: '门诊部', en: 'Outpatient department' },
  clinic: { zh: '诊所（医务室）', en: 'Clinic' },
  cdc: { zh: '疾病预防控制机构', en: 'Centre for disease control' },
  'specialised-disease-institution': { zh: '专科疾病防治机构', en: 'Specialised disease institution' },
  'health-education': { zh: '健康教育机构', en: 'Health education institution' },
  'maternal-child-health': { zh: '妇幼保健机构', en: 'Maternal and child health institution' },
  'emergency-centre': { zh: '急救中心（站）', en: 'Emergency centre' },
  'blood-station': { zh: '采供血机构', en: 'Blood station' },
  'health-supervision': { zh: '卫生监督机构', en: 'Health supervision' },
  'family-planning': { zh: '计划生育技术服务机构', en: 'Family planning service' },
  'medical-laboratory': { zh: '医学检验中心', en: 'Medical laboratory' },
  'dialysis-centre': { zh: '血液透析中心', en: 'Dialysis centre' },
  'imaging-centre': { zh: '医学影像中心', en: 'Imaging centre' },
  'pathology-centre': { zh: '病理诊断中心', en: 'Pathology centre' },
  'rehabilitation-centre': { zh: '康复医疗中心', en: 'Rehabilitation centre' },
  hospice: { zh: '安宁疗护中心', en: 'Hospice' },
  other: { zh: '其他', en: 'Other' },
};

export const levelTitles: Readonly<Record<Level, Text>> = {
  '3A': { zh: '三级甲等', en: 'Tertiary A' },
  '3B': { zh: '三级乙等', en: 'Tertiary B' },
  '3': { zh: '三级', en: 'Tertiary' },
  '2A': { zh: '二级甲等', en: 'Secondary A' },
  '2B': { zh: '二级乙等', en: 'Secondary B' },
  '2': { zh: '二级', en: 'Secondary' },
  '1': { zh: '一级', en: 'Primary level' },
  none: { zh: '未定级', en: 'No level' },
};

export const ownershipTitles: Readonly<Record<Ownership, Text>> = {
  province: { zh: '省办', en: 'Province' },
  city: { zh: '市办', en: 'City' },
  county: { zh: '县（区）办', en: 'County or district' },
  'other-public': { zh: '其他公立', en: 'Other public' },
  collective: { zh: '村（集体）办', en: 'Village or collective' },
  private: { zh: '民办', en: 'Private' },
};
