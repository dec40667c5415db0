import type { ModuleManifest } from '@songhua/kernel';
import {
  detectionBackground,
  detectionCommands,
  detectionEvents,
  detectionJobs,
  detectionMenu,
  detectionProjections,
  detectionRoutes,
  detectionSubscriptions,
} from './detect/announce.ts';
import { surveillanceDistribution } from './distribution.ts';
import { followEvents } from './events/follow-event.ts';
import { raiseSingle } from './events/raise-single.ts';
import { assessSignal, openSignalEvent } from './http/assess-signal.ts';
import { exportSignals } from './http/export-signals.ts';
import { readFigures } from './http/figures.ts';
import { fillForm, listForms } from './http/fill-form.ts';
import { changeSentinel, createSentinel } from './http/keep-sentinels.ts';
import { listAreas } from './http/list-areas.ts';
import { moveSignalRoute } from './http/move-signal.ts';
import { reportSentinel, submitCounts } from './http/report-counts.ts';
import { listOwnSentinels, listSentinelsRoute, readSentinel } from './http/sentinels.ts';
import { listSignalsRoute, listSubjects, readSignal, submitSignal } from './http/signals.ts';
import { downloadTemplate, uploadFile } from './http/upload-file.ts';
import { problems } from './problems.ts';

export const module: ModuleManifest = {
  id: 'surveillance',
  title: { zh: '监测预警', en: 'Surveillance' },
  permissions: [
    {
      code: 'surveillance.read',
      title: { zh: '查看监测信号与预警', en: 'Read signals and warnings' },
      roles: ['planner', 'administrator', 'viewer', 'cdc'],
    },
    {
      code: 'surveillance.submit',
      title: { zh: '以系统接口报送信号与监测数据', en: 'Send signals and counts as a program' },
      roles: ['administrator'],
    },
    {
      code: 'surveillance.report',
      title: { zh: '填报信号、上传文件、填报哨点数据', en: 'Report signals by form and file, and counts of sentinels' },
      roles: ['planner', 'administrator', 'cdc', 'doctor', 'family-doctor'],
    },
    {
      code: 'surveillance.triage',
      title: { zh: '核实、评估信号，转为事件', en: 'Verify and assess signals, open events from them' },
      roles: ['planner', 'administrator', 'cdc'],
    },
  ],
  routes: [
    listSignalsRoute,
    exportSignals,
    submitSignal,
    readSignal,
    moveSignalRoute,
    assessSignal,
    openSignalEvent,
    listSubjects,
    listAreas,
    listForms,
    fillForm,
    downloadTemplate,
    uploadFile,
    listSentinelsRoute,
    listOwnSentinels,
    createSentinel,
    readSentinel,
    changeSentinel,
    reportSentinel,
    submitCounts,
    readFigures,
    ...detectionRoutes,
  ],
  problems,
  menu: [
    {
      path: '/surveillance',
      title: { zh: '信号研判', en: 'Signals' },
      permission: 'surveillance.read',
      order: 21,
      icon: 'check',
      summary: { zh: '昨夜以来有哪些信号、哪些还没有核实', en: 'Which signals came in, and which still wait for a verdict' },
    },
    {
      path: '/surveillance/report',
      title: { zh: '信号填报', en: 'Report a signal' },
      permission: 'surveillance.report',
      order: 21.2,
      icon: 'document',
      summary: { zh: '填报或上传可能的异常', en: 'Report what may be unusual, by form or file' },
    },
    {
      path: '/surveillance/sentinels',
      title: { zh: '监测哨点', en: 'Sentinels' },
      permission: 'surveillance.read',
      order: 21.4,
      icon: 'bank',
    },
    {
      path: '/surveillance/figures',
      title: { zh: '预警时效', en: 'Timeliness of signals' },
      permission: 'surveillance.read',
      order: 21.6,
      icon: 'table',
    },
    ...detectionMenu,
  ],
  events: [
    { type: 'surveillance.signal-raised', permission: 'surveillance.read' },
    { type: 'surveillance.signal-changed', permission: 'surveillance.read' },
    { type: 'surveillance.counts-changed', permission: 'surveillance.read' },
    ...detectionEvents,
  ],
  subscriptions: [followEvents, raiseSingle, ...detectionSubscriptions],
  projections: [...detectionProjections],
  jobs: [...detectionJobs],
  background: [...detectionBackground],
  commands: [...detectionCommands],
  distribution: surveillanceDistribution,
};
