import { ok, type Result, refuse } from '@songhua/kernel';
import type { Reminding } from './decide-reminders.ts';

/** The days, reminders from the earliest to the last; refuses days said twice and levels that do not rise. */
export function checkReminding({
  remindDays,
  escalateDays,
}: Reminding): Result<{ remindDays: number[]; escalateDays: number[] }> {
  const twice = remindDays.find((days, at) => remindDays.indexOf(days) !== at);
  if (twice !== undefined) return refuse('tasks.days-twice', { days: twice });
  const falls = escalateDays.find((days, at) => at > 0 && days <= (escalateDays[at - 1] ?? 0));
  if (falls !== undefined) return refuse('tasks.levels-fall', { days: falls });
  return ok({ remindDays: remindDays.toSorted((a, b) => b - a), escalateDays: [...escalateDays] });
}
