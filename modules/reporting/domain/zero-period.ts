import { ok, type Result, refuse } from '@songhua/kernel';
import { addDays, dayIn } from './judge-clock.ts';

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
