import { type Language, ok, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import { type EmergencyEvent, eventExportQuery } from '../contract.ts';
import { kindWords, levelWords, momentWords, stateWords } from '../domain/situation-words.ts';
import { listEvents } from '../store/events.ts';
import { loadSurroundings, readAreas, showEvent } from './load-surroundings.ts';

const columns: Table['columns'] = [
  { key: 'number', title: { zh: '编号', en: 'Number' }, type: 'text' },
  { key: 'title', title: { zh: '标题', en: 'Title' }, type: 'text' },
  { key: 'kind', title: { zh: '类别', en: 'Kind' }, type: 'text' },
  { key: 'agent', title: { zh: '疾病或致病因子', en: 'Disease or agent' }, type: 'text' },
  { key: 'area', title: { zh: '地区', en: 'Area' }, type: 'text' },
  { key: 'place', title: { zh: '地点', en: 'Place' }, type: 'text' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'level', title: { zh: '级别', en: 'Level' }, type: 'text' },
  { key: 'cases', title: { zh: '病例', en: 'Cases' }, type: 'integer' },
  { key: 'deaths', title: { zh: '死亡', en: 'Deaths' }, type: 'integer' },
  { key: 'exposed', title: { zh: '暴露', en: 'Exposed' }, type: 'integer' },
  { key: 'tasks', title: { zh: '任务', en: 'Tasks' }, type: 'integer' },
  { key: 'done', title: { zh: '完成任务', en: 'Tasks done' }, type: 'integer' },
  { key: 'late', title: { zh: '逾期任务', en: 'Tasks late' }, type: 'integer' },
  { key: 'opened', title: { zh: '登记时间', en: 'Registered' }, type: 'text' },
];

const toRow = (event: EmergencyEvent, language: Language) => ({
  ...{ number: event.number, title: event.title, agent: event.agent, place: event.place },
  ...{ kind: kindWords[event.kind][language], area: event.areaName[language], state: stateWords[event.state][language] },
  level: event.level && levelWords[event.level][language],
  ...{ cases: event.cases, deaths: event.deaths, exposed: event.exposed },
  ...{ tasks: event.tasks.total, done: event.tasks.done, late: event.tasks.late },
  opened: momentWords(event.openedAt, language),
});

/** More events than any register will hold in a lifetime. */
const most = 100_000;

export const exportEvents = route({
  method: 'GET',
  path: '/api/emergency/export',
  summary: { zh: '导出筛选出的事件', en: 'Export the events under the filter' },
  permission: 'emergency.read',
  people: 'none',
  query: eventExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, actor, now, language, query: { area, format, ...filter } }) => {
    const around = await loadSurroundings(tx, actor);
    const areas = readAreas(around, area);
    if (!areas.ok) return areas;
    const events = await listEvents(tx, { ...filter, areas: areas.value }, now, { limit: most, offset: 0 });
    const rows = events.map((event) => toRow(showEvent(around, event), language));
    return ok(await exportTable({ name: language === 'zh' ? '突发公共卫生事件' : 'events', columns, rows }, format, language));
  },
});
