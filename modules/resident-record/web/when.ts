import { cityDay, formatDate, formatTime } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';

const monthOf = (when: string, language: Language): string =>
  // The day is made up to spell the month, and taken away again.
  formatDate(`${when}-01`, language).replace(language === 'zh' ? /1日$/ : /^1 /, '');

/** The day of a date or an instant in the city; a year or a month alone stays one. */
export function sayDay(when: string, language: Language): string {
  if (/^\d{4}$/.test(when)) return language === 'zh' ? `${when}年` : when;
  if (/^\d{4}-\d{2}$/.test(when)) return monthOf(when, language);
  return formatDate(when, language);
}

/** The same with the minute, where it was recorded. */
export const sayMoment = (when: string, language: Language): string =>
  when.includes('T') ? formatTime(when, language) : sayDay(when, language);

/** From one day to another; what is open stays open. */
export function saySpan(from: string | null, until: string | null, language: Language): string {
  const [start, end] = [from, until].map((one) => (one === null ? '' : sayDay(one, language)));
  return start === end ? (start ?? '') : `${start} – ${end}`;
}

/** The month of the city that an entry stands under: `2026-03`, a year where no month was recorded, empty without a date. */
export const monthKey = (when: string | null): string => ((when?.includes('T') && cityDay(when)) || (when ?? '')).slice(0, 7);
export const sayMonth = (key: string, language: Language): string => sayDay(key, language);
