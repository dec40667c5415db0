import { formatDate } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';

const beijing = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** A moment in Beijing, to the minute. */
export function sayMoment(iso: string, language: Language): string {
  const [day = '', time = ''] = beijing.format(new Date(iso)).split(' ');
  return `${formatDate(day, language)} ${time}`;
}

/** What a field for date and time shows of a moment, in Beijing. */
export const toField = (iso: string): string => beijing.format(new Date(iso)).replace(' ', 'T');

/** The moment that such a field means; null when nothing stands in it. */
export const fromField = (value: string | null | undefined): string | null =>
  value ? new Date(`${value}+08:00`).toISOString() : null;
