import { cityClock, formatTime } from '@songhua/ui/format.ts';
import type { Language } from '@songhua/ui/text.ts';

/** A moment in Beijing, to the minute. */
export const sayMoment = (iso: string, language: Language): string => formatTime(iso, language);

/** What a field for date and time shows of a moment, in Beijing. */
export const toField = (iso: string): string => cityClock(iso)?.slice(0, 16) ?? '';

/** The moment that such a field means; null when nothing stands in it. */
export const fromField = (value: string | null | undefined): string | null =>
  value ? new Date(`${value}+08:00`).toISOString() : null;
