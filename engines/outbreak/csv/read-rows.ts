import { dayOf } from '../calendar/days.ts';
import { mondayOfWeek } from '../calendar/weeks.ts';
import type { Fault } from '../methods/parameter.ts';
import { splitLine } from './split-line.ts';

export interface CountRow {
  readonly line: number;
  readonly group: string;
  /** Days since 1970-01-01; of a week its Monday. */
  readonly day: number;
  /** The date as it stands in the file. */
  readonly date: string;
  readonly byWeek: boolean;
  readonly count: number;
}

const columns = {
  date: ['date', '日期'],
  count: ['count', 'cases', '病例数', '例数'],
  group: ['group', '分组', '地区'],
} as const;
type Column = keyof typeof columns;

const fault = (line: number, field: string, rule: string, value: string, zh: string, en: string): Fault => ({
  line,
  field,
  rule,
  value: value.slice(0, 80),
  message: { zh, en },
});

/** Where each column stands, or what is wrong with the header. */
function readHeader(line: number, text: string): Map<Column, number> | Fault {
  const places = new Map<Column, number>();
  const wrong = (zh: string, en: string): Fault => fault(line, '(header)', 'header', text, zh, en);
  for (const [place, name] of (splitLine(text) ?? []).entries()) {
    const column = (Object.keys(columns) as Column[]).find((key) =>
      (columns[key] as readonly string[]).includes(name.toLowerCase()),
    );
    if (column === undefined)
      return wrong(`不认识的列 ${name}；应为 日期,病例数[,分组]`, `unknown column ${name}; wanted date,count[,group]`);
    if (places.has(column)) return wrong(`列 ${name} 重复`, `column ${name} stands twice`);
    places.set(column, place);
  }
  if (!places.has('date') || !places.has('count'))
    return wrong('表头应为 日期,病例数[,分组]（或 date,count[,group]）', 'the header must be date,count[,group]');
  return places;
}

function readDay(text: string): { readonly day: number; readonly byWeek: boolean } | null {
  const week = /^(\d{4})-W(\d{2})$/.exec(text);
  const day = week ? mondayOfWeek(Number(week[1]), Number(week[2])) : dayOf(text);
  return day === null ? null : { day, byWeek: week !== null };
}

function readRow(line: number, text: string, places: ReadonlyMap<Column, number>): CountRow | Fault {
  const cells = splitLine(text);
  if (cells === null)
    return fault(line, '(row)', 'quote', text, '引号没有闭合或位置不对', 'a quote is not closed or not where one may be');
  if (cells.length !== places.size)
    return fault(
      line,
      '(row)',
      'width',
      text,
      `应有 ${places.size} 列，实有 ${cells.length} 列`,
      `has ${cells.length} cells, not ${places.size}`,
    );
  const cell = (column: Column): string => cells[places.get(column) ?? -1] ?? '';
  const date = cell('date');
  const found = readDay(date);
  if (found === null || found.day < -25_567 || found.day > 47_847)
    return fault(
      line,
      'date',
      'date',
      date,
      '应为 1900 至 2100 年的日期（年-月-日）或周（年-W周）',
      'must be a date (YYYY-MM-DD) or week (YYYY-Www) of 1900 to 2100',
    );
  if (!/^\d{1,9}$/.test(cell('count')))
    return fault(line, 'count', 'whole', cell('count'), '应为不小于 0 的整数', 'must be a whole number from 0');
  return { line, group: cell('group'), date, count: Number(cell('count')), ...found };
}

/** Rows of a CSV text of dates, counts and perhaps groups, with every fault in it. Empty lines and lines that begin with `#` are passed over. */
export function readRows(text: string): { readonly rows: readonly CountRow[]; readonly faults: readonly Fault[] } {
  const rows: CountRow[] = [];
  const faults: Fault[] = [];
  let places: Map<Column, number> | null = null;
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    if (places === null) {
      const header = readHeader(at + 1, line);
      if ('rule' in header) return { rows, faults: [header] };
      places = header;
      continue;
    }
    const row = readRow(at + 1, line, places);
    if ('rule' in row) faults.push(row);
    else rows.push(row);
  }
  if (places === null) faults.push(fault(1, '(header)', 'header', '', '文件是空的', 'the file is empty'));
  else if (rows.length === 0 && faults.length === 0)
    faults.push(fault(1, '(row)', 'empty', '', '没有数据行', 'there are no rows'));
  return { rows, faults };
}
