import { splitLine } from '@songhua/engine-outbreak/csv/split-line.ts';
import type { Text } from '@songhua/kernel';
import { type FileFault, type FormSpec, formHead, type SignalDraft } from '../contract.ts';
import { readForm } from './read-form.ts';

/** A row that became a draft; the draft's reference is its line until whoever takes it names it. */
export interface FileRow {
  readonly line: number;
  readonly draft: SignalDraft;
  /** The cells by column, in one order: the same row of a second upload is the same signal. */
  readonly cells: readonly string[];
}

const headTitles: Readonly<Record<'area' | 'town' | 'place' | 'subject' | 'from' | 'to' | 'said', Text>> = {
  area: { zh: '县区代码', en: 'area' },
  town: { zh: '乡镇代码', en: 'town' },
  place: { zh: '地点', en: 'place' },
  subject: { zh: '涉及', en: 'subject' },
  from: { zh: '开始日', en: 'from' },
  to: { zh: '结束日', en: 'to' },
  said: { zh: '说明', en: 'said' },
};
type Head = keyof typeof headTitles;
const heads = Object.keys(headTitles) as Head[];
const needed: readonly string[] = ['area', 'from', 'to'];

interface FileColumn {
  readonly name: string;
  readonly title: Text;
  readonly required: boolean;
}

/** The columns of a form's file, in the order of its template. */
export const fileColumns = (form: FormSpec): readonly FileColumn[] => [
  ...heads.map((name) => ({ name, title: headTitles[name], required: needed.includes(name) })),
  ...form.fields.map(({ name, title, required }) => ({ name, title, required })),
];

/** The most rows a file may have. */
export const mostRows = 2000;

/** The most cells a line may have, many more than any form asks for. */
const mostCells = 100;

const fault = (line: number, field: string, rule: string, value: string, message: Text): FileFault => ({
  ...{ line, field, rule, message },
  value: value.slice(0, 80),
});

type Places = ReadonlyMap<string, number>;

function readHeader(form: FormSpec, cells: readonly string[]): Places | readonly FileFault[] {
  const columns = fileColumns(form);
  const places = new Map<string, number>();
  const faults: FileFault[] = [];
  for (const [place, said] of cells.entries()) {
    const column = columns.find(
      ({ name, title }) => name === said || title.zh === said || title.en.toLowerCase() === said.toLowerCase(),
    );
    if (!column) faults.push(fault(1, said, 'column', said, { zh: `不认识的列“${said}”`, en: `unknown column “${said}”` }));
    else if (places.has(column.name))
      faults.push(fault(1, said, 'column', said, { zh: `列“${said}”重复`, en: `the column “${said}” stands twice` }));
    else places.set(column.name, place);
  }
  for (const { name, title, required } of columns)
    if (required && !places.has(name))
      faults.push(fault(1, name, 'column', '', { zh: `缺少列“${title.zh}”`, en: `the column “${title.en}” is missing` }));
  return faults.length > 0 ? faults : places;
}

const headRules: Readonly<Record<Head, Text>> = {
  area: { zh: '县区代码应为六位数字', en: 'an area code has six digits' },
  town: { zh: '乡镇代码应为九位数字', en: 'a town code has nine digits' },
  place: { zh: '地点最多 200 字', en: 'a place has 200 characters at most' },
  subject: { zh: '不是本表可涉及的内容', en: 'not what this form may be about' },
  from: { zh: '应为 1900 至 2100 年的日期，如 2026-03-01', en: 'must be a date of 1900 to 2100 like 2026-03-01' },
  to: { zh: '应为 1900 至 2100 年的日期，如 2026-03-01', en: 'must be a date of 1900 to 2100 like 2026-03-01' },
  said: { zh: '说明最多 4000 字', en: 'what is said has 4000 characters at most' },
};

/** A subject by its code or its name. */
const subjectBy = (form: FormSpec, said: string): string =>
  form.subjects.find(({ name }) => name.zh === said || name.en.toLowerCase() === said.toLowerCase())?.code ?? said;

