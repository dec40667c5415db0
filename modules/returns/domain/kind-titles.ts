import type { Text } from '@songhua/kernel';
import type { Action, PlannedChange, ReturnKind } from '../contract.ts';

export const kindTitles: Readonly<Record<ReturnKind, Text>> = {
  annual: { zh: '统计年报', en: 'Annual return' },
  institutions: { zh: '机构', en: 'Institutions' },
  departments: { zh: '科室', en: 'Departments' },
  staff: { zh: '人员', en: 'Staff' },
  beds: { zh: '床位', en: 'Beds' },
  equipment: { zh: '设备', en: 'Equipment' },
  'area-figures': { zh: '地区数据', en: 'Area figures' },
};

export const actionTitles: Readonly<Record<Action, Text>> = {
  created: { zh: '新增', en: 'New' },
  changed: { zh: '变更', en: 'Changed' },
  retired: { zh: '退出', en: 'Retired' },
  unchanged: { zh: '不变', en: 'Unchanged' },
  warned: { zh: '文件未列', en: 'Not in the file' },
};

export const subjectTitles: Readonly<Record<PlannedChange['subject'], Text>> = {
  institution: { zh: '机构', en: 'Institution' },
  department: { zh: '科室', en: 'Department' },
  staff: { zh: '人员', en: 'Person' },
  bed: { zh: '床位', en: 'Bed' },
  equipment: { zh: '设备', en: 'Equipment' },
  'area-figure': { zh: '地区数据', en: 'Area figure' },
};
