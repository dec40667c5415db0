import type { ModuleManifest } from '@songhua/kernel';
import {
  addAccountRoute,
  disableAccountRoute,
  editAccountRoute,
  enableAccount,
  endAccountSession,
  endAccountSessions,
  lockAccountRoute,
  resetAccountRoute,
  setMemberships,
  setProxies,
  unlockAccountRoute,
} from './http/change-accounts.ts';
import { exportAccounts, listAccountsRoute, readAccount } from './http/list-accounts.ts';
import { exportEvents, listEvents } from './http/list-events.ts';
import { choose, endOtherSessions, endOwnSession, readChoices, readOwnAccount } from './http/own-account.ts';
import { correctEvent, readOneEvent, retryAllEvents, retryEvent, setEventAside, takeEventBack } from './http/settle-event.ts';
import { problems } from './problems.ts';

const accountRoutes = [
  listAccountsRoute,
  exportAccounts,
  readAccount,
  addAccountRoute,
  editAccountRoute,
  setMemberships,
  setProxies,
  disableAccountRoute,
  enableAccount,
  lockAccountRoute,
  unlockAccountRoute,
  resetAccountRoute,
  endAccountSessions,
  endAccountSession,
  readOwnAccount,
  endOwnSession,
  endOtherSessions,
  readChoices,
  choose,
];

export const module: ModuleManifest = {
  id: 'administration',
  title: { zh: '管理', en: 'Administration' },
  permissions: [
    {
      code: 'administration.read-accounts',
      title: { zh: '查看账号与会话', en: 'See accounts and sessions' },
      roles: ['administrator'],
    },
    {
      code: 'administration.manage-accounts',
      title: { zh: '新增、修改、停用、重置账号', en: 'Add, change, disable and reset accounts' },
      roles: ['administrator'],
    },
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
  routes: [
    listEvents,
    exportEvents,
    readOneEvent,
    retryAllEvents,
    retryEvent,
    setEventAside,
    takeEventBack,
    correctEvent,
    ...accountRoutes,
  ],
  problems,
  menu: [
    {
      path: '/administration/accounts',
      title: { zh: '账号', en: 'Accounts' },
      permission: 'administration.read-accounts',
      order: 91,
      icon: 'accounts',
    },
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
