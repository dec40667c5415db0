import { ok, refuse, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { history, historyExportQuery, historyQuery, taskParams } from '../contract.ts';
import { changeChoices, countChanges, listChanges } from '../store/changes.ts';
import { findTask } from '../store/tasks.ts';

export const readHistory = route({
  method: 'GET',
  path: '/api/tasks/tasks/:id/history',
  summary: { zh: '任务的每一次变更：何人、何时、改前与改后', en: 'Every change of a task: who, when, before and after' },
  permission: 'tasks.read',
  people: 'none',
  params: taskParams,
  query: historyQuery,
  response: history,
  handle: async ({ tx, params: { id }, query: { sort, limit, offset, ...asked } }) => {
    if (!(await findTask(tx, id))) return refuse('tasks.unknown-task', { id });
    const filter = { ...asked, task: id };
    return ok({
      total: await countChanges(tx, filter),
      ...(await changeChoices(tx, id)),
      items: await listChanges(tx, filter, { sort, limit, offset }),
    });
  },
});

const columns: Table['columns'] = [
  { key: 'at', title: { zh: '时间', en: 'At' }, type: 'text' },
  { key: 'by', title: { zh: '何人', en: 'By' }, type: 'text' },
  { key: 'field', title: { zh: '字段', en: 'Field' }, type: 'text' },
  { key: 'before', title: { zh: '改前', en: 'Before' }, type: 'text' },
  { key: 'after', title: { zh: '改后', en: 'After' }, type: 'text' },
];
const shown = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

export const exportHistory = route({
  method: 'GET',
  path: '/api/tasks/tasks/:id/history/export',
  summary: { zh: '导出任务的变更记录', en: 'Export the history of a task' },
  permission: 'tasks.read',
  people: 'none',
  params: taskParams,
  query: historyExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, params: { id }, query: { format, sort, ...asked }, language }) => {
    if (!(await findTask(tx, id))) return refuse('tasks.unknown-task', { id });
    const entries = await listChanges(tx, { ...asked, task: id }, { sort });
    const rows = entries.map(({ before, after, ...entry }) => ({ ...entry, before: shown(before), after: shown(after) }));
    const name = `${language === 'zh' ? '变更记录' : 'history'}-${id}`;
    return ok(await exportTable({ name, columns, rows }, format, language));
  },
});
