import { ok, type Result, refuse } from '@songhua/kernel';
import type { LogEntry, ResponseTask, TaskMove } from '../contract.ts';

type Written = Pick<
  ResponseTask,
  'id' | 'state' | 'percent' | 'note' | 'acknowledgedAt' | 'acknowledgedBy' | 'doneAt' | 'doneBy'
>;

/**
 * The life of a task: waiting ──acknowledge──> acknowledged ──(progress …)──> done; cancelled when the response no longer asks for it.
 * Who says it is done says that it was acknowledged. What is done or cancelled stays so.
 */
export function moveTask(
  task: Written,
  { to, percent, note }: TaskMove,
  by: string,
  now: Date,
): Result<{ readonly task: Written; readonly kind: LogEntry['kind'] }> {
  if (task.state === 'done' || task.state === 'cancelled') return refuse('emergency.task-over', { state: task.state });
  const at = now.toISOString();
  const taken = {
    ...task,
    note: note ?? task.note,
    acknowledgedAt: task.acknowledgedAt ?? at,
    acknowledgedBy: task.acknowledgedAt === null ? by : task.acknowledgedBy,
  };
  if (to === 'done') return ok({ task: { ...taken, state: 'done', percent: 100, doneAt: at, doneBy: by }, kind: 'task-done' });
  const kind = task.state === 'waiting' ? 'task-acknowledged' : 'task-progress';
  return ok({ task: { ...taken, state: 'acknowledged', percent: percent ?? task.percent }, kind });
}
