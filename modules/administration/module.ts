import { type ModuleManifest, type Role, roles } from '@songhua/kernel';
import { searchAuditEvents, searchOwnAuditEvents } from './http/audit-events.ts';
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
import {
  addClientRoute,
  disableClientRoute,
  editClientRoute,
  enableClientRoute,
  endTokensRoute,
  renewSecret,
} from './http/change-clients.ts';
import { exportClients, listClientChangesRoute, listClientsRoute, readClient } from './http/clients.ts';
import { launchApp, listKeys, listLaunchable, renewKeysRoute } from './http/keys-and-launches.ts';
import { exportAccounts, listAccountsRoute, readAccount } from './http/list-accounts.ts';
import { downloadConsistency, downloadProof, exportAudit, listAudit, readAuditState } from './http/list-audit.ts';
import { exportEvents, listEvents } from './http/list-events.ts';
import { choose, endOtherSessions, endOwnSession, readChoices, readOwnAccount } from './http/own-account.ts';
import { endOwnAppRoute, listOwnAppsRoute } from './http/own-apps.ts';
import { exportOwnAccesses, listOwnAccesses, objectToAccess } from './http/own-record.ts';
import {
  exportAnomalies,
  exportObjections,
  listAnomaliesRoute,
  listObjectionsRoute,
  listWatchedRoute,
  readAnomaly,
  readObjection,
  reviewAnomaly,
  reviewObjection,
  unwatchPerson,
  watchPerson,
} from './http/reviews.ts';
import { auditEvents } from './http/serve-audit-events.ts';
import { correctEvent, readOneEvent, retryAllEvents, retryEvent, setEventAside, takeEventBack } from './http/settle-event.ts';
import { lookForAnomalies } from './jobs/look-for-anomalies.ts';
import { problems } from './problems.ts';

const everybody = Object.keys(roles) as Role[];

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
  listClientsRoute,
  exportClients,
  readClient,
  listClientChangesRoute,
  addClientRoute,
  editClientRoute,
  endTokensRoute,
  renewSecret,
  disableClientRoute,
  enableClientRoute,
  listKeys,
  renewKeysRoute,
  listLaunchable,
  launchApp,
  listOwnAppsRoute,
  endOwnAppRoute,
];

const auditRoutes = [
  listAudit,
  exportAudit,
  readAuditState,
  downloadConsistency,
  searchAuditEvents,
  searchOwnAuditEvents,
  downloadProof,
  listOwnAccesses,
  exportOwnAccesses,
  objectToAccess,
  listObjectionsRoute,
  exportObjections,
  readObjection,
  reviewObjection,
  listAnomaliesRoute,
  exportAnomalies,
  readAnomaly,
  reviewAnomaly,
  listWatchedRoute,
  watchPerson,
  unwatchPerson,
];

export const module: ModuleManifest = {
  id: 'administration',
  title: { zh: '管理', en: 'Administration' },
  permissions: [
    {
      code: 'administration.own-account',
      title: { zh: '管理自己的账户与会话', en: 'Look after one’s own account and sessions' },
      roles: everybody,
    },
    {
      code: 'administration.launch-apps',
      title: { zh: '为居民打开应用', en: 'Open apps with a resident in view' },
      roles: everybody,
    },
    {
      code: 'administration.see-apps',
      title: { zh: '选用接入的应用', en: 'Choose among connected apps' },
      roles: ['doctor', 'nurse', 'family-doctor', 'cdc'],
    },
    {
      code: 'administration.read-clients',
      title: { zh: '查看接入方与签名密钥', en: 'See clients and signing keys' },
      roles: ['administrator'],
    },
    {
      code: 'administration.manage-clients',
      title: { zh: '登记、修改、停用接入方，更换密钥', en: 'Add, change and disable clients, renew keys' },
      roles: ['administrator'],
    },
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
      code: 'administration.read-audit',
      title: { zh: '查看审计日志', en: 'Read the audit log' },
      roles: ['administrator', 'privacy-officer'],
    },
    {
      code: 'administration.review-accesses',
      title: { zh: '复核异议与异常访问', en: 'Review objections and unusual accesses' },
      roles: ['privacy-officer'],
    },
    {
      code: 'administration.read-own-accesses',
      title: { zh: '查看谁看过我的档案', en: 'See who saw one’s own record' },
      roles: ['resident'],
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
    ...auditRoutes,
  ],
  problems,
  menu: [
    {
      path: '/apps',
      title: { zh: '应用', en: 'Apps' },
      permission: 'administration.see-apps',
      order: 40,
      icon: 'apps',
      summary: { zh: '为一位居民打开接入的外部应用', en: 'Open a connected app with a resident in view' },
    },
    {
      path: '/administration/clients',
      title: { zh: '接入方与密钥', en: 'Clients and keys' },
      permission: 'administration.read-clients',
      order: 92,
      icon: 'clients',
      summary: { zh: '接入的系统与应用及其密钥', en: 'Systems and apps that connect, and their keys' },
    },
    {
      path: '/my-record/accesses',
      title: { zh: '谁看过我的档案', en: 'Who saw my record' },
      permission: 'administration.read-own-accesses',
      order: 6,
      icon: 'seen',
      summary: {
        zh: '谁、何时、为何查看了您的档案，可以提出异议',
        en: 'Who looked at your record, when and why; object if it was wrong',
      },
    },
    {
      path: '/administration/audit',
      title: { zh: '审计日志', en: 'Audit log' },
      permission: 'administration.read-audit',
      order: 94,
      icon: 'log',
      summary: { zh: '每次访问与更改的记录及其校验状态', en: 'Every access and change, and whether the log is whole' },
    },
    {
      path: '/administration/anomalies',
      title: { zh: '异常访问', en: 'Unusual accesses' },
      permission: 'administration.review-accesses',
      order: 61,
      icon: 'unusual',
      summary: { zh: '同姓查询、频繁查询等值得一看的访问', en: 'Look-ups worth a second look: same surname, unusual volume' },
    },
    {
      path: '/administration/objections',
      title: { zh: '居民异议', en: 'Objections' },
      permission: 'administration.review-accesses',
      order: 62,
      icon: 'objections',
      summary: { zh: '居民对访问提出的异议', en: 'What residents objected to' },
    },
    {
      path: '/administration/accounts',
      title: { zh: '账号', en: 'Accounts' },
      permission: 'administration.read-accounts',
      order: 91,
      icon: 'accounts',
      summary: { zh: '人员、角色与权限', en: 'People, roles and permissions' },
    },
    {
      path: '/administration/events',
      title: { zh: '事件处理', en: 'Event handling' },
      permission: 'administration.read-events',
      order: 90,
      icon: 'events',
      summary: { zh: '未能处理的事件', en: 'Events that could not be handled' },
    },
  ],
  events: [
    { type: 'administration.event-settled', permission: 'administration.read-events' },
    { type: 'administration.objection-changed', permission: 'administration.review-accesses' },
  ],
  jobs: [lookForAnomalies],
  serves: [auditEvents],
};
