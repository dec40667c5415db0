import { countDeliveries, listDeliveries, listHandlers } from '@songhua/events';
import { type Language, ok, route } from '@songhua/kernel';
import { exportTable, exportTypes, type Table } from '@songhua/tables';
import {
  type Delivery,
  type EventList,
  type EventQuery,
  eventExportQuery,
  eventList,
  eventQuery,
  statesMeant,
} from '../contract.ts';
import { stateTitles } from '../domain/state-titles.ts';
import { looksAfterEvents } from './looks-after.ts';
import { sayDelivery } from './say-delivery.ts';

/** Counted one by one no further than this: a week's handled events may be millions. */
const countedTo = 100_000;

/** Rows of one file at most; a sheet of more is nobody's reading. */
const mostRows = 100_000;

const orderOf = ({ state, sort }: Pick<EventQuery, 'state' | 'sort'>) => {
  if (sort) return sort === 'at' ? 'oldest' : 'newest';
  return state === 'attention' ? 'dead-first' : 'newest';
};

export const listEvents = route({
  method: 'GET',
  path: '/api/administration/events',
  summary: { zh: '事件的处理情况', en: 'Events and how far they are handled' },
  permission: 'administration.read-events',
  people: looksAfterEvents,
  query: eventQuery,
  response: eventList,
  handle: async ({ tx, query, now }) => {
    const { state, sort: _, limit, offset, ...filter } = query;
    const states = statesMeant[state];
    const counts = await countDeliveries(tx, filter, countedTo);
    const items = await listDeliveries(tx, { ...filter, states }, { order: orderOf(query), limit, offset });
    const handlers = await listHandlers(tx);
    const nothing = Object.values(counts).every((count) => count === 0);
    const answer: EventList = {
      asOf: now.toISOString(),
      total: states.reduce((sum, one) => sum + counts[one], 0),
      counts,
      countedTo,
      empty: nothing && filter.handler === undefined && filter.type === undefined && filter.subject === undefined,
      handlers: [...new Map(handlers.map(({ handler, title }) => [handler, { handler, title }])).values()],
      types: [...new Set(handlers.flatMap(({ type }) => type ?? []))].sort(),
      items: items.map(sayDelivery),
    };
    return ok(answer);
  },
});

const columns: Table['columns'] = [
  { key: 'id', title: { zh: '事件编号', en: 'Event id' }, type: 'text' },
  { key: 'at', title: { zh: '发生时间', en: 'Happened at' }, type: 'text' },
  { key: 'type', title: { zh: '事件类型', en: 'Event type' }, type: 'text' },
  { key: 'subject', title: { zh: '对象', en: 'Subject' }, type: 'text' },
  { key: 'handler', title: { zh: '处理程序', en: 'Handler' }, type: 'text' },
  { key: 'handlerTitle', title: { zh: '处理内容', en: 'What it does' }, type: 'text' },
  { key: 'state', title: { zh: '状态', en: 'State' }, type: 'text' },
  { key: 'tries', title: { zh: '已尝试', en: 'Tries' }, unit: { zh: '次', en: 'times' }, type: 'integer' },
  { key: 'error', title: { zh: '出错信息', en: 'Error' }, type: 'text' },
  { key: 'behind', title: { zh: '其后等待', en: 'Waiting behind it' }, unit: { zh: '件', en: 'events' }, type: 'integer' },
  { key: 'dueAt', title: { zh: '下次尝试', en: 'Next try' }, type: 'text' },
  { key: 'doneAt', title: { zh: '完成时间', en: 'Done at' }, type: 'text' },
];

const toRow = ({ handlerTitle, state, ...rest }: Delivery, language: Language) => ({
  ...rest,
  handlerTitle: handlerTitle?.[language],
  state: stateTitles[state][language],
});

export const exportEvents = route({
  method: 'GET',
  path: '/api/administration/events/export',
  summary: { zh: '导出筛选出的事件', en: 'Export the events under the filter' },
  permission: 'administration.read-events',
  people: looksAfterEvents,
  query: eventExportQuery,
  response: { file: exportTypes },
  handle: async ({ tx, query, language }) => {
    const { state, sort: _, format, ...filter } = query;
    const page = { order: orderOf(query), limit: mostRows, offset: 0 } as const;
    const items = await listDeliveries(tx, { ...filter, states: statesMeant[state] }, page);
    const rows = items.map((item) => toRow(sayDelivery(item), language));
    return ok(await exportTable({ name: language === 'zh' ? '事件' : 'events', columns, rows }, format, language));
  },
});
