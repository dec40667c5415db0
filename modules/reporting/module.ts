import type { ModuleManifest } from '@songhua/kernel';
import { reportingDistribution } from './distribution.ts';
import { capturedTypes } from './domain/match-rule.ts';
import { captureWaiting, takeNoticed } from './events/take-noticed.ts';
import { createCard } from './http/create-card.ts';
import { deleteCard, dismissCard, mergeCard, reviewCard } from './http/decide-card.ts';
import { findInstitutions } from './http/find-institutions.ts';
import { exportCards, listCardsRoute, summariseWork } from './http/list-cards.ts';
import { listAreas, listDiseases } from './http/list-diseases.ts';
import { listOverdue } from './http/list-overdue.ts';
import { findSimilar, readCard } from './http/read-card.ts';
import { listLaidAside, readCaptureSettings, saveCaptureSettings, tryLaidAside } from './http/settings.ts';
import { exportTimeliness, readTimeliness } from './http/timeliness.ts';
import { keepTypedCard, readTypedCard } from './http/typed.ts';
import { correctCard, fillCard, supplementDeath } from './http/write-card.ts';
import { listZeroReports, sayZero, takeBackZero } from './http/zero-reports.ts';
import { problems } from './problems.ts';
import { notice, noticeGone } from './store/waiting.ts';

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
    {
      code: 'reporting.settings',
      title: { zh: '设定传染病自动采集', en: 'Set how cases are captured' },
      roles: ['administrator'],
    },
  ],
  routes: [
    listDiseases,
    listAreas,
    listCardsRoute,
    exportCards,
    summariseWork,
    createCard,
    readCard,
    findSimilar,
    fillCard,
    correctCard,
    supplementDeath,
    reviewCard,
    dismissCard,
    mergeCard,
    deleteCard,
    readTimeliness,
    exportTimeliness,
    listOverdue,
    listZeroReports,
    sayZero,
    takeBackZero,
    readCaptureSettings,
    saveCaptureSettings,
    listLaidAside,
    tryLaidAside,
    findInstitutions,
    readTypedCard,
    keepTypedCard,
  ],
  problems,
  menu: [
    {
      path: '/reporting/desk',
      title: { zh: '疾控工作台', en: 'Disease control today' },
      permission: 'reporting.review',
      order: 17,
      icon: 'check',
      home: true,
      summary: {
        zh: '今天等您审核的、逾期的报告，以及没有回音的机构',
        en: 'What waits for your review today, what is overdue, and who is silent',
      },
    },
    {
      path: '/reporting/cards',
      title: { zh: '传染病报告', en: 'Notifiable diseases' },
      permission: 'reporting.read',
      order: 18,
      icon: 'document',
      summary: {
        zh: '哪些病例要报告、还剩多少时间，哪些等您审核',
        en: 'Which cases are to be reported by when, and what waits for your review',
      },
    },
    {
      path: '/reporting/timeliness',
      title: { zh: '报告及时率', en: 'Timeliness' },
      permission: 'reporting.read',
      order: 19,
      icon: 'table',
      summary: { zh: '按地区、机构、病种看报告是否及时', en: 'How timely reports are, by area, institution and disease' },
    },
    {
      path: '/reporting/zero',
      title: { zh: '零报告', en: 'Zero reports' },
      permission: 'reporting.read',
      order: 20,
      icon: 'check',
      summary: {
        zh: '哪些机构报告过病例、报过零、还没有回音',
        en: 'Which institutions had cases, said that there were none, or are silent',
      },
    },
    {
      path: '/reporting/settings',
      title: { zh: '传染病自动采集设置', en: 'Capture of cases' },
      permission: 'reporting.settings',
      order: 95,
      icon: 'scale',
      summary: { zh: '自动采集回看多少天', en: 'How many days back capture looks' },
    },
  ],
  events: [
    { type: 'reporting.noticed', permission: 'reporting.read' },
    { type: 'reporting.card-prepared', permission: 'reporting.read' },
    { type: 'reporting.card-reported', permission: 'reporting.read' },
    { type: 'reporting.card-changed', permission: 'reporting.read' },
  ],
  projections: [{ name: 'reporting', types: capturedTypes, apply: notice, forget: noticeGone }],
  subscriptions: [takeNoticed],
  jobs: [captureWaiting],
  distribution: reportingDistribution,
};
