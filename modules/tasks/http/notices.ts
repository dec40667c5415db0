import { type Actor, type Language, ok, type Result, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type Notice, type NoticeQuery, noticeExportQuery, noticeList, noticeQuery } from '../contract.ts';
import { type Addressee, countNotices, listNotices } from '../store/notices.ts';
import { areaName, loadSurroundings, type Surroundings, usernameOf } from './load-surroundings.ts';
import { readAreas } from './read-filter.ts';

/** `mine`: what is addressed to the reader's account or to a role that the reader holds. */
const addressee = (mine: boolean | undefined, actor: Actor, around: Surroundings): Addressee =>
  mine ? { username: usernameOf(around, actor) ?? '', roles: actor.roles } : null;

type Asked = Omit<NoticeQuery, 'sort' | 'limit' | 'offset'>;

/** The query as conditions; refuses an area that does not exist. */
function readFilter(
  { mine, area, q, ...rest }: Asked,
  actor: Actor,
  around: Surroundings,
): Result<Parameters<typeof listNotices>[1]> {
  const areas = readAreas(area, around);
  if (!areas.ok) return areas;
  return ok({ ...rest, q: q || undefined, areas: areas.value, to: addressee(mine, actor, around) });
}

export const readNotices = route({
  method: 'GET',
  path: '/api/tasks/notices',
  summary: { zh: '提醒与督办升级', en: 'Reminders and escalations' },
  permission: 'tasks.read',
  people: 'none',
  query: noticeQuery,
  response: noticeList,
  handle: async ({ tx, actor, now, query: { sort, limit, offset, ...asked } }) => {
    const around = await loadSurroundings(tx, now);
    const filter = readFilter(asked, actor, around);
    if (!filter.ok) return filter;
    const items = await listNotices(tx, filter.value, { sort, limit, offset });
    return ok({
      total: await countNotices(tx, filter.value),
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
  { key: 'withdrawnAt', title: { zh: '撤回时间', en: 'Withdrawn at' }, type: 'text' },
  { key: 'withdrawnWhy', title: { zh: '撤回原因', en: 'Withdrawn because' }, type: 'text' },
];
const reasons = {
  settings: { zh: '提醒天数已改', en: 'the days of reminding were changed' },
  due: { zh: '期限已改或不再适用', en: 'the due date was moved or binds no more' },
  state: { zh: '任务已报请销号、办结或取消', en: 'the task is reported, done or cancelled' },
} as const;
const kindTitles = {
  reminder: { zh: '到期提醒', en: 'reminder' },
  escalation: { zh: '督办升级', en: 'escalation' },
} as const;

const toRow = (
  { kind, title, told, withdrawn, ...notice }: Omit<Notice, 'areaName'>,
  around: Surroundings,
  area: string,
  language: Language,
) => ({
  ...{ at: notice.at, step: notice.step, task: notice.task, due: notice.due },
  kind: kindTitles[kind][language],
  title: title[language],
  areaName: areaName(around, area)[language],
  told: [told.assignee, ...told.departments, ...told.roles].filter((one) => one !== null).join('; '),
  withdrawnAt: withdrawn?.at ?? null,
  withdrawnWhy: withdrawn && reasons[withdrawn.why][language],
});

export const exportNotices = route({
  method: 'GET',
  path: '/api/tasks/notices/export',
  summary: { zh: '导出提醒与督办升级', en: 'Export reminders and escalations' },
  permission: 'tasks.read',
  people: 'none',
  query: noticeExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, actor, now, language, query: { sort, format, ...asked } }) => {
    const around = await loadSurroundings(tx, now);
    const filter = readFilter(asked, actor, around);
    if (!filter.ok) return filter;
    const notices = await listNotices(tx, filter.value, { sort });
    const rows = notices.map(({ area, ...notice }) => toRow(notice, around, area, language));
    return ok(await exportTable({ name: language === 'zh' ? '提醒' : 'notices', columns, rows }, format, language));
  },
});
