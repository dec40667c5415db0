import type { ModuleManifest } from '@songhua/kernel';
import { exportEvents, listEvents } from './http/list-events.ts';
import { correctEvent, readOneEvent, retryAllEvents, retryEvent, setEventAside, takeEventBack } from './http/settle-event.ts';
import { problems } from './problems.ts';

export const module: ModuleManifest = {
  id: 'administration',
  title: { zh: '管理', en: 'Administration' },
  permissions: [
    {
      code: 'administration.read-events',
      title: { zh: '查看事件处理情况', en: 'See how events are handled' },
      roles: ['administrator'],
    },
    {
      code: 'administration.settle-events',
      title: { zh: '重试、更正、搁置失败的事件', en: 'Retry, correct and set aside events that failed' },
      roles: ['administrator'],
    },
  ],
  routes: [listEvents, exportEvents, readOneEvent, retryAllEvents, retryEvent, setEventAside, takeEventBack, correctEvent],
  problems,
  menu: [
    {
      path: '/administration/events',
      title: { zh: '事件处理', en: 'Event handling' },
      permission: 'administration.read-events',
      order: 90,
      icon: 'areas',
    },
  ],
  events: [{ type: 'administration.event-settled', permission: 'administration.read-events' }],
};
