import type { TFunction } from 'i18next';

const hour = 3_600_000;

/** How long something has waited, in the largest unit that says enough: hours up to two days, then days. */
export function sayAge(t: TFunction<'identity'>, since: string, until: string): string {
  const hours = Math.max(0, Math.floor((Date.parse(until) - Date.parse(since)) / hour));
  if (hours < 1) return t('age.fresh');
  return hours < 48 ? t('age.hours', { count: hours }) : t('age.days', { count: Math.floor(hours / 24) });
}
