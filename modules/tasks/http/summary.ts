import { type Actor, type Language, ok, type Result, route, type Text, type Tx } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type Summary, type SummaryQuery, type SummaryRow, summary, summaryExportQuery, summaryQuery } from '../contract.ts';
import { sortSummary } from '../domain/sort-summary.ts';
import { summariseTasks } from '../domain/summarise-tasks.ts';
import { chapterTitle } from '../domain/word-titles.ts';
import { listChapters, listDepartments, usedChapters } from '../store/names.ts';
import { findTasks } from '../store/tasks.ts';
import { loadSurroundings, type Surroundings, showTask } from './load-surroundings.ts';
import { readFilter } from './read-filter.ts';

/** Chapters with their names, those that no file names called by their number, in the order of the plan. */
export async function namedChapters(tx: Tx): Promise<{ readonly code: string; readonly name: Text }[]> {
  const named = await listChapters(tx);
  const known = new Set(named.map(({ code }) => code));
  const rest = (await usedChapters(tx)).filter((code) => !known.has(code));
  return [...named, ...rest.map((code) => ({ code, name: chapterTitle(code) }))];
}

async function namesOf(tx: Tx, by: 'department' | 'chapter' | 'area', around: Surroundings): Promise<Map<string, Text>> {
  if (by === 'area') return new Map([...around.areas.values()].map(({ code, name }) => [code, name]));
  const items = by === 'chapter' ? await namedChapters(tx) : await listDepartments(tx);
  return new Map(items.map(({ code, name }) => [code, name]));
}

interface Asking {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly language: Language;
}

/** Every row, sorted as asked, of the tasks under the filter. */
async function summarise(
  { tx, actor, now, language }: Asking,
  { by, sort, ...asked }: Omit<SummaryQuery, 'limit' | 'offset'>,
): Promise<Result<Summary>> {
  const around = await loadSurroundings(tx, now);
  const filter = readFilter(asked, actor, around);
  if (!filter.ok) return filter;
  const stored = await findTasks(tx, filter.value, around.today, { sort: 'due' });
  const tasks = stored.map((task) => showTask(task, around));
  const rows = summariseTasks(tasks, by, await namesOf(tx, by, around), around.today);
  return ok({ today: around.today, total: rows.length, tasks: tasks.length, items: sortSummary(rows, sort, language) });
}

export const readSummary = route({
  method: 'GET',
  path: '/api/tasks/summary',
  summary: { zh: '按部门、章节或地区汇总任务', en: 'Tasks summed up by department, chapter or area' },
  permission: 'tasks.read',
  people: 'none',
  query: summaryQuery,
  response: summary,
  handle: async ({ query: { limit, offset, ...asked }, ...asking }) => {
    const summed = await summarise(asking, asked);
    if (!summed.ok) return summed;
    const { items, ...rest } = summed.value;
    return ok({ ...rest, items: items.slice(offset, offset + limit) });
  },
});

const columns: Table['columns'] = [
  { key: 'name', title: { zh: '名称', en: 'Name' }, type: 'text' },
  { key: 'total', title: { zh: '任务', en: 'Tasks' }, type: 'integer' },
  { key: 'done', title: { zh: '已办结', en: 'Done' }, type: 'integer' },
  { key: 'reported', title: { zh: '待销号', en: 'Reported' }, type: 'integer' },
  { key: 'inProgress', title: { zh: '进行中', en: 'In progress' }, type: 'integer' },
  { key: 'open', title: { zh: '未开始', en: 'Not begun' }, type: 'integer' },
  { key: 'cancelled', title: { zh: '已取消', en: 'Cancelled' }, type: 'integer' },
  { key: 'notGiven', title: { zh: '未下达', en: 'Not given' }, type: 'integer' },
  { key: 'late', title: { zh: '逾期', en: 'Late' }, type: 'integer' },
  { key: 'percent', title: { zh: '平均进度', en: 'Mean progress' }, unit: { zh: '%', en: '%' }, type: 'integer' },
  { key: 'nextDue', title: { zh: '下一期限', en: 'Next due' }, type: 'date' },
];
const toRow = ({ key: _, name, ...row }: SummaryRow, language: Language) => ({ ...row, name: name[language] });

export const exportSummary = route({
  method: 'GET',
  path: '/api/tasks/summary/export',
  summary: { zh: '导出任务汇总', en: 'Export the summary of tasks' },
  permission: 'tasks.read',
  people: 'none',
  query: summaryExportQuery,
  response: { file: exportTypes },
  handle: async ({ query: { format, ...asked }, ...asking }) => {
    const { language } = asking;
    const summed = await summarise(asking, asked);
    if (!summed.ok) return summed;
    const rows = summed.value.items.map((row) => toRow(row, language));
    return ok(await exportTable({ name: language === 'zh' ? '任务汇总' : 'task-summary', columns, rows }, format, language));
  },
});
