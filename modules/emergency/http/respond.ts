import { ok, refuse, route } from '@songhua/kernel';
import { board, eventParams, responseEnd, responseStart, taskMove, taskParams } from '../contract.ts';
import { moveTask } from '../domain/move-task.ts';
import { checkResponder, endResponse, startResponse } from '../domain/start-response.ts';
import { findPlan } from '../store/editions.ts';
import { updateEvent } from '../store/events.ts';
import { listReports } from '../store/reports.ts';
import {
  cancelOpenTasks,
  cancelTasks,
  closeResponse,
  insertResponse,
  insertTasks,
  listResponses,
  listStanding,
  listTasks,
  updateTask,
} from '../store/responses.ts';
import { writeOnEvent } from './write-on-event.ts';

export const startResponseRoute = route({
  method: 'POST',
  path: '/api/emergency/events/:id/responses',
  summary: {
    zh: '按预案启动响应，或按现级别调整响应；任务随即下达并计时',
    en: 'Start a plan, or adjust a running response to the level; its tasks are given and their clocks run',
  },
  permission: 'emergency.command',
  people: 'none',
  params: eventParams,
  body: responseStart,
  response: board,
  handle: ({ tx, actor, now, newId, params: { id }, body }) =>
    writeOnEvent({ tx, actor, now, id, version: body.version }, async (event, { decidesFor }) => {
      const running = (await listResponses(tx, id)).find(({ endedAt }) => endedAt === null);
      const mine = checkResponder(decidesFor, [event.level, running?.level ?? null]);
      if (!mine.ok) return mine;
      const plan = await findPlan(tx, body.plan);
      if (!plan) return refuse('emergency.unknown-plan', { plan: body.plan });
      const standing = event.state === 'responding' ? await listStanding(tx, id, now) : [];
      const started = startResponse(event, plan, standing, await listReports(tx, id), now);
      if (!started.ok) return started;
      const { level, make, cancel } = started.value;
      const response = newId();
      await closeResponse(tx, id, null, actor.name, now);
      await insertResponse(tx, id, { id: response, plan, level }, actor.name, now);
      await cancelTasks(tx, cancel, now);
      await insertTasks(
        tx,
        id,
        response,
        make.map((task) => ({ ...task, id: newId() })),
      );
      await updateEvent(tx, id, { ...event, state: 'responding' });
      const text = { zh: `${level} 级 ${plan.title.zh}`, en: `Level ${level}: ${plan.title.en}` };
      return ok({ kind: event.state === 'responding' ? 'response-adjusted' : 'response-started', text });
    }),
});

export const endResponseRoute = route({
  method: 'POST',
  path: '/api/emergency/events/:id/responses/end',
  summary: { zh: '终止响应：预案的终止条件须全部满足', en: 'End the response once all conditions of its plan are met' },
  permission: 'emergency.command',
  people: 'none',
  params: eventParams,
  body: responseEnd,
  response: board,
  handle: ({ tx, actor, now, params: { id }, body }) =>
    writeOnEvent({ tx, actor, now, id, version: body.version }, async (event, { decidesFor }) => {
      const running = (await listResponses(tx, id)).find(({ endedAt }) => endedAt === null);
      const mine = checkResponder(decidesFor, [running?.level ?? null]);
      if (!mine.ok) return mine;
      const plan = running && (await findPlan(tx, running.plan, running.planVersion));
      if (!plan) return refuse('emergency.no-response', { state: event.state });
      const ended = endResponse(plan, body.met);
      if (!ended.ok) return ended;
      await closeResponse(tx, id, body.reason, actor.name, now);
      await cancelOpenTasks(tx, id, now);
      await updateEvent(tx, id, { ...event, state: 'ended' });
      return ok({ kind: 'response-ended', text: body.reason });
    }),
});

export const moveTaskRoute = route({
  method: 'POST',
  path: '/api/emergency/events/:id/tasks/:task',
  summary: { zh: '确认接收、填报进展或办结一项任务', en: 'Take a task, tell its progress, or say that it is done' },
  permission: 'emergency.report',
  people: 'none',
  params: taskParams,
  body: taskMove,
  response: board,
  handle: ({ tx, actor, now, params: { id, task: taskId }, body }) =>
    writeOnEvent({ tx, actor, now, id }, async () => {
      const task = (await listTasks(tx, id, now)).find((one) => one.id === taskId);
      if (!task) return refuse('emergency.unknown-task', { task: taskId });
      const moved = moveTask(task, body, actor.name, now);
      if (!moved.ok) return moved;
      await updateTask(tx, moved.value.task);
      const more = body.note === undefined ? '' : ` · ${body.note}`;
      return ok({ kind: moved.value.kind, text: { zh: task.title.zh + more, en: task.title.en + more } });
    }),
});
