import { roundAsPrinted } from '@songhua/engine-plan/print-value.ts';
import type { Language } from '@songhua/kernel/result.ts';

const locales = { zh: 'zh-CN', en: 'en-GB' } as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** A number with thousands separators and exactly so many decimals. */
export const formatNumber = (value: number, decimals = 0, language: Language = 'zh'): string =>
  new Intl.NumberFormat(locales[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);

export type NumberFormat = 'number' | 'ratio' | 'percent';

/** A figure with its indicator's decimals, so that figures beside each other align: `8.49`, `2.40`, `1:1.20`, `91.37%`. Rounded as the server rounds. */
export function formatFigure(value: number, format: NumberFormat, decimals: number, language: Language = 'zh'): string {
  const number = formatNumber(roundAsPrinted(value, decimals), decimals, language);
  if (format === 'ratio') return `1:${number}`;
  return format === 'percent' ? `${number}%` : number;
}

/** The city's clock is Beijing time, eight hours before UTC all year; the summer time of 1986 to 1991 is not followed, for records write +08:00 then, too. */
const ahead = 8 * 60 * 60_000;

const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i;

/**
 * A moment on the city's clock, wherever the reader's computer stands: `2026-11-22T07:05:09`. A time that says no zone is the city's own, and so
 * is a day. Null: it is no moment.
 */
export function cityClock(when: string | number | Date): string | null {
  const bare = typeof when === 'string' && when.includes('T') && !zoned.test(when);
  const day = typeof when === 'string' && /^\d{4}(?:-\d{2}){0,2}$/.test(when);
  const moment = bare || day ? Date.parse(bare ? `${when}Z` : when) : new Date(when).getTime() + ahead;
  const year = Number.isNaN(moment) ? Number.NaN : new Date(moment).getUTCFullYear();
  return year >= 0 && year <= 9999 ? new Date(moment).toISOString().slice(0, 19) : null;
}

/** The day that a moment falls on in the city, `2026-11-22`; of a day itself that day. */
export const cityDay = (when: string | number | Date): string | null => cityClock(when)?.slice(0, 10) ?? null;

/** 2025年12月31日 / 31 Dec 2025, of a day (`2025-12-31`) or of the day on which a moment falls in the city. Anything else is returned as it is. */
export function formatDate(iso: string, language: Language = 'zh'): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec((iso.includes('T') ? cityDay(iso) : iso) ?? '');
  if (!parts) return iso;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${months[month - 1] ?? month} ${year}`;
}

const toLength = (length: number) => (iso: string, language: Language) => {
  const clock = cityClock(iso);
  return clock === null ? iso : `${formatDate(clock, language)} ${clock.slice(11, length)}`;
};
const [minutes, seconds] = [toLength(16), toLength(19)];

/** A moment on the city's clock, to the minute. */
export const formatTime = (iso: string, language: Language = 'zh'): string => minutes(iso, language);

/** The same to the second, where the order of what happened matters. */
export const formatSecond = (iso: string, language: Language = 'zh'): string => seconds(iso, language);