function readRow(form: FormSpec, places: Places, line: number, cells: readonly string[]): FileRow | readonly FileFault[] {
  const cell = (name: string): string => cells[places.get(name) ?? -1]?.trim() ?? '';
  const faults: FileFault[] = [];
  const head: Partial<Record<Head, string | null>> = {};
  for (const name of heads) {
    const said = name === 'subject' && cell(name) ? subjectBy(form, cell(name)) : cell(name);
    const given = said === '' ? (needed.includes(name) ? '' : name === 'subject' ? undefined : null) : said;
    const read = formHead[name].safeParse(given);
    if (read.success) head[name] = given === undefined ? null : given;
    else faults.push(fault(line, name, name, said, headRules[name]));
  }
  const answers = Object.fromEntries(form.fields.map(({ name }) => [name, cell(name)]));
  const said = {
    ...{ area: head.area ?? '', town: head.town ?? null, place: head.place ?? null, from: head.from ?? '', to: head.to ?? '' },
    ...{ said: head.said ?? null, answers },
    ...(head.subject && { subject: head.subject }),
  };
  const read = readForm(form, said, `line ${line}`);
  if (!read.ok) {
    const { errors, code } = read.error;
    if (code === 'surveillance.subject-not-of-form')
      faults.push(fault(line, 'subject', 'subject', head.subject ?? '', headRules.subject));
    for (const one of errors ?? []) faults.push(fault(line, one.field, one.rule, one.value ?? '', one.message));
  }
  if (faults.length > 0 || !read.ok) return faults;
  return { line, draft: read.value, cells: fileColumns(form).map(({ name }) => cell(name)) };
}

const isFaults = (read: object): read is readonly FileFault[] => Array.isArray(read);

/** Rows of a form's file, with every fault in it: by line, field, rule and value. Empty lines are passed over. */
export function readFile(
  form: FormSpec,
  text: string,
): { readonly rows: readonly FileRow[]; readonly faults: readonly FileFault[] } {
  const rows: FileRow[] = [];
  const faults: FileFault[] = [];
  const seen = new Map<string, number>();
  let places: Places | null = null;
  for (const [at, said] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = at + 1;
    if (said.trim() === '') continue;
    if (rows.length + faults.length >= mostRows) {
      faults.push(fault(line, '', 'rows', '', { zh: `一个文件最多 ${mostRows} 行`, en: `a file has ${mostRows} rows at most` }));
      break;
    }
    const cells = splitLine(said);
    if (cells === null) {
      faults.push(fault(line, '', 'quote', said, { zh: '引号没有闭合', en: 'a quote is not closed' }));
      continue;
    }
    if (cells.length > mostCells) {
      faults.push(fault(line, '', 'width', said, { zh: `最多 ${mostCells} 列`, en: `has more than ${mostCells} cells` }));
      if (places === null) break;
      continue;
    }
    if (places === null) {
      const header = readHeader(form, cells);
      if (isFaults(header)) return { rows, faults: [...faults, ...header] };
      places = header;
      continue;
    }
    if (cells.length > places.size) {
      faults.push(
        fault(line, '', 'width', said, {
          zh: `有 ${cells.length} 列，表头只有 ${places.size} 列`,
          en: `has ${cells.length} cells, the header ${places.size}`,
        }),
      );
      continue;
    }
    const read = readRow(form, places, line, cells);
    if (isFaults(read)) {
      faults.push(...read);
      continue;
    }
    const same = JSON.stringify(read.cells);
    const former = seen.get(same);
    if (former !== undefined)
      faults.push(fault(line, '', 'double', '', { zh: `与第 ${former} 行相同`, en: `the same as line ${former}` }));
    else rows.push(read);
    seen.set(same, former ?? line);
  }
  if (rows.length === 0 && faults.length === 0)
    faults.push(fault(1, '', 'empty', '', { zh: '文件没有数据行', en: 'the file has no rows' }));
  return { rows, faults };
}
