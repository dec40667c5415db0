import type { ContactState, DueState } from '../contract.ts';
import { addDays } from './read-day.ts';

/** From and until when a contact is followed, both included: from the day it was listed, for so many days after the last exposure. */
export function planFollowUp(lastExposure: string, followDays: number, listed: string): { begins: string; until: string } {
  const first = addDays(lastExposure, 1);
  return { begins: first > listed ? first : listed, until: addDays(lastExposure, followDays) };
}

interface Followed {
  readonly state: ContactState;
  readonly nextDue: string;
  readonly until: string;
}

/** How a contact stands today: `overdue` where a day before today has no entry, `over` once nothing more is to be entered. */
export function dueOn({ state, nextDue, until }: Followed, today: string): DueState {
  if (state !== 'following' || nextDue > until) return 'over';
  if (nextDue > today) return 'done';
  return nextDue < today ? 'overdue' : 'due';
}

/** The first day from `begins` on that has no entry. */
export function nextDueAfter(begins: string, entered: ReadonlySet<string>): string {
  let day = begins;
  while (entered.has(day)) day = addDays(day, 1);
  return day;
}

/** What is wrong with a form for a day; null: nothing. */
export function visitFault(
  day: string,
  { begins, until, state }: { begins: string; until: string; state: ContactState },
  today: string,
) {
  if (day > today) return { zh: `${day} 还没有到`, en: `${day} has not come yet` };
  if (day < begins || day > until)
    return {
      zh: `${day} 不在随访期 ${begins} 至 ${until} 内`,
      en: `${day} lies outside the follow-up from ${begins} to ${until}`,
    };
  if (state === 'withdrawn' || state === 'case')
    return { zh: '该接触者的随访已停止', en: 'the follow-up of this contact has stopped' };
  return null;
}
