import type { ModuleManifest } from '@songhua/kernel';
import { tellPages } from './events/tell-pages.ts';
import { keepLook } from './http/keep-look.ts';
import { exportPatients, listPatients } from './http/list-patients.ts';
import { readEncounter, readOwnEncounter } from './http/read-encounter.ts';
import { readOwnEntry } from './http/read-entry.ts';
import { readLimits } from './http/read-limits.ts';
import { readOwn } from './http/read-own.ts';
import { readRecord } from './http/read-record.ts';
import { exportOwnResults, exportResults, readOwnResults, readResults } from './http/read-results.ts';
import { readOwnTimeline, readTimeline } from './http/read-timeline.ts';
import { summaries } from './http/summarise.ts';
import { tellVersion } from './http/tell-version.ts';
import { problems } from './problems.ts';

export const module: ModuleManifest = {
  id: 'resident-record',
  title: { zh: '居民健康档案', en: 'Residents’ records' },
  permissions: [
    {
      code: 'resident-record.read',
      title: { zh: '查阅所诊治、所签约居民的健康档案', en: 'Read the records of people whom one treats' },
      roles: ['doctor', 'nurse', 'family-doctor'],
    },
    {
      code: 'resident-record.read-own',
      title: { zh: '查阅本人及所代办居民的健康档案', en: 'Read one’s own record and those of people one acts for' },
      roles: ['resident'],
    },
  ],
  routes: [
    listPatients,
    exportPatients,
    readRecord,
    tellVersion,
    keepLook,
    readTimeline,
    readResults,
    exportResults,
    readEncounter,
    readOwn,
    readOwnTimeline,
    readOwnResults,
    exportOwnResults,
    readOwnEncounter,
    readOwnEntry,
    readLimits,
    ...summaries,
  ],
  problems,
  events: [{ type: 'resident-record.regrouped', permission: 'resident-record.read' }],
  subscriptions: [tellPages],
  menu: [
    {
      path: '/patients',
      title: { zh: '我的患者', en: 'My patients' },
      permission: 'resident-record.read',
      order: 2,
      icon: 'patients',
      summary: { zh: '下一位是谁，有什么新情况', en: 'Who is next, and what is new about them' },
      home: true,
    },
    {
      path: '/my-record',
      title: { zh: '我的健康档案', en: 'My health record' },
      permission: 'resident-record.read-own',
      order: 5,
      icon: 'record',
      summary: { zh: '用平实的话看自己的健康档案', en: 'Your own record in plain words' },
      home: true,
    },
  ],
};
