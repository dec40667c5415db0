import { ok, type Result, refuse } from '@songhua/kernel';
import { addDays, beginOf, dayIn } from './judge-clock.ts';

/** The first and the last day of a period that a zero report speaks of; weeks begin on Monday. A period that has not begun has seen nothing yet. */
export function zeroPeriod(
  kind: 'day' | 'week',
  from: string,
  now: Date,
): Result<{ readonly from: string; readonly to: string }> {
  if (from > dayIn(now)) return refuse('reporting.zero-future');
  if (kind === 'day') return ok({ from, to: from });
  const isMonday = new Date(`${from}T00:00:00Z`).getUTCDay() === 1;
  return isMonday ? ok({ from, to: addDays(from, 6) }) : refuse('reporting.not-monday', { from });
}

/** A zero report is of a whole period: it can be said from the period's last day on. */
export const mayBeSaid = (to: string, now: Date): boolean => to <= dayIn(now);

/** Whether it was said after the day that follows the period: this project's convention, no printed rule was found for it. */
export const isLateZero = (to: string, at: Date): boolean => at >= beginOf(addDays(to, 2));
