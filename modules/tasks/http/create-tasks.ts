import { append } from '@songhua/events';
import { type FieldError, ok, refuse, route } from '@songhua/kernel';
import { unknownClauses } from '@songhua/module-plan/api.ts';
import { taskDraft, tasksCreated } from '../contract.ts';
import { chapterOf } from '../domain/align-tasks.ts';
import { mayEdit } from '../domain/may-edit.ts';
import { addChanges } from '../store/changes.ts';
import { listDepartments } from '../store/names.ts';
import { findTasks } from '../store/tasks.ts';
import { insertTasks } from '../store/write-task.ts';
import { loadSurroundings, showTask, takesTasks } from './load-surroundings.ts';

const notInPlan = (id: string): FieldError => ({
  field: 'clauses',
  rule: 'clause-of-plan',
  value: id,
  message: { zh: `规划中没有条款“${id}”`, en: `the plan has no clause “${id}”` },
});

/** One task for each area named, under one origin: a county's part is a row of its own. */
export const createTasks = route({
  method: 'POST',
  path: '/api/tasks/tasks',
  summary: { zh: '新建任务（可一次下达到多个县区）', en: 'Make a task, for one area or several at once' },
  permission: 'tasks.edit',
  people: 'none',
  body: taskDraft,
  response: tasksCreated,
  handle: async ({ tx, actor, now, newId, body }) => {
    const around = await loadSurroundings(tx, now);
    const { areas, ...fields } = body;
    for (const area of areas) {
      const level = around.areas.get(area)?.level;
      if (level === undefined) return refuse('tasks.unknown-area', { area });
      if (!takesTasks(level)) return refuse('tasks.area-takes-none', { area });
      const allowed = mayEdit(actor.area, area, around.parents);
      if (!allowed.ok) return allowed;
    }
    const stray = await unknownClauses(tx, fields.clauses);
    if (stray.length > 0) return refuse('tasks.unknown-clause', { clauses: stray.join(' ') }, stray.map(notInPlan));
    const known = new Set((await listDepartments(tx)).map(({ code }) => code));
    const unknown = [...fields.responsible, ...fields.supporting].find((one) => !known.has(one));
    if (unknown !== undefined) return refuse('tasks.unknown-department', { department: unknown });
    const both = fields.supporting.find((one) => fields.responsible.includes(one));
    if (both !== undefined) return refuse('tasks.department-twice', { department: both });
    if (fields.assignee !== null && !around.people.has(fields.assignee))
      return refuse('tasks.unknown-account', { username: fields.assignee });
    if (fields.start !== null && fields.due !== null && fields.start > fields.due)
      return refuse('tasks.dates-reversed', { start: fields.start, due: fields.due });
    const origin = newId();
    const tasks = [...new Set(areas)].map((area, _, all) => ({
      ...fields,
      id: all.length === 1 ? origin : `${origin}.${area}`,
      origin,
      plan: null,
      chapter: chapterOf(fields.clauses[0]),
      area,
    }));
    await insertTasks(tx, tasks, actor.id, now);
    await addChanges(
      tx,
      tasks.map(({ id, title }) => ({ task: id, version: 1, field: 'created', before: null, after: title })),
      actor,
      now,
    );
    for (const { id } of tasks) await append(tx, 'tasks.task-changed', { id, fields: ['created'] }, now, `tasks/${id}`);
    const made = await findTasks(tx, { origin }, around.today, { sort: 'area' });
    return ok({ items: made.map((task) => showTask(task, around)) });
  },
});
