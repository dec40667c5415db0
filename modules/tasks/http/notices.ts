import { type Actor, type Language, ok, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type Notice, noticeExportQuery, noticeList, noticeQuery } from '../contract.ts';
import { type Addressee, countNotices, listNotices } from '../store/notices.ts';
import { areaName, loadSurroundings, type Surroundings, usernameOf } from './load-surroundings.ts';

/** `mine`: what is addressed to the reader's account or to a role that the reader holds. */
const addressee = (mine: boolean | undefined, actor: Actor, around: Surroundings): Addressee =>
  mine ? { username: usernameOf(around, actor) ?? '', roles: actor.roles } : null;

export const readNotices = route({
  method: 'GET',
  path: '/api/tasks/notices',
  summary: { zh: '提醒与督办升级', en: 'Reminders and escalations' },
  permission: 'tasks.read',
  query: noticeQuery,
  response: noticeList,
  handle: async ({ tx, actor, now, query: { mine, kind, limit, offset } }) => {
    const around = await loadSurroundings(tx, now);
    const filter = { to: addressee(mine, actor, around), kind };
    const items = await listNotices(tx, filter, { limit, offset });
    return ok({
      total: await countNotices(tx, filter),
      items: items.map(({ area, ...notice }) => ({ ...notice, areaName: areaName(around, area) })),
    });
  },
});

const columns: Table['columns'] = [
  { key: 'at', title: { zh: '时间', en: 'At' }, type: 'text' },
  { key: 'kind', title: { zh: '类别', en: 'Kind' }, type: 'text' },
  { key: 'step', title: { zh: '提前天数或级别', en: 'Days before, or level' }, type: 'integer' },
  { key: 'task', title: { zh: '任务编号', en: 'Task' }, type: 'text' },
  { key: 'title', title: { zh: '任务', en: 'Title' }, type: 'text' },
  { key: 'areaName', title: { zh: '地区', en: 'Area' }, type: 'text' },
  { key: 'due', title: { zh: '期限', en: 'Due' }, type: 'date' },
  { key: 'told', title: { zh: '告知', en: 'Told' }, type: 'text' },
];
const kindTitles = {
  reminder: { zh: '到期提醒', en: 'reminder' },
  escalation: { zh: '督办升级', en: 'escalation' },
} as const;

const toRow = (
  { kind, title, told, ...notice }: Omit<Notice, 'areaName'>,
  around: Surroundings,
  area: string,
  language: Language,
) => ({
  ...{ at: notice.at, step: notice.step, task: notice.task, due: notice.due },
  kind: kindTitles[kind][language],
  title: title[language],
  areaName: areaName(around, area)[language],
  told: [told.assignee, ...told.departments, ...told.roles].filter((one) => one !== null).join('; '),
});

export const exportNotices = route({
  method: 'GET',
  path: '/api/tasks/notices/export',
  summary: { zh: '导出提醒与督办升级', en: 'Export reminders and escalations' },
  permission: 'tasks.read',
  query: noticeExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, actor, now, language, query: { mine, kind, format } }) => {
    const around = await loadSurroundings(tx, now);
    const notices = await listNotices(tx, { to: addressee(mine, actor, around), kind });
    const rows = notices.map(({ area, ...notice }) => toRow(notice, around, area, language));
    return ok(await exportTable({ name: language === 'zh' ? '提醒' : 'notices', columns, rows }, format, language));
  },
});
