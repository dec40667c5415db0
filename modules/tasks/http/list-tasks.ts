import { type Language, ok, route, type Text } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type Task, taskExportQuery, taskList, taskQuery } from '../contract.ts';
import { stateTitles } from '../domain/word-titles.ts';
import { listDepartments } from '../store/names.ts';
import { countTasks, findTasks, noTasks } from '../store/tasks.ts';
import { loadSurroundings, showTask } from './load-surroundings.ts';
import { readFilter } from './read-filter.ts';

export const listTasks = route({
  method: 'GET',
  path: '/api/tasks/tasks',
  summary: { zh: '任务清单', en: 'List tasks' },
  permission: 'tasks.read',
  people: 'none',
  query: taskQuery,
  response: taskList,
  handle: async ({ tx, query, actor, now }) => {
    const around = await loadSurroundings(tx, now);
    const { sort, limit, offset, ...asked } = query;
    const filter = readFilter(asked, actor, around);
    if (!filter.ok) return filter;
    const { total } = await countTasks(tx, filter.value, around.today);
    const { late: _, state: __, given: ____, ...others } = filter.value;
    const { total: ___, ...counts } = await countTasks(tx, others, around.today);
    const items = await findTasks(tx, filter.value, around.today, { sort, limit, offset });
    return ok({
      today: around.today,
      total,
      counts,
      empty: total === 0 && (await noTasks(tx)),
      items: items.map((task) => showTask(task, around)),
    });
  },
});

const columns: Table['columns'] = [
  { key: 'id', title: { zh: '任务编号', en: 'Id' }, type: 'text' },
  { key: 'title', title: { zh: '任务', en: 'Task' }, type: 'text' },
  { key: 'clauses', title: { zh: '条款', en: 'Clauses' }, type: 'text' },
  { key: 'areaName', title: { zh: '地区', en: 'Area' }, type: 'text' },
  { key: 'responsible', title: { zh: '牵头部门', en: 'Responsible' }, type: 'text' },
  { key: 'supporting', title: { zh: '配合部门', en: 'Supporting' }, type: 'text' },
  { key: 'assignee', title: { zh: '承办人', en: 'Assignee' }, type: 'text' },
  { key: 'start', title: { zh: '开始日期', en: 'Start' }, type: 'date' },
  { key: 'due', title: { zh: '期限', en: 'Due' }, type: 'date' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'percent', title: { zh: '进度', en: 'Progress' }, unit: { zh: '%', en: '%' }, type: 'integer' },
  { key: 'late', title: { zh: '逾期', en: 'Late' }, unit: { zh: '天', en: 'days' }, type: 'integer' },
  { key: 'level', title: { zh: '督办级别', en: 'Level' }, type: 'integer' },
  { key: 'given', title: { zh: '是否已下达', en: 'Given' }, type: 'text' },
  { key: 'doneOn', title: { zh: '办结日期', en: 'Done on' }, type: 'date' },
];

const givenTitles = { true: { zh: '是', en: 'yes' }, false: { zh: '否', en: 'no' } } as const;

const toRow = (task: Task, names: ReadonlyMap<string, Text>, language: Language) => {
  const named = (codes: readonly string[]): string => codes.map((one) => names.get(one)?.[language] ?? one).join('; ');
  return {
    id: task.id,
    title: task.title[language],
    clauses: task.clauses.join(' '),
    areaName: task.areaName[language],
    responsible: named(task.responsible),
    supporting: named(task.supporting),
    assignee: task.assignee?.name,
    start: task.start,
    due: task.due,
    state: stateTitles[task.state][language],
    percent: task.percent,
    late: task.late || null,
    level: task.level || null,
    given: givenTitles[String(task.given) as 'true' | 'false'][language],
    doneOn: task.doneOn,
  };
};

export const exportTasks = route({
  method: 'GET',
  path: '/api/tasks/export',
  summary: { zh: '导出筛选出的任务', en: 'Export the tasks under the filter' },
  permission: 'tasks.read',
  people: 'none',
  query: taskExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query, actor, now, language }) => {
    const around = await loadSurroundings(tx, now);
    const { sort, format, ...asked } = query;
    const filter = readFilter(asked, actor, around);
    if (!filter.ok) return filter;
    const names = new Map((await listDepartments(tx)).map(({ code, name }) => [code, name]));
    const tasks = await findTasks(tx, filter.value, around.today, { sort });
    const rows = tasks.map((task) => toRow(showTask(task, around), names, language));
    return ok(await exportTable({ name: language === 'zh' ? '任务' : 'tasks', columns, rows }, format, language));
  },
});
