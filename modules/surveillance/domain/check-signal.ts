import { ok, type Result, refuse } from '@songhua/kernel';
import type { SignalDraft } from '../contract.ts';
import { dayInBeijing } from './beijing-day.ts';

/** The longest window a signal may speak of, in days. */
const most = 400;

/** Whether the window of a signal can be: in order, not too long, and not of days to come. */
export function checkSignal({ from, to }: Pick<SignalDraft, 'from' | 'to'>, now: Date): Result<null> {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  if (days < 0 || days >= most) return refuse('surveillance.window-reversed', { from, to, most });
  const today = dayInBeijing(now);
  return to > today ? refuse('surveillance.window-ahead', { to, today }) : ok(null);
}
