import type { CardState, Timing } from '../contract.ts';
import { type Disease, hoursOf, spanOn } from './notifiable-list.ts';

const hour = 3_600_000;

/** The calendar day in Beijing (UTC+8 all the year), as `2026-01-31`. */
export const dayIn = (at: Date): string => new Date(at.getTime() + 8 * hour).toISOString().slice(0, 10);
/** A moment as the clock in Beijing shows it, `2026-01-31 09:05`. */
export const momentSaid = (at: Date): string => new Date(at.getTime() + 8 * hour).toISOString().slice(0, 16).replace('T', ' ');
/** When a day begins in Beijing. */
export const beginOf = (day: string): Date => new Date(`${day}T00:00:00+08:00`);
/** The day so many days later. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * hour).toISOString().slice(0, 10);
const hoursLater = (at: Date, hours: number): Date => new Date(at.getTime() + hours * hour);

/** Disease control enters what it is told by phone or fax within two hours (传染病信息报告管理规范). */
const hoursToEnter = 2;
/** From so many hours before it is due on a card is due soon, of two hours from the beginning. */
const hoursBefore = 4;

/** Until when the county's disease control has reviewed a card (recalled: at once where two hours are given, else within a day). */
export const reviewBy = (hours: number, since: Date): Date => hoursLater(since, hours <= 2 ? 2 : 24);

export const enterBy = (received: Date): Date => hoursLater(received, hoursToEnter);

/** By when a case must have been reported, by the list in force on the day of its diagnosis; null: it was not on the list. */
export function dueOf(disease: Disease, subtype: string | null, diagnosed: Date): Date | null {
  const span = spanOn(disease, dayIn(diagnosed));
  return span ? hoursLater(diagnosed, hoursOf(disease, span, subtype)) : null;
}

interface Clock {
  readonly state: CardState;
  readonly due: Date;
  readonly reported: Date | null;
}

/**
 * How a card stands to its clock; reported at the very moment it is due is in time. What was reported once keeps the moment of its
 * first report, whatever becomes of it later.
 */
export function timingOf({ state, due, reported }: Clock, now: Date): Timing {
  if (reported) return reported <= due ? 'done' : 'late';
  if (state !== 'draft') return 'done';
  if (now > due) return 'overdue';
  return hoursLater(now, hoursBefore) >= due ? 'soon' : 'open';
}

/** The moment until which a draft's due moment makes it due soon. */
export const soonUntil = (now: Date): Date => hoursLater(now, hoursBefore);
