import type { ModuleManifest } from '@songhua/kernel';

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
  ],
  routes: [],
  problems: {},
  menu: [],
  events: [
    { type: 'emergency.event-opened', permission: 'emergency.read' },
    { type: 'emergency.event-changed', permission: 'emergency.read' },
    { type: 'emergency.call-escalated', permission: 'emergency.read' },
    { type: 'emergency.supplies-changed', permission: 'emergency.read' },
    { type: 'emergency.teams-changed', permission: 'emergency.read' },
  ],
};
