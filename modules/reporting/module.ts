import type { ModuleManifest } from '@songhua/kernel';
import { reportingDistribution } from './distribution.ts';
import { problems } from './problems.ts';

export const module: ModuleManifest = {
  id: 'reporting',
  title: { zh: '传染病报告', en: 'Notifiable disease reporting' },
  permissions: [
    {
      code: 'reporting.read',
      title: { zh: '查看本机构或本辖区的传染病报告卡', en: 'Read report cards of one’s institution or area' },
      roles: ['doctor', 'nurse', 'family-doctor', 'cdc'],
    },
    {
      code: 'reporting.report',
      title: { zh: '填写、报告、订正传染病报告卡', en: 'Fill in, report and correct report cards' },
      roles: ['doctor', 'nurse', 'family-doctor', 'cdc'],
    },
    {
      code: 'reporting.review',
      title: { zh: '审核、查重、删除传染病报告卡', en: 'Review, merge and delete report cards' },
      roles: ['cdc'],
    },
  ],
  routes: [],
  problems,
  menu: [],
  events: [
    { type: 'reporting.noticed', permission: 'reporting.read' },
    { type: 'reporting.card-prepared', permission: 'reporting.read' },
    { type: 'reporting.card-reported', permission: 'reporting.read' },
    { type: 'reporting.card-changed', permission: 'reporting.read' },
  ],
  distribution: reportingDistribution,
};
