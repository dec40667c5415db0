import { type ModuleManifest, type Role, roles } from '@songhua/kernel';
import { accessDistribution } from './distribution.ts';
import { exportConsents, listConsents } from './http/consent-routes.ts';
import {
  endEmergencyAccess,
  exportEmergencyAccesses,
  listEmergencyAccesses,
  listOwnEmergencies,
  openEmergencyAccess,
  reviewEmergencyAccess,
} from './http/emergency-routes.ts';
import { explainAccess } from './http/explain-route.ts';
import { findPerson } from './http/find-person.ts';
import { listOwnConsentHistory, listOwnConsents, previewConsent } from './http/own-consents.ts';
import { exportPolicies, listPolicies } from './http/policy-routes.ts';
import { accessProblems } from './problems.ts';
import { relationProjections } from './relations/project-relations.ts';
import { relateCommand } from './relations/relate-command.ts';

/** Access announces itself as a module does. */
export const accessManifest: ModuleManifest = {
  id: 'access',
  title: { zh: '身份与访问', en: 'Identity and access' },
  permissions: [
    {
      code: 'access.read-policies',
      title: { zh: '查看访问规则', en: 'Read who sees what' },
      roles: Object.keys(roles) as Role[],
    },
    {
      code: 'access.explain',
      title: { zh: '查询谁能看到什么', en: 'Ask who would see what' },
      roles: ['administrator', 'privacy-officer'],
    },
    {
      code: 'access.explain-whose',
      title: { zh: '查询时得知所涉居民与敏感类别', en: 'Be told whose record it is and what makes it sensitive' },
      roles: ['privacy-officer'],
    },
    {
      code: 'access.read-consents',
      title: { zh: '查看居民的授权', en: 'Read people’s consents' },
      roles: ['privacy-officer'],
    },
    {
      code: 'access.own-consents',
      title: { zh: '查看和设置谁可以看我的档案', en: 'See and set who may see one’s own record' },
      roles: ['resident'],
    },
    {
      code: 'access.break-glass',
      title: { zh: '紧急调阅', en: 'Emergency access' },
      roles: ['doctor', 'nurse', 'family-doctor'],
    },
    {
      code: 'access.find-person',
      title: { zh: '查找前来就诊的居民', en: 'Find somebody who walks in' },
      roles: ['doctor', 'nurse', 'family-doctor'],
    },
    {
      code: 'access.end-emergency',
      title: { zh: '结束紧急调阅', en: 'End emergency access' },
      roles: ['doctor', 'nurse', 'family-doctor', 'privacy-officer'],
    },
    { code: 'access.review', title: { zh: '审查紧急调阅', en: 'Review emergency access' }, roles: ['privacy-officer'] },
  ],
  routes: [
    listPolicies,
    exportPolicies,
    explainAccess,
    listConsents,
    exportConsents,
    listOwnConsents,
    previewConsent,
    listOwnConsentHistory,
    findPerson,
    openEmergencyAccess,
    listOwnEmergencies,
    endEmergencyAccess,
    reviewEmergencyAccess,
    listEmergencyAccesses,
    exportEmergencyAccesses,
  ],
  problems: accessProblems,
  menu: [
    {
      path: '/my-record/consents',
      title: { zh: '谁可以看我的档案', en: 'Who may see my record' },
      permission: 'access.own-consents',
      order: 7,
      icon: 'consents',
      summary: {
        zh: '今天谁能看、看什么；限制机构查看，随时取消',
        en: 'Who sees it today and what of it; limit that, and take it back',
      },
    },
    {
      path: '/privacy/policies',
      title: { zh: '谁能看到什么', en: 'Who sees what' },
      permission: 'access.read-policies',
      order: 80,
      icon: 'policies',
      summary: { zh: '每类人员能看到哪些记录，一句话说清', en: 'Which records each role sees, in a sentence each' },
    },
    {
      path: '/privacy/explain',
      title: { zh: '查询可见范围', en: 'Ask who would see it' },
      permission: 'access.explain',
      order: 79,
      icon: 'question',
      summary: { zh: '查某人为何能看到或看不到某位居民的记录', en: 'Why somebody sees a record, or does not' },
    },
    {
      path: '/privacy/consents',
      title: { zh: '居民授权', en: 'Consents' },
      permission: 'access.read-consents',
      order: 66,
      icon: 'consents',
      summary: { zh: '居民同意或禁止的内容', en: 'What residents permit and forbid' },
    },
    {
      path: '/privacy/emergency',
      title: { zh: '紧急调阅', en: 'Emergency access' },
      permission: 'access.break-glass',
      order: 12,
      icon: 'emergency',
      summary: {
        zh: '危急时说明理由，限时调阅没有诊疗关系者的档案',
        en: 'In an emergency: open a record for a limited time, with a reason',
      },
    },
    {
      path: '/privacy/reviews',
      title: { zh: '紧急调阅审查', en: 'Emergency access review' },
      permission: 'access.review',
      order: 60,
      icon: 'reviews',
      summary: { zh: '逐条审查紧急调阅是否正当', en: 'Judge each emergency access' },
    },
  ],
  events: [
    { type: 'access.emergency-opened', permission: 'access.review' },
    { type: 'access.emergency-ended', permission: 'access.review' },
    { type: 'access.emergency-reviewed', permission: 'access.review' },
  ],
  projections: relationProjections,
  commands: [relateCommand],
  distribution: accessDistribution,
};
