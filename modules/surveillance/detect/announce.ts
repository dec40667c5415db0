import type { BackgroundWork, Command, EventType, Job, MenuItem, Projection, Route, Subscription } from '@songhua/kernel';
import { detectCommand } from '../commands/detect-command.ts';
import { runCommand } from '../commands/run-command.ts';
import { scanCommand } from '../commands/scan-command.ts';
import { seenTypes } from '../domain/find-syndromes.ts';
import { countTemplate, readCountFiles, takeCountFile, undoCounts } from '../http/count-files.ts';
import { detectSeries, listMethods } from '../http/detect-series.ts';
import { readSettings, restoreThresholds, retune, saveSettings } from '../http/detection-settings.ts';
import { judgeNow, listNightsRoute, readOrder } from '../http/nights.ts';
import { readSeries } from '../http/stored-series.ts';
import { downloadProduct, listWarningsRoute, moveWarning, readProduct, readWarning } from '../http/warnings.ts';
import { detectNightly } from '../jobs/detect-nightly.ts';
import { escalateOverdue } from '../jobs/escalate-overdue.ts';
import { forgetSeen, noteSeen } from '../store/seen.ts';
import { keepJudging } from './keep-judging.ts';

/** What detection, fusion and warnings announce; the manifest takes it up. */

export const detectionRoutes: readonly Route[] = [
  listWarningsRoute,
  readWarning,
  moveWarning,
  readProduct,
  downloadProduct,
  listMethods,
  detectSeries,
  listNightsRoute,
  readOrder,
  readSettings,
  saveSettings,
  judgeNow,
  retune,
  restoreThresholds,
  readSeries,
  takeCountFile,
  readCountFiles,
  countTemplate,
  undoCounts,
];
export const detectionMenu: readonly MenuItem[] = [
  {
    path: '/surveillance/warnings',
    title: { zh: '多渠道预警', en: 'Warnings' },
    permission: 'surveillance.read',
    order: 21.1,
    icon: 'check',
    summary: { zh: '几个渠道同时异常、需要核实的', en: 'What several channels say at once, to be verified' },
  },
  {
    path: '/surveillance/series',
    title: { zh: '监测序列', en: 'Stored series' },
    permission: 'surveillance.read',
    order: 21.45,
    icon: 'table',
    summary: { zh: '逐日逐周的计数、预期和报警', en: 'Counts by day and week, what is expected, and alarms' },
  },
  {
    path: '/surveillance/detect',
    title: { zh: '序列检测', en: 'Detect in a series' },
    permission: 'surveillance.read',
    order: 21.5,
    icon: 'scale',
  },
  {
    path: '/surveillance/settings',
    title: { zh: '检测设置', en: 'Detection settings' },
    permission: 'surveillance.read',
    order: 21.7,
    icon: 'scale',
  },
];
export const detectionJobs: readonly Job[] = [detectNightly, escalateOverdue];
export const detectionBackground: readonly BackgroundWork[] = [keepJudging];
export const detectionSubscriptions: readonly Subscription[] = [];
export const detectionProjections: readonly Projection[] = [
  { name: 'surveillance', types: seenTypes, apply: noteSeen, forget: forgetSeen },
];
export const detectionEvents: readonly EventType[] = [
  { type: 'surveillance.warning-raised', permission: 'surveillance.read' },
  { type: 'surveillance.warning-changed', permission: 'surveillance.read' },
  { type: 'surveillance.overdue', permission: 'surveillance.read' },
  { type: 'surveillance.night-changed', permission: 'surveillance.read' },
];
export const detectionCommands: readonly Command[] = [detectCommand, scanCommand, runCommand];
