import { append } from '@songhua/events';
import { type Actor, type Result, refuse, route, type Tx } from '@songhua/kernel';
import {
  limits,
  linkDraft,
  type Milestone,
  milestoneDraft,
  milestonePatch,
  noteDraft,
  partParams,
  type TaskDetail,
  taskDetail,
  taskParams,
  uuidParams,
} from '../contract.ts';
import { mergeMilestone } from '../domain/merge-milestone.ts';
import { isClosed } from '../domain/move-state.ts';
import { addChanges } from '../store/changes.ts';
import {
  deleteLink,
  deleteMilestone,
  findMilestone,
  insertLink,
  insertMilestone,
  insertNote,
  listLinks,
  listMilestones,
  updateMilestone,
} from '../store/parts.ts';
import type { StoredTask } from '../store/tasks.ts';
import { touchTask } from '../store/write-task.ts';
import { lockForEdit } from './edit-task.ts';
import { loadDetail } from './load-detail.ts';
import { loadSurroundings } from './load-surroundings.ts';

interface Changing {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly params: { readonly id: string };
}

/** What was done to a part of a task, for its history: null refuses. */
export type Done = Result<{ readonly field: string; readonly before: unknown; readonly after: unknown }>;

/** Holds the task, does something to a part of it, writes the history and the event, and answers the task. */
export async function changePart(
  { tx, actor, now, params: { id } }: Changing,
  work: (task: StoredTask) => Promise<Done>,
): Promise<Result<TaskDetail>> {
  const around = await loadSurroundings(tx, now);
  const locked = await lockForEdit(tx, actor, id, around);
  if (!locked.ok) return locked;
  const done = await work(locked.value);
  if (!done.ok) return done;
  await touchTask(tx, id, now);
  await addChanges(tx, [{ task: id, version: null, ...done.value }], actor, now);
  await append(tx, 'tasks.task-changed', { id, fields: [done.value.field] }, now, `tasks/${id}`);
  return loadDetail(tx, actor, id, now, around);
}

const did = (field: string, before: unknown, after: unknown): Done => ({ ok: true, value: { field, before, after } });

export const addNote = route({
  method: 'POST',
  path: '/api/tasks/tasks/:id/notes',
  summary: { zh: '填写进展记录', en: 'Add a progress note' },
  permission: 'tasks.edit',
  people: 'none',
  params: taskParams,
  body: noteDraft,
  response: taskDetail,
  handle: (call) =>
    changePart(call, async () => {
      await insertNote(call.tx, call.params.id, { id: call.newId(), ...call.body }, call.actor, call.now);
      return did('note', null, call.body.text);
    }),
});

export const addLink = route({
  method: 'POST',
  path: '/api/tasks/tasks/:id/links',
  summary: { zh: '添加佐证链接', en: 'Add a link to evidence' },
  permission: 'tasks.edit',
  people: 'none',
  params: taskParams,
  body: linkDraft,
  response: taskDetail,
  handle: (call) =>
    changePart(call, async () => {
      if ((await listLinks(call.tx, call.params.id)).length >= limits.links)
        return refuse('tasks.too-many-links', { most: limits.links });
      await insertLink(call.tx, call.params.id, { id: call.newId(), ...call.body }, call.actor, call.now);
      return did('link', null, call.body);
    }),
});

export const removeLink = route({
  method: 'DELETE',
  path: '/api/tasks/tasks/:id/links/:part',
  summary: { zh: '移除佐证链接', en: 'Remove a link to evidence' },
  permission: 'tasks.edit',
  people: 'none',
  params: uuidParams,
  response: taskDetail,
  handle: (call) =>
    changePart(call, async () => {
      const gone = await deleteLink(call.tx, call.params.id, call.params.part);
      return gone ? did('link', gone, null) : refuse('tasks.unknown-part', { part: call.params.part });
    }),
});

/** As `changePart`, for the milestones: those of a closed task stay as they are. */
const changeMilestone = (call: Changing, work: () => Promise<Done>): Promise<Result<TaskDetail>> =>
  changePart(call, async ({ id, state }) => (isClosed(state) ? refuse('tasks.closed', { id }) : work()));

const plain = ({ title, due, doneOn }: Pick<Milestone, 'title' | 'due' | 'doneOn'>) => ({ title, due, doneOn });

export const addMilestone = route({
  method: 'POST',
  path: '/api/tasks/tasks/:id/milestones',
  summary: { zh: '添加节点', en: 'Add a milestone' },
  permission: 'tasks.edit',
  people: 'none',
  params: taskParams,
  body: milestoneDraft,
  response: taskDetail,
  handle: (call) =>
    changeMilestone(call, async () => {
      const there = await listMilestones(call.tx, call.params.id);
      if (there.length >= limits.milestones) return refuse('tasks.too-many-milestones', { most: limits.milestones });
      await insertMilestone(call.tx, call.params.id, { id: call.newId(), ...call.body });
      return did('milestone', null, plain({ ...call.body, doneOn: null }));
    }),
});

export const editMilestone = route({
  method: 'PATCH',
  path: '/api/tasks/tasks/:id/milestones/:part',
  summary: { zh: '修改节点或标记完成', en: 'Change a milestone, or say that it is reached' },
  permission: 'tasks.edit',
  people: 'none',
  params: partParams,
  body: milestonePatch,
  response: taskDetail,
  handle: (call) =>
    changeMilestone(call, async () => {
      const now = await findMilestone(call.tx, call.params.id, call.params.part);
      if (!now) return refuse('tasks.unknown-part', { part: call.params.part });
      const merged = mergeMilestone(now, call.body);
      if (!merged.ok) return merged;
      await updateMilestone(call.tx, merged.value);
      return did('milestone', plain(now), plain(merged.value));
    }),
});

export const removeMilestone = route({
  method: 'DELETE',
  path: '/api/tasks/tasks/:id/milestones/:part',
  summary: { zh: '移除自行添加的节点', en: 'Remove a milestone that people added' },
  permission: 'tasks.edit',
  people: 'none',
  params: partParams,
  response: taskDetail,
  handle: (call) =>
    changeMilestone(call, async () => {
      const now = await findMilestone(call.tx, call.params.id, call.params.part);
      if (!now) return refuse('tasks.unknown-part', { part: call.params.part });
      // It would be back at the next start.
      if (now.id.startsWith(`${call.params.id}.m`)) return refuse('tasks.milestone-of-plan');
      await deleteMilestone(call.tx, now.id);
      return did('milestone', plain(now), null);
    }),
});
