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

/** 2025年12月31日 / 31 Dec 2025, from `2025-12-31` or a longer ISO time. Anything else is returned as it is. */
export function formatDate(iso: string, language: Language = 'zh'): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  if (!parts) return iso;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${months[month - 1] ?? month} ${year}`;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** A moment in the reader's own time zone, to the minute. */
export const formatTime = (iso: string, language: Language = 'zh'): string => {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const local = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${formatDate(local, language)} ${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** The same to the second, where the order of what happened matters. */
export const formatSecond = (iso: string, language: Language = 'zh'): string => {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : `${formatTime(iso, language)}:${two(date.getSeconds())}`;
};
