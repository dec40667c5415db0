import type { ModuleManifest } from '@songhua/kernel';
import { answerCallRoute, callTeam } from './http/call-teams.ts';
import { readCaseMap } from './http/case-map.ts';
import { addRules, listPlansRoute, listRules, savePlan } from './http/editions.ts';
import { createEvent, editEvent, listEventsRoute, readEvent, readLog, writeLog } from './http/events.ts';
import { exportEvents } from './http/export-events.ts';
import { gradeEvent, moveEventRoute, reportEvent } from './http/judge-event.ts';
import { acknowledgeFor, decideNoticeRoute, downloadNotice, draftNotice, proposeNotice, readNotice } from './http/notices.ts';
import { acknowledgeReceived, readReceived } from './http/received.ts';
import { endResponseRoute, moveTaskRoute, startResponseRoute } from './http/respond.ts';
import { downloadSituation, readSituation } from './http/situation.ts';
import { createSupply, listSuppliesRoute, moveSupply, readSupply } from './http/supplies.ts';
import { addDuty, addMember, changeMember, createTeam, listTeamsRoute, removeDuty } from './http/teams.ts';
import { escalate } from './jobs/escalate-calls.ts';
import { problems } from './problems.ts';
import { loadEditions } from './start/load-editions.ts';

export const module: ModuleManifest = {
  id: 'emergency',
  title: { zh: '应急指挥', en: 'Emergency command' },
  permissions: [
    {
      code: 'emergency.read',
      title: { zh: '查看突发公共卫生事件', en: 'Read public-health events' },
      roles: ['planner', 'administrator', 'viewer', 'cdc'],
    },
    {
      code: 'emergency.report',
      title: { zh: '登记、报告事件，填报响应任务', en: 'Open and report events, report on tasks' },
      roles: ['planner', 'administrator', 'cdc'],
    },
    {
      code: 'emergency.command',
      title: { zh: '指挥：定级、启动与终止响应、调集队伍', en: 'Command: grade, start and end responses, call up teams' },
      roles: ['planner', 'administrator'],
    },
    {
      code: 'emergency.receive',
      title: { zh: '接收并确认应急通报', en: 'Receive and acknowledge notices of the emergency command' },
      roles: ['planner', 'cdc', 'doctor', 'nurse'],
    },
  ],
  routes: [
    listEventsRoute,
    exportEvents,
    createEvent,
    readEvent,
    readCaseMap,
    editEvent,
    reportEvent,
    moveEventRoute,
    gradeEvent,
    startResponseRoute,
    endResponseRoute,
    moveTaskRoute,
    proposeNotice,
    draftNotice,
    decideNoticeRoute,
    acknowledgeFor,
    readNotice,
    downloadNotice,
    readReceived,
    acknowledgeReceived,
    callTeam,
    answerCallRoute,
    readLog,
    writeLog,
    readSituation,
    downloadSituation,
    listRules,
    addRules,
    listPlansRoute,
    savePlan,
    listTeamsRoute,
    createTeam,
    addMember,
    changeMember,
    addDuty,
    removeDuty,
    listSuppliesRoute,
    createSupply,
    readSupply,
    moveSupply,
  ],
  problems,
  menu: [
    {
      path: '/emergency',
      title: { zh: '应急指挥', en: 'Emergency command' },
      permission: 'emergency.read',
      order: 26,
      icon: 'emergency',
      summary: { zh: '突发公共卫生事件的定级、响应和任务', en: 'Public-health events, their grading, responses and tasks' },
    },
    {
      path: '/emergency/teams',
      title: { zh: '队伍与值班', en: 'Teams and rota' },
      permission: 'emergency.read',
      order: 27,
      icon: 'accounts',
    },
    {
      path: '/emergency/supplies',
      title: { zh: '应急物资', en: 'Supplies' },
      permission: 'emergency.read',
      order: 28,
      icon: 'bank',
    },
    {
      path: '/emergency/plans',
      title: { zh: '预案与分级', en: 'Plans and grading' },
      permission: 'emergency.read',
      order: 29,
      icon: 'rules',
    },
    {
      path: '/emergency/received',
      title: { zh: '应急通报', en: 'Emergency notices' },
      permission: 'emergency.receive',
      order: 29.5,
      icon: 'emergency',
    },
  ],
  events: [
    { type: 'emergency.event-opened', permission: 'emergency.read' },
    { type: 'emergency.event-changed', permission: 'emergency.read' },
    { type: 'emergency.notices-changed', permission: 'emergency.receive' },
    { type: 'emergency.call-escalated', permission: 'emergency.read' },
    { type: 'emergency.supplies-changed', permission: 'emergency.read' },
    { type: 'emergency.teams-changed', permission: 'emergency.read' },
  ],
  start: [loadEditions],
  jobs: [escalate],
};
