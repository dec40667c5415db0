import type { DueState, Errand, ErrandList } from '../contract.ts';
import type { KeptForm } from './device-store.ts';

const oneDay = 86_400_000;
const addDay = (day: string): string => new Date(Date.parse(day) + oneDay).toISOString().slice(0, 10);
const dayAt = (now: number): string => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10);

/** The day in Beijing by the device's clock; a clock that is behind the server, or a week ahead of it, is not believed. */
export function deviceDay({ today }: Pick<ErrandList, 'today'>, now: number): string {
  const said = dayAt(now);
  return said > today && Date.parse(said) - Date.parse(today) <= 7 * oneDay ? said : today;
}

const stateOn = (next: string, until: string, today: string): DueState =>
  next > until ? 'over' : next < today ? 'overdue' : next === today ? 'due' : 'done';

/** The list as it stands with the forms that wait on the device: whose day is entered is due on the next one, also where days pass offline. */
export function planErrands(list: ErrandList, forms: readonly KeptForm[], now: number): readonly Errand[] {
  const today = deviceDay(list, now);
  const entered = new Set(forms.filter(({ answer }) => answer === null).map(({ visit }) => `${visit.contact} ${visit.day}`));
  return list.items.map((one) => {
    let next = one.nextDue;
    while (entered.has(`${one.contact} ${next}`)) next = addDay(next);
    return { ...one, nextDue: next, due: stateOn(next, one.until, today) };
  });
}

export const isOpen = ({ due }: Errand): boolean => due === 'due' || due === 'overdue';
