import { splitLine } from '@songhua/engine-outbreak/csv/split-line.ts';
import type { Text } from '@songhua/kernel';
import { type CountFault, channels, day as dayOfFile, mostCountRows } from '../contract.ts';
import { channelWords } from './signal-words.ts';

/** A line of a file of counts. Town '': of the county as a whole. */
export interface FileCount {
  readonly line: number;
  readonly channel: (typeof channels)[number];
  readonly subject: string;
  readonly area: string;
  readonly town: string;
  readonly day: string;
  readonly count: number;
}

/** The columns of such a file. */
export const countColumns = {
  channel: { zh: '渠道', en: 'channel' },
  subject: { zh: '涉及', en: 'subject' },
  area: { zh: '县区代码', en: 'area' },
  town: { zh: '乡镇代码', en: 'town' },
  day: { zh: '日期', en: 'day' },
  count: { zh: '计数', en: 'count' },
} as const satisfies Readonly<Record<string, Text>>;
type Name = keyof typeof countColumns;
const names = Object.keys(countColumns) as Name[];

export const countFault = (line: number, field: string, rule: string, value: string, zh: string, en: string): CountFault => ({
  ...{ line, field, rule, value: value.slice(0, 80), message: { zh, en } },
});

function readHeader(cells: readonly string[], line: number): ReadonlyMap<Name, number> | CountFault[] {
  const found = new Map<Name, number>();
  const faults: CountFault[] = [];
  for (const [at, cell] of cells.entries()) {
    const said = cell.trim();
    const name = names.find((one) => one === said.toLowerCase() || countColumns[one].zh === said);
    if (!name) faults.push(countFault(line, said, 'column', said, `不认识的列“${said}”`, `unknown column “${said}”`));
    else if (found.has(name))
      faults.push(countFault(line, said, 'column', said, `列“${said}”重复`, `the column “${said}” stands twice`));
    else found.set(name, at);
  }
  for (const name of names)
    if (name !== 'town' && !found.has(name)) {
      const { zh, en } = countColumns[name];
      faults.push(countFault(line, name, 'column', '', `缺少列“${zh}”（${name}）`, `the column “${en}” is missing`));
    }
  return faults.length > 0 ? faults : found;
}

type Subjects = ReadonlyMap<string, Text>;

/** Codes by name, in either language. */
const codesByName = (subjects: Subjects): ReadonlyMap<string, string> =>
  new Map([...subjects].flatMap(([code, { zh, en }]) => [code, zh, en.toLowerCase()].map((name) => [name, code] as const)));

const channelOf = (said: string): FileCount['channel'] | undefined =>
  channels.find(
    (one) => one === said || channelWords[one].zh === said || channelWords[one].en.toLowerCase() === said.toLowerCase(),
  );

function readRow(
  line: number,
  cell: (name: Name) => string,
  subjectOf: ReadonlyMap<string, string>,
  today: string,
): FileCount | CountFault[] {
  const faults: CountFault[] = [];
  const [channel, subject] = [
    channelOf(cell('channel')),
    subjectOf.get(cell('subject')) ?? subjectOf.get(cell('subject').toLowerCase()),
  ];
  const [area, town, day, count] = [cell('area'), cell('town'), cell('day'), cell('count')];
  const fault = (field: Name, zh: string, en: string): void => {
    faults.push(countFault(line, field, field, cell(field), zh, en));
  };
  if (!channel) fault('channel', '没有这个渠道', 'there is no such channel');
  if (!subject) fault('subject', '没有这种传染病、症候群或事件', 'no disease, syndrome or kind of event is called so');
  if (!/^\d{6}$/.test(area)) fault('area', '县区代码应为六位数字', 'an area code has six digits');
  if (town !== '' && !/^\d{9}$/.test(town)) fault('town', '乡镇代码应为九位数字', 'a town code has nine digits');
  if (!dayOfFile.safeParse(day).success)
    fault('day', '应为 1900 至 2100 年的日期，如 2026-03-01', 'must be a date of 1900 to 2100 like 2026-03-01');
  else if (day > today) fault('day', `晚于今天（${today}）`, `is after today (${today})`);
  if (!/^\d{1,7}$/.test(count)) fault('count', '应为 0 至 9999999 的整数', 'must be a whole number, 0 to 9,999,999');
  if (faults.length > 0 || !channel || !subject) return faults;
  return { line, channel, subject, area, town, day, count: Number(count) };
}

export const countKey = ({ channel, subject, area, town, day }: Omit<FileCount, 'line' | 'count'>): string =>
  `${channel} ${subject} ${area} ${town} ${day}`;

/** Lines of a file of counts with every fault in it; empty lines are passed over. */
export function readCountsFile(
  text: string,
  subjects: Subjects,
  today: string,
): { readonly rows: readonly FileCount[]; readonly faults: readonly CountFault[] } {
  const rows: FileCount[] = [];
  const faults: CountFault[] = [];
  const seen = new Map<string, number>();
  const subjectOf = codesByName(subjects);
  let places: ReadonlyMap<Name, number> | null = null;
  for (const [at, said] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = at + 1;
    if (said.trim() === '') continue;
    const cells = splitLine(said);
    if (cells === null) {
      faults.push(countFault(line, '', 'quote', said, '引号没有闭合', 'a quote is not closed'));
      continue;
    }
    if (places === null) {
      const header = readHeader(cells, line);
      if (Array.isArray(header)) return { rows, faults: [...faults, ...header] };
      places = header as ReadonlyMap<Name, number>;
      continue;
    }
    if (rows.length >= mostCountRows) {
      faults.push(
        countFault(line, '', 'rows', '', `一个文件最多 ${mostCountRows} 行`, `a file has ${mostCountRows} rows at most`),
      );
      break;
    }
    const of = places;
    const read = readRow(line, (name) => cells[of.get(name) ?? -1]?.trim() ?? '', subjectOf, today);
    if (Array.isArray(read)) {
      faults.push(...read);
      continue;
    }
    const row = read as FileCount;
    const former = seen.get(countKey(row));
    if (former !== undefined)
      faults.push(countFault(line, 'day', 'double', row.day, `与第 ${former} 行重复`, `the same as line ${former}`));
    else rows.push(row);
    seen.set(countKey(row), former ?? line);
  }
  if (rows.length === 0 && faults.length === 0)
    faults.push(countFault(1, '', 'empty', '', '文件没有数据行', 'the file has no rows'));
  return { rows, faults };
}
