import {
  accountStates,
  countAccountRows,
  findAccountRow,
  listAccountRows,
  listMemberships,
  listProxies,
  listSessions,
} from '@songhua/access';
import { type Language, ok, refuse, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import {
  type AccountDetail,
  type AccountRow,
  accountDetail,
  accountExportQuery,
  accountList,
  accountParams,
  accountQuery,
} from '../contract/accounts.ts';
import { looksAfterAccounts } from './looks-after.ts';
import { nameOf, roleChoices, showAccounts, showSession, titlesOf } from './show-account.ts';

export const listAccountsRoute = route({
  method: 'GET',
  path: '/api/administration/accounts',
  summary: { zh: '账号', en: 'Accounts' },
  permission: 'administration.read-accounts',
  people: looksAfterAccounts,
  query: accountQuery,
  response: accountList,
  handle: async ({ tx, query, now }) => {
    const { sort: order, limit, offset, ...filter } = query;
    const rows = await listAccountRows(tx, filter, { order, limit, offset }, now);
    return ok({ total: await countAccountRows(tx, filter, now), roles: roleChoices(), items: await showAccounts(tx, rows, now) });
  },
});

const columns: Table['columns'] = [
  { key: 'username', title: { zh: '用户名', en: 'User name' }, type: 'text' },
  { key: 'name', title: { zh: '姓名', en: 'Name' }, type: 'text' },
  { key: 'roles', title: { zh: '角色', en: 'Roles' }, type: 'text' },
  { key: 'area', title: { zh: '地区代码', en: 'Area code' }, type: 'text' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'secondFactor', title: { zh: '两步验证', en: 'Second factor' }, type: 'text' },
  { key: 'sessions', title: { zh: '登录中', en: 'Signed in' }, unit: { zh: '处', en: 'places' }, type: 'integer' },
  { key: 'failures', title: { zh: '一日内失败', en: 'Failed in a day' }, unit: { zh: '次', en: 'times' }, type: 'integer' },
  { key: 'lastSeen', title: { zh: '最近使用', en: 'Last seen' }, type: 'text' },
  { key: 'createdAt', title: { zh: '建立时间', en: 'Made at' }, type: 'text' },
];

/** Rows of one file at most. */
const mostRows = 100_000;

const toRow = (row: AccountRow, language: Language) => ({
  username: row.username,
  name: row.name,
  roles: titlesOf(row.roles)
    .map(({ title }) => title[language])
    .join(language === 'zh' ? '、' : ', '),
  area: row.area,
  state: accountStates[row.state][language],
  secondFactor: row.secondFactor ? { zh: '已启用', en: 'on' }[language] : '',
  sessions: row.sessions,
  failures: row.failures,
  lastSeen: row.lastSeen,
  createdAt: row.createdAt,
});

export const exportAccounts = route({
  method: 'GET',
  path: '/api/administration/accounts/export',
  summary: { zh: '导出筛选出的账号', en: 'Export the accounts under the filter' },
  permission: 'administration.read-accounts',
  people: looksAfterAccounts,
  query: accountExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query, now, language }) => {
    const { sort: order, format, ...filter } = query;
    const rows = await listAccountRows(tx, filter, { order, limit: mostRows, offset: 0 }, now);
    const shown = (await showAccounts(tx, rows, now)).map((row) => toRow(row, language));
    return ok(await exportTable({ name: { zh: '账号', en: 'accounts' }[language], columns, rows: shown }, format, language));
  },
});

export const readAccount = route({
  method: 'GET',
  path: '/api/administration/accounts/:id',
  summary: { zh: '一个账号', en: 'One account' },
  permission: 'administration.read-accounts',
  people: looksAfterAccounts,
  params: accountParams,
  response: accountDetail,
  handle: async ({ tx, records, params, now }) => {
    const row = await findAccountRow(tx, params.id, now);
    if (!row) return refuse('administration.unknown-account', { id: params.id });
    const [account] = await showAccounts(tx, [row], now);
    const memberships: AccountDetail['memberships'] = [];
    for (const { since, until, ...one } of await listMemberships(tx, row.id))
      memberships.push({
        ...one,
        roles: [...one.roles],
        since: since.toISOString(),
        until: until?.toISOString() ?? null,
        name: await nameOf(tx, records, one.organization),
      });
    const proxies: AccountDetail['proxies'] = [];
    for (const { since, until, ...one } of await listProxies(tx, row.id))
      proxies.push({
        ...one,
        since: since.toISOString(),
        until: until?.toISOString() ?? null,
        name: await nameOf(tx, records, one.patient),
      });
    const sessions = (await listSessions(tx, row.id, now)).map((one) => showSession(one, null));
    if (!account) return refuse('administration.unknown-account', { id: params.id });
    return ok({ account, memberships, proxies, sessions, roles: roleChoices() });
  },
});
