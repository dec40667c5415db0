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

/** The clock of a draft: by when, within how many hours, and the earliest diagnosis that it has said. */
export interface Running {
  readonly due: Date;
  readonly hours: number;
  readonly since: Date;
  /** By when a stricter form that it said before was due; null: it said none. */
  readonly strict: Date | null;
}

const earlier = (one: Date, other: Date): Date => (other < one ? other : one);

/**
 * The clock of a draft after a person has said something else of it at `now`. The law's hours run from the diagnosis (诊断后 2 小时、24 小时内), so:
 * - Another time of the diagnosis may only bring the moment forward. What was due once stays due: a time moved later is no second diagnosis.
 * - A stricter form (a 2-hour disease or subtype) has its own diagnosis: the time said with it where one is, else the moment it is said. The
 *   two hours run from there, and end no later than the time that was given before.
 * - A form with more time was the case all along: its hours run from the earliest diagnosis ever said. Only this makes a moment later, and the
 *   history of the card says so. Who then comes back to the stricter form comes back to its moment: there and back again gives no time.
 */
export function windClock(
  { due, hours, since, strict, diagnosed }: Running & { readonly diagnosed: Date },
  said: { readonly diagnosed: Date; readonly hours: number },
  now: Date,
): Running {
  const first = earlier(since, said.diagnosed);
  if (said.hours > hours)
    return { due: hoursLater(first, said.hours), hours: said.hours, since: first, strict: earlier(strict ?? due, due) };
  if (said.hours < hours) {
    const isMoved = said.diagnosed.getTime() !== diagnosed.getTime();
    const from = isMoved ? said.diagnosed : now;
    return {
      due: earlier(strict ?? due, earlier(due, hoursLater(from, said.hours))),
      hours: said.hours,
      since: first,
      strict: null,
    };
  }
  // Of a form that was found after the first diagnosis the hours run from then, not from the diagnosis that the card says.
  const isOfLaterForm = due > hoursLater(since, hours);
  return { due: isOfLaterForm ? due : earlier(due, hoursLater(said.diagnosed, hours)), hours, since: first, strict };
}

/**
 * The clock of a draft after something found at `found` has raised it to a form of so many hours: those of a stricter form run from when that form
 * was found, and end no later than the time that was given before. A rule gives no more time.
 */
export function raiseClock({ due, hours, since, strict }: Running, to: number, found: Date): Running {
  return to < hours
    ? { due: earlier(strict ?? due, earlier(due, hoursLater(found, to))), hours: to, since, strict: null }
    : { due, hours, since, strict };
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

/** Whether a card is overdue for so long that a word on the page is not enough any more: somebody calls. */
export const escalates = (due: Date, now: Date): boolean => hoursLater(due, 24) <= now;

/** The moment until which a draft's due moment makes it due soon. */
export const soonUntil = (now: Date): Date => hoursLater(now, hoursBefore);
