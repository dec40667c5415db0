import { append } from '@songhua/events';
import { ok, refuse, route } from '@songhua/kernel';
import { type Task, tasksGiven, tasksGiving } from '../contract.ts';
import { decideEdit } from '../domain/decide-edit.ts';
import { isClosed } from '../domain/move-state.ts';
import { addChanges, changesSince } from '../store/changes.ts';
import { listDepartments } from '../store/names.ts';
import { findTask } from '../store/tasks.ts';
import { updateTask } from '../store/write-task.ts';
import { lockForEdit } from './edit-task.ts';
import { loadSurroundings, showTask } from './load-surroundings.ts';

/** Gives tasks that the plan lists to somebody, with a due date that then holds: all of them or, when one is refused, none. */
export const giveTasks = route({
  method: 'POST',
  path: '/api/tasks/give',
  summary: { zh: '下达任务（可一次下达到多个县区）', en: 'Give tasks, those of several counties at once' },
  permission: 'tasks.manage',
  people: 'none',
  body: tasksGiving,
  response: tasksGiven,
  handle: async ({ tx, actor, now, body: { items, changes } }) => {
    if (changes.due === undefined && changes.assignee === undefined) return refuse('tasks.nothing-given');
    const around = await loadSurroundings(tx, now);
    const departments = new Set((await listDepartments(tx)).map(({ code }) => code));
    const accounts = new Set(around.people.keys());
    // Always in the same order: two who give the same tasks wait for each other instead of both waiting.
    for (const { id, version: seen } of items.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const locked = await lockForEdit(tx, actor, id, around);
      if (!locked.ok) return locked;
      if (isClosed(locked.value.state)) return refuse('tasks.closed', { id });
      const { title, responsible, supporting, assignee, start, due, state, percent, remindDays, version, milestones, given } =
        locked.value;
      const decision = decideEdit({
        ...{ id, version, seen, changes, milestones, departments, accounts, reason: null, manages: true, assumed: [] },
        fields: { title, responsible, supporting, assignee, start, due, state, percent, remindDays },
        meanwhile: await changesSince(tx, id, seen),
      });
      if (!decision.ok) {
        const { code, params, errors } = decision.error;
        return refuse(
          code,
          params,
          errors?.map((error) => ({ ...error, field: `${id}.${error.field}` })),
        );
      }
      // Also a date that stays as the file assumed it is from now on somebody's.
      const said = Object.entries(changes).map(([field, after]) => ({ field: field as 'due' | 'assignee', after }));
      const next = await updateTask(tx, { id, edits: said, touches: true }, now);
      const giving = given ? [] : [{ field: 'given', before: false, after: true }];
      await addChanges(
        tx,
        [...giving, ...decision.value].map((edit) => ({ task: id, version: next, ...edit })),
        actor,
        now,
      );
      await append(tx, 'tasks.task-changed', { id, fields: ['given', ...Object.keys(changes)] }, now, `tasks/${id}`);
    }
    const shown: Task[] = [];
    for (const { id } of items) {
      const task = await findTask(tx, id);
      if (task) shown.push(showTask(task, around));
    }
    return ok({ items: shown });
  },
});
