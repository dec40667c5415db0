import { type Actor, may, ok, type Result, refuse, type Tx } from '@songhua/kernel';
import type { TaskDetail } from '../contract.ts';
import { mayEdit } from '../domain/may-edit.ts';
import { movesFrom } from '../domain/move-state.ts';
import { listNotices } from '../store/notices.ts';
import { listAttachments, listLinks, listMilestones, listNotes } from '../store/parts.ts';
import { findTask, findTasks, type StoredTask } from '../store/tasks.ts';
import { areaName, loadSurroundings, type Surroundings, showTask } from './load-surroundings.ts';

/** Whoever manages, or made the task, decides what is asked for. */
export const manages = (actor: Actor, { createdBy }: Pick<StoredTask, 'createdBy'>): boolean =>
  may(actor, 'tasks.manage') || createdBy === actor.id;

/** One task with all that hangs on it, or the refusal that it is not there. */
export async function loadDetail(tx: Tx, actor: Actor, id: string, now: Date, known?: Surroundings): Promise<Result<TaskDetail>> {
  const around = known ?? (await loadSurroundings(tx, now));
  const task = await findTask(tx, id);
  if (!task) return refuse('tasks.unknown-task', { id });
  const siblings = await findTasks(tx, { origin: task.origin }, around.today, { sort: 'area' });
  const notices = await listNotices(tx, { to: null, task: id });
  const edits = may(actor, 'tasks.edit') && mayEdit(actor.area, task.area, around.parents).ok;
  return ok({
    today: around.today,
    task: showTask(task, around),
    mayEdit: edits,
    moves: edits ? [...movesFrom(task.state, manages(actor, task))] : [],
    milestones: await listMilestones(tx, id),
    notes: await listNotes(tx, id),
    links: await listLinks(tx, id),
    attachments: await listAttachments(tx, id),
    notices: notices.map(({ area, ...notice }) => ({ ...notice, areaName: areaName(around, area) })),
    siblings: siblings
      .map((one) => showTask(one, around))
      .map(({ id: other, area, areaName: name, state, percent, late, due, given, assumed, retired, version }) => ({
        id: other,
        area,
        areaName: name,
        state,
        percent,
        late,
        due,
        given,
        assumed,
        retired,
        version,
      })),
  });
}
