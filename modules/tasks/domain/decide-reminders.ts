import type { TaskState } from '../contract.ts';
import { bindingDue } from './binding-due.ts';
import { dayInBeijing, daysBetween } from './count-days.ts';
import { isPending } from './move-state.ts';

export interface Reminding {
  /** Days before the due date on which to remind. */
  readonly remindDays: readonly number[];
  /** Days late from which the first, second … level is told, rising. */
  readonly escalateDays: readonly number[];
}

/** What holds until somebody sets it otherwise: a month, a week and a day before; at once, after two weeks, after a month. */
export const usualReminding: Reminding = { remindDays: [30, 7, 1], escalateDays: [1, 15, 30] };

export interface RemindedTask {
  readonly id: string;
  readonly state: TaskState;
  readonly due: string | null;
  readonly assignee: string | null;
  readonly responsible: readonly string[];
  readonly supporting: readonly string[];
  /** Its own days before the due date; null: as set for all. */
  readonly remindDays: readonly number[] | null;
  /** What was written for it before, whatever the due date was then. */
  readonly written: readonly WrittenNotice[];
}

export interface WrittenNotice {
  readonly kind: NewNotice['kind'];
  readonly due: string;
  readonly step: number;
  /** Days to the due date when it was written. */
  readonly days: number;
  readonly withdrawn: boolean;
}

export interface NewNotice {
  readonly task: string;
  readonly kind: 'reminder' | 'escalation';
  readonly due: string;
  readonly step: number;
  readonly days: number;
  readonly told: { readonly assignee: string | null; readonly departments: readonly string[]; readonly roles: readonly string[] };
}

/** The level of lateness: how many steps are reached; 0 before the first. */
export const levelOf = (late: number, escalateDays: readonly number[]): number =>
  escalateDays.filter((from) => late >= from).length;

interface Dated {
  readonly state: TaskState;
  readonly due: string | null;
  /** Whether somebody has given it to somebody or reported on it. */
  readonly given: boolean;
  /** What the plan does not say and nobody has set since: a due date among it makes nothing late. */
  readonly assumed: readonly string[];
  /** The plan's file has dropped it. */
  readonly retired: boolean;
}

/** Days since the due date of what was given and is still to be done; 0 when it is not late. */
export function daysLate(task: Dated, today: string): number {
  const due = bindingDue(task);
  return task.given && due !== null && isPending(task.state) ? Math.max(0, daysBetween(due, today)) : 0;
}

/** Who is told of a level: those who do it; then those who help and the planners; then the administrators as well. */
function toldOf(task: RemindedTask, level: number): NewNotice['told'] {
  const { assignee, responsible, supporting } = task;
  const departments = level >= 2 ? [...new Set([...responsible, ...supporting])] : responsible;
  const roles = level >= 3 ? ['planner', 'administrator'] : level >= 2 || !assignee ? ['planner'] : [];
  return { assignee, departments, roles };
}

/** Whether what was written already tells what this step would: the same level, or a reminder no older than the step asks for. */
const tells = (one: WrittenNotice, { kind, due, step }: Pick<NewNotice, 'kind' | 'due' | 'step'>): boolean =>
  !one.withdrawn && one.kind === kind && one.due === due && (kind === 'escalation' ? one.step === step : one.days <= step);

/**
 * What must be written now: of each task at most the one reminder or the one level that its days say, and only if nothing that stands
 * tells it for this due date. Steps that were slept through are not made up for.
 */
export function decideReminders(tasks: readonly RemindedTask[], usual: Reminding, now: Date): readonly NewNotice[] {
  const today = dayInBeijing(now);
  return tasks.flatMap((task): NewNotice[] => {
    const { id, due, state } = task;
    if (due === null || !isPending(state)) return [];
    const days = daysBetween(today, due);
    const kind = days < 0 ? 'escalation' : 'reminder';
    const step =
      days < 0
        ? levelOf(-days, usual.escalateDays)
        : Math.min(...(task.remindDays ?? usual.remindDays).filter((before) => before >= days));
    if (step === 0 && kind === 'escalation') return [];
    if (!Number.isFinite(step)) return [];
    if (task.written.some((one) => tells(one, { kind, due, step }))) return [];
    return [{ task: id, kind, due, step, days, told: toldOf(task, kind === 'escalation' ? step : 0) }];
  });
}
