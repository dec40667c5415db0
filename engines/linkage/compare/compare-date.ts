import type { Column } from '../columns/build-column.ts';
import { textAt } from '../columns/text-store.ts';
import { lunarDay } from '../zh/lunar-days.ts';
import { type Comparison, differs, type Level, same } from './comparison.ts';
import { frequenciesOf } from './frequencies.ts';

export const dateLevels: readonly Level[] = [
  same,
  { code: 'swapped', title: { zh: '月日颠倒', en: 'month and day swapped' } },
  { code: 'lunar', title: { zh: '农历与公历', en: 'one by the lunar calendar' } },
  { code: 'one-digit', title: { zh: '差一位数字', en: 'one digit apart' } },
  { code: 'same-month', title: { zh: '同年同月', en: 'the same month' } },
  { code: 'near-year', title: { zh: '月日相同或年份相近', en: 'the same day of another year, or years next to each other' } },
  { code: 'same-year', title: { zh: '同年', en: 'the same year' } },
  differs,
];

/** A date in digits as it is compared. */
export interface DateForm {
  readonly digits: number;
  readonly length: number;
}

const ten = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000] as const;
const digitAt = (number: number, at: number): number => Math.floor(number / (ten[at] ?? 1)) % 10;

/** Whether two numbers of eight digits are one digit, or two neighbouring ones exchanged, apart. */
function oneDigitApart(x: number, y: number): boolean {
  let [differing, first] = [0, 0];
  for (let at = 0; at < 8; at += 1) {
    if (digitAt(x, at) === digitAt(y, at)) continue;
    if (differing === 0) first = at;
    else if (at !== first + 1) return false;
    differing += 1;
  }
  if (differing < 2) return differing === 1;
  return differing === 2 && digitAt(x, first) === digitAt(y, first + 1) && digitAt(x, first + 1) === digitAt(y, first);
}

const yearOf = ({ digits, length }: DateForm): number => Math.floor(digits / 10 ** (length - 4));
const monthOf = ({ digits, length }: DateForm): number => Math.floor(digits / 10 ** (length - 6)) % 100;

/** About how many days a date in eight digits is from the year 0, to within some days. */
const daysOf = (digits: number): number =>
  Math.floor(digits / 10_000) * 365.25 + (Math.floor(digits / 100) % 100) * 30.4 + (digits % 100);

/** Whether one of two days is the other one by the Chinese calendar, whose months are named three to seven weeks before the Gregorian days they fall on. */
function isLunar(x: number, y: number): boolean {
  const apart = Math.abs(daysOf(x) - daysOf(y));
  if (apart < 12 || apart > 60) return false;
  return Number(lunarDay(String(x)) ?? 0) === y || Number(lunarDay(String(y)) ?? 0) === x;
}

/** Level of two dates that are known and not the same; `calendars`: one may be by the Chinese calendar. */
export function dateLevel(one: DateForm, other: DateForm, calendars: boolean): number {
  const [x, y] = [one.digits, other.digits];
  const [xYear, yYear] = [yearOf(one), yearOf(other)];
  if (one.length === 8 && other.length === 8) {
    const [xDay, yDay] = [x % 10_000, y % 10_000];
    if (xYear === yYear && xDay === (yDay % 100) * 100 + Math.floor(yDay / 100)) return 1;
    if (calendars && isLunar(x, y)) return 2;
    if (oneDigitApart(x, y)) return 3;
    if (xYear === yYear && Math.floor(xDay / 100) === Math.floor(yDay / 100)) return 4;
    if (xDay === yDay || (Math.abs(xYear - yYear) <= 1 && Math.abs(xDay - yDay) <= 100)) return 5;
    return Math.abs(xYear - yYear) <= 1 ? 6 : 7;
  }
  // Of a year alone, or a year and month, only so much can be said.
  if (xYear === yYear) return one.length > 4 && other.length > 4 && monthOf(one) === monthOf(other) ? 4 : 6;
  const apart = Math.abs(xYear - yYear);
  if (one.length === 4 && other.length === 4 && apart > 2 && oneDigitApart(x, y)) return 3;
  return apart <= 1 ? 5 : one.length === 4 && other.length === 4 && apart === 2 ? 6 : 7;
}

/**
 * Days as `YYYYMMDD`, `YYYYMM` or `YYYY`, digits only. The day, month and day swapped, a day of the Chinese calendar taken for one of the Gregorian
 * (where `calendars` is set), a digit, the month or year.
 */
export function compareDate(name: string, column: Column, { calendars = false } = {}): Comparison {
  const { codes, texts } = column;
  const forms: DateForm[] = [];
  for (let code = 0; code < texts.size; code += 1) forms.push(dateForm(textAt(texts, code)));
  return {
    name,
    levels: dateLevels,
    // Twins, and brothers and sisters two years apart.
    amongRelatives: { chances: [0.015, 0.001, 0.001, 0.01, 0.01, 0.04, 0.05, 0.873], learned: false },
    compare: (one, other) => {
      const [a, b] = [codes[one] ?? 0, codes[other] ?? 0];
      if (a === 0 || b === 0) return -1;
      if (a === b) return 0;
      const [x, y] = [forms[a], forms[b]];
      return x && y ? dateLevel(x, y, calendars) : -1;
    },
    ...frequenciesOf(column),
  };
}

export const dateForm = (text: string): DateForm => ({ digits: Number(text), length: text.length });
