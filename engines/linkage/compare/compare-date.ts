import type { Column } from '../columns/build-column.ts';
import { textAt } from '../columns/text-store.ts';
import { lunarDay } from '../zh/lunar-days.ts';
import { type Comparison, differs, type Level, same } from './comparison.ts';
import { editsUpToTwo } from './edits.ts';
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

/**
 * Days as `YYYYMMDD`, `YYYYMM` or `YYYY`, digits only. The day, month and day swapped, a day of the Chinese calendar taken for one of the Gregorian
 * (where `calendars` is set), a digit, the month or year.
 */
export function compareDate(name: string, column: Column, { calendars = false } = {}): Comparison {
  const { codes, texts } = column;
  const { units, offsets } = texts;
  const size = texts.size;
  const number = new Int32Array(size);
  const lunar = new Int32Array(size);
  for (let code = 1; code < size; code += 1) {
    const text = textAt(texts, code);
    number[code] = Number(text);
    if (calendars) lunar[code] = Number(lunarDay(text) ?? 0);
  }
  const decide = (a: number, b: number): number => {
    const [x, y] = [number[a] ?? 0, number[b] ?? 0];
    const [from, to, otherFrom, otherTo] = [offsets[a] ?? 0, offsets[a + 1] ?? 0, offsets[b] ?? 0, offsets[b + 1] ?? 0];
    if (to - from === 8 && otherTo - otherFrom === 8) {
      const [xYear, yYear] = [Math.floor(x / 10_000), Math.floor(y / 10_000)];
      const [xDay, yDay] = [x % 10_000, y % 10_000];
      if (xYear === yYear && xDay === (yDay % 100) * 100 + Math.floor(yDay / 100)) return 1;
      if (calendars && (lunar[a] === y || lunar[b] === x)) return 2;
      if (editsUpToTwo(units, from, to, units, otherFrom, otherTo) === 1) return 3;
      if (xYear === yYear && Math.floor(xDay / 100) === Math.floor(yDay / 100)) return 4;
      if (xDay === yDay || (Math.abs(xYear - yYear) <= 1 && Math.abs(xDay - yDay) <= 100)) return 5;
      return xYear === yYear ? 6 : Math.abs(xYear - yYear) === 1 ? 6 : 7;
    }
    // Of a year alone, or a year and month, only so much can be said.
    const [xYear, yYear] = [Number(String(x).slice(0, 4)), Number(String(y).slice(0, 4))];
    if (xYear === yYear)
      return to - from > 4 && otherTo - otherFrom > 4 && String(x).slice(4, 6) === String(y).slice(4, 6) ? 4 : 6;
    return Math.abs(xYear - yYear) <= 1
      ? 5
      : to - from === 4 && otherTo - otherFrom === 4 && Math.abs(xYear - yYear) <= 2
        ? 6
        : 7;
  };
  return {
    name,
    levels: dateLevels,
    // Twins, and brothers and sisters two years apart.
    amongRelatives: { chances: [0.015, 0.001, 0.001, 0.01, 0.01, 0.04, 0.05, 0.873], learned: false },
    compare: (one, other) => {
      const [a, b] = [codes[one] ?? 0, codes[other] ?? 0];
      if (a === 0 || b === 0) return -1;
      return a === b ? 0 : decide(a, b);
    },
    ...frequenciesOf(column),
  };
}
