import type { ModuleManifest } from '@songhua/kernel';
import { prepareCommand } from './commands/prepare-command.ts';
import { noteHappened } from './events/note-happened.ts';
import { playInjects } from './events/play-injects.ts';
import { addPlan, changePlanRoute, listPlansRoute } from './http/plans.ts';
import { downloadReport, readReport } from './http/report.ts';
import { addRemark, moveRunRoute, readDrills, readLive, readRun, startRun } from './http/runs.ts';
import { problems } from './problems.ts';

export const module: ModuleManifest = {
  id: 'drill',
  title: { zh: '应急演练', en: 'Emergency drills' },
  permissions: [
    {
      code: 'drill.read',
      title: { zh: '查看演练计划、情景与评估', en: 'See planned drills, their injects and how they went' },
      roles: ['planner', 'administrator', 'viewer', 'cdc', 'doctor', 'nurse', 'family-doctor'],
    },
    {
      code: 'drill.manage',
      title: { zh: '制定演练计划，组织演练', en: 'Plan and hold drills' },
      roles: ['planner', 'administrator'],
    },
  ],
  routes: [
    readDrills,
    readLive,
    startRun,
    readRun,
    moveRunRoute,
    addRemark,
    readReport,
    downloadReport,
    listPlansRoute,
    addPlan,
    changePlanRoute,
  ],
  problems,
  menu: [
    {
      path: '/drill',
      title: { zh: '应急演练', en: 'Drills' },
      permission: 'drill.read',
      order: 31,
      icon: 'emergency',
      summary: { zh: '演练计划、正在进行的演练和评估报告', en: 'Planned drills, the one under way, and after-action reports' },
    },
  ],
  events: [{ type: 'drill.run-changed', permission: 'drill.read' }],
  subscriptions: noteHappened,
  jobs: [playInjects],
  commands: [prepareCommand],
};
