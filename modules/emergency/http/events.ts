import { ok, refuse, route } from '@songhua/kernel';
import { openEvent } from '../api.ts';
import { board, eventDraft, eventList, eventParams, eventPatch, eventQuery, logDraft, logPage, logQuery } from '../contract.ts';
import { describeChanges } from '../domain/describe-changes.ts';
import { editEventFields } from '../domain/edit-event.ts';
import { countActive, countEvents, findEvent, listEvents, updateEvent } from '../store/events.ts';
import { listLog } from '../store/reports.ts';
import { loadBoard } from './load-board.ts';
import { loadSurroundings, readAreas, showEvent } from './load-surroundings.ts';
import { writeOnEvent } from './write-on-event.ts';

export const listEventsRoute = route({
  method: 'GET',
  path: '/api/emergency/events',
  summary: { zh: '突发公共卫生事件列表', en: 'Public-health events' },
  permission: 'emergency.read',
  people: 'none',
  query: eventQuery,
  response: eventList,
  handle: async ({ tx, actor, now, query: { area, limit, offset, ...filter } }) => {
    const around = await loadSurroundings(tx, actor);
    const areas = readAreas(around, area);
    if (!areas.ok) return areas;
    const asked = { ...filter, areas: areas.value };
    const { total, ...counts } = await countEvents(tx, asked, now);
    const found = await listEvents(tx, asked, now, { limit, offset });
    const active = await countActive(tx, asked);
    return ok({ total, counts, active, items: found.map((event) => showEvent(around, event)) });
  },
});

export const readEvent = route({
  method: 'GET',
  path: '/api/emergency/events/:id',
  summary: { zh: '一起事件的指挥看板', en: 'The command board of one event' },
  permission: 'emergency.read',
  people: 'none',
  params: eventParams,
  response: board,
  handle: ({ tx, actor, now, params: { id } }) => loadBoard(tx, actor, id, now),
});

export const createEvent = route({
  method: 'POST',
  path: '/api/emergency/events',
  summary: { zh: '登记事件，可同时提交首次报告', en: 'Open an event, with its initial report if its counts are known' },
  permission: 'emergency.report',
  people: 'none',
  body: eventDraft,
  response: board,
  handle: async ({ tx, actor, now, newId, body }) => {
    const around = await loadSurroundings(tx, actor);
    const scope = around.writeIn(body.area);
    if (!scope.ok) return scope;
    const opened = await openEvent(tx, body, { by: actor, now, newId });
    return opened.ok ? loadBoard(tx, actor, opened.value, now, around) : opened;
  },
});

export const editEvent = route({
  method: 'PATCH',
  path: '/api/emergency/events/:id',
  summary: { zh: '修改事件的基本信息与各时间点', en: 'Change what an event is, and its times' },
  permission: 'emergency.report',
  people: 'none',
  params: eventParams,
  body: eventPatch,
  response: board,
  handle: ({ tx, actor, now, params: { id }, body: { version, changes } }) =>
    writeOnEvent({ tx, actor, now, id, version }, async (event, around) => {
      const edited = editEventFields(event, changes, now);
      if (!edited.ok) return edited;
      const scope = around.writeIn(edited.value.area);
      if (!scope.ok) return scope;
      const text = describeChanges(event, edited.value, around.nameOf);
      if (text === null) return ok(null);
      await updateEvent(tx, id, edited.value);
      return ok({ kind: 'changed', text });
    }),
});

export const readLog = route({
  method: 'GET',
  path: '/api/emergency/events/:id/log',
  summary: { zh: '事件日志，从新到旧分页', en: 'The log of an event by page, the newest lines first' },
  permission: 'emergency.read',
  people: 'none',
  params: eventParams,
  query: logQuery,
  response: logPage,
  handle: async ({ tx, now, params: { id }, query: { limit, before } }) => {
    if (!(await findEvent(tx, id, now))) return refuse('emergency.unknown-event', { id });
    return ok({ items: await listLog(tx, id, limit, before) });
  },
});

export const writeLog = route({
  method: 'POST',
  path: '/api/emergency/events/:id/log',
  summary: { zh: '在事件日志中记一条，不可更改', en: 'Add a line to the log; it is never changed' },
  permission: 'emergency.report',
  people: 'none',
  params: eventParams,
  body: logDraft,
  response: board,
  handle: ({ tx, actor, now, params: { id }, body: { text } }) =>
    writeOnEvent({ tx, actor, now, id }, async () => ok({ kind: 'note', text })),
});
