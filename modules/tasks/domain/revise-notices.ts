import { dayInBeijing, daysBetween } from './count-days.ts';
import {
  decideReminders,
  levelOf,
  type NewNotice,
  type RemindedTask,
  type Reminding,
  type WrittenNotice,
} from './decide-reminders.ts';
import { isPending } from './move-state.ts';

/** Why a notice asks for nothing any more: the days were set otherwise, the due date was moved or binds no more, nothing is left to do. */
export type Withdrawn = 'settings' | 'due' | 'state';

interface NoticeKey {
  readonly task: string;
  readonly kind: NewNotice['kind'];
  readonly due: string;
  readonly step: number;
}

export interface Revision {
  readonly withdraw: readonly (NoticeKey & { readonly why: Withdrawn })[];
  /** Withdrawn before, and told on a day on which the days as they are set now ask for it: it stands again, and nobody is told twice. */
  readonly restore: readonly NoticeKey[];
  readonly write: readonly NewNotice[];
}

/** Why a notice does not stand by the task and the days as they are now; null: it stands. */
function whyNot(one: WrittenNotice, task: RemindedTask, usual: Reminding, today: string): Withdrawn | null {
  if (task.due !== one.due) return 'due';
  if (!isPending(task.state)) return 'state';
  const asked =
    one.kind === 'reminder'
      ? (task.remindDays ?? usual.remindDays).some((before) => before >= one.days)
      : one.step <= levelOf(daysBetween(one.due, today), usual.escalateDays);
  return asked ? null : 'settings';
}

/** Whether a level was told when the days as they are set now already asked for it. */
const wasAskedFor = ({ kind, step, days }: WrittenNotice, usual: Reminding): boolean =>
  kind === 'reminder' || step <= levelOf(-days, usual.escalateDays);

/**
 * What the notices of all tasks become today, by the days as they are set: those that nothing asks for any more are withdrawn, those
 * that are asked for again stand again, and what is due and told by none that stands is written. Run again it changes nothing.
 */
export function reviseNotices(tasks: readonly RemindedTask[], usual: Reminding, now: Date): Revision {
  const today = dayInBeijing(now);
  const judged = tasks.flatMap((task) =>
    task.written.map((one) => {
      const why = whyNot(one, task, usual, today);
      const stands = why === null && (!one.withdrawn || wasAskedFor(one, usual));
      return { task, one, why, stands };
    }),
  );
  const key = ({ task, one }: (typeof judged)[number]): NoticeKey => ({
    task: task.id,
    kind: one.kind,
    due: one.due,
    step: one.step,
  });
  const withdraw = judged.flatMap((each) => (each.why !== null && !each.one.withdrawn ? [{ ...key(each), why: each.why }] : []));
  const restore = judged.filter(({ stands, one }) => stands && one.withdrawn).map(key);
  const revised = Map.groupBy(judged, ({ task }) => task.id);
  const after = tasks.map((task) => ({
    ...task,
    written: (revised.get(task.id) ?? []).map(({ one, stands }) => ({ ...one, withdrawn: !stands })),
  }));
  return { withdraw, restore, write: decideReminders(after, usual, now) };
}
