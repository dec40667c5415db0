import { append } from '@songhua/events';
import { type Actor, ok, type Result, refuse, route, type Tx } from '@songhua/kernel';
import { taskDetail, taskParams, taskPatch } from '../contract.ts';
import { decideEdit } from '../domain/decide-edit.ts';
import { mayEdit } from '../domain/may-edit.ts';
import { addChanges, changesSince } from '../store/changes.ts';
import { listDepartments } from '../store/names.ts';
import { lockTask, type StoredTask } from '../store/tasks.ts';
import { updateTask } from '../store/write-task.ts';
import { loadDetail, manages } from './load-detail.ts';
import { loadSurroundings, type Surroundings } from './load-surroundings.ts';

/** The task, held until the transaction ends, if the writer may change it. */
export async function lockForEdit(tx: Tx, actor: Actor, id: string, around: Surroundings): Promise<Result<StoredTask>> {
  const task = await lockTask(tx, id);
  if (!task) return refuse('tasks.unknown-task', { id });
  const allowed = mayEdit(actor.area, task.area, around.parents);
  return allowed.ok ? ok(task) : allowed;
}

export const readTask = route({
  method: 'GET',
  path: '/api/tasks/tasks/:id',
  summary: { zh: '一项任务及其全部内容', en: 'One task with all that hangs on it' },
  permission: 'tasks.read',
  people: 'none',
  params: taskParams,
  response: taskDetail,
  handle: ({ tx, actor, params, now }) => loadDetail(tx, actor, params.id, now),
});

export const editTask = route({
  method: 'PATCH',
  path: '/api/tasks/tasks/:id',
  summary: { zh: '修改任务（按字段合并他人的修改）', en: 'Change a task, merged field by field with what others changed' },
  permission: 'tasks.edit',
  people: 'none',
  params: taskParams,
  body: taskPatch,
  response: taskDetail,
  handle: async ({ tx, actor, now, params: { id }, body }) => {
    const around = await loadSurroundings(tx, now);
    const locked = await lockForEdit(tx, actor, id, around);
    if (!locked.ok) return locked;
    const task = locked.value;
    const { title, responsible, supporting, assignee, start, due, state, percent, remindDays, version } = task;
    const decision = decideEdit({
      id,
      fields: { title, responsible, supporting, assignee, start, due, state, percent, remindDays },
      version,
      seen: body.version,
      meanwhile: await changesSince(tx, id, body.version),
      assumed: task.assumed,
      changes: body.changes,
      reason: body.reason ?? null,
      milestones: task.milestones,
      manages: manages(actor, task),
      departments: new Set((await listDepartments(tx)).map(({ code }) => code)),
      accounts: new Set(around.people.keys()),
    });
    if (!decision.ok) return decision;
    const edits = decision.value;
    if (edits.length > 0) {
      const moved = edits.find(({ field }) => field === 'state');
      const more = moved ? { reason: body.reason ?? null, done_on: moved.after === 'done' ? around.today : null } : {};
      const next = await updateTask(tx, { id, edits, touches: true, more }, now);
      const said = moved && body.reason ? [{ field: 'reason', before: task.reason, after: body.reason }] : [];
      await addChanges(
        tx,
        [...edits, ...said].map((edit) => ({ task: id, version: next, ...edit })),
        actor,
        now,
      );
      await append(tx, 'tasks.task-changed', { id, fields: edits.map(({ field }) => field) }, now, `tasks/${id}`);
    }
    return loadDetail(tx, actor, id, now, around);
  },
});
