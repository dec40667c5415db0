import { posix } from 'node:path';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { serialText, showsDay } from './dates.ts';
import {
  type Collector,
  cleanText,
  type ReadFile,
  type ReadLimits,
  rowCollector,
  type Sheet,
  type SheetRow,
  Unreadable,
} from './sheet.ts';
import { openParts, type Parts } from './zip.ts';

interface Handlers {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

/** Some writers put a prefix before every name: `x:row`. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Walks an XML part. Entities that a file declares itself are not expanded: they are an error. */
async function walk(chunks: AsyncIterable<Uint8Array> | null, { open, close, text }: Handlers): Promise<void> {
  if (!chunks) return;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', () => {
    throw new Unreadable('xml', '工作簿内部的 XML 不合规范', 'the XML inside the workbook is not well-formed');
  });
  if (open) parser.on('opentag', (tag: SaxesTagPlain) => open(local(tag.name), tag.attributes));
  if (close) parser.on('closetag', (tag: SaxesTagPlain) => close(local(tag.name)));
  if (text) parser.on('text', text);
  const decoder = new TextDecoder();
  for await (const chunk of chunks) parser.write(decoder.decode(chunk, { stream: true }));
  parser.write(decoder.decode()).close();
}

async function sharedStrings(parts: Parts, limits: ReadLimits): Promise<readonly string[]> {
  const strings: string[] = [];
  let now = '';
  let inText = false;
  let phonetic = 0;
  await walk(await parts.open('xl/sharedStrings.xml'), {
    open: (name) => {
      if (name === 'si') now = '';
      if (name === 'rPh') phonetic += 1;
      if (name === 't') inText = true;
    },
    text: (text) => {
      if (inText && phonetic === 0 && now.length < limits.text) now += text;
    },
    close: (name) => {
      if (name === 't') inText = false;
      if (name === 'rPh') phonetic -= 1;
      if (name === 'si') strings.push(cleanText(now, limits));
      if (strings.length > limits.cells) throw new Unreadable('cells', '文字过多', 'holds too many texts');
    },
  });
  return strings;
}

/** Which styles, by number, show a day. */
async function dayStyles(parts: Parts): Promise<readonly boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  await walk(await parts.open('xl/styles.xml'), {
    open: (name, { numFmtId = '0', formatCode = '' }) => {
      if (name === 'numFmt') codes.set(Number(numFmtId), formatCode);
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells) styles.push(showsDay(Number(numFmtId), codes.get(Number(numFmtId))));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

interface Book {
  readonly epoch: 1900 | 1904;
  readonly sheets: readonly { readonly name: string; readonly part: string }[];
}

async function readBook(parts: Parts, limits: ReadLimits): Promise<Book> {
  const targets = new Map<string, string>();
  await walk(await parts.open('xl/_rels/workbook.xml.rels'), {
    open: (name, { Id = '', Target = '' }) => {
      if (name !== 'Relationship') return;
      targets.set(Id, Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target));
    },
  });
  const sheets: { name: string; part: string }[] = [];
  let epoch: 1900 | 1904 = 1900;
  await walk(await parts.open('xl/workbook.xml'), {
    open: (tag, attributes) => {
      if (tag === 'workbookPr' && /^(1|true)$/.test(attributes['date1904'] ?? '')) epoch = 1904;
      const part = targets.get(attributes['r:id'] ?? attributes['relationships:id'] ?? '');
      // What nobody sees is nobody's answer.
      const hidden = attributes['state'] !== undefined && attributes['state'] !== 'visible';
      if (tag === 'sheet' && part && !hidden) sheets.push({ name: cleanText(attributes['name'] ?? '', limits), part });
    },
  });
  if (sheets.length === 0) throw new Unreadable('no-sheet', '工作簿里没有可见的工作表', 'the workbook has no visible sheet');
  if (sheets.length > limits.sheets)
    throw new Unreadable('sheets', `工作表超过 ${limits.sheets} 张`, `has more than ${limits.sheets} sheets`);
  return { epoch, sheets };
}

/** A row's number where a sheet can have such a row (1 to 1,048,576); else the one after the row before. */
function lineOf(number: string | undefined, before: number): number {
  const line = Number(number);
  return number !== undefined && Number.isInteger(line) && line >= 1 && line <= 1_048_576 ? line : before + 1;
}

/** Column of a cell's address: `AB12` is 27; undefined where there is none. */
function columnOf(address: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})\d*$/.exec(address ?? '')?.[1];
  return letters === undefined ? undefined : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

interface Styles {
  readonly strings: readonly string[];
  readonly days: readonly boolean[];
  readonly epoch: 1900 | 1904;
}

/** What a cell shows. Of a formula that is the value it was last worked out to. */
function cellText(type: string, raw: string, style: number, { strings, days, epoch }: Styles, limits: ReadLimits): string {
  if (raw === '') return '';
  if (type === 's') return strings[Number(raw)] ?? '';
  if (type === 'inlineStr' || type === 'str') return cleanText(raw, limits);
  if (type === 'b') return raw === '1' ? '1' : '0';
  if (type === 'e') return cleanText(raw, limits);
  if (type === 'd') return cleanText(raw.slice(0, 10), limits);
  return serialText(Number(raw), days[style] ?? false, epoch);
}

async function readSheet(
  parts: Parts,
  part: string,
  styles: Styles,
  limits: ReadLimits,
  collector: Collector,
): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  let line = 0;
  let cells: string[] = [];
  let column = -1;
  let cell: { type: string; style: number } | null = null;
  let raw = '';
  let taking = false;
  await walk(await parts.open(part), {
    open: (name, attributes) => {
      if (name === 'row') {
        line = lineOf(attributes['r'], line);
        cells = [];
        column = -1;
      } else if (name === 'c') {
        column = columnOf(attributes['r']) ?? column + 1;
        if (column >= limits.columns) column = limits.columns;
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0) };
        raw = '';
      } else if (name === 'v' || name === 't') taking = true;
      else if (name === 'rPh') cell = null;
    },
    text: (text) => {
      if (taking && cell && raw.length < limits.text) raw += text;
    },
    close: (name) => {
      if (name === 'v' || name === 't') taking = false;
      else if (name === 'c' && cell) {
        const shown = cellText(cell.type, raw, cell.style, styles, limits);
        if (shown !== '' && column < limits.columns) {
          while (cells.length < column) cells.push('');
          cells[column] = shown;
        }
        cell = null;
      } else if (name === 'row') collector.add(rows, line, cells);
    },
  });
  return rows;
}

/** The visible sheets of an XLSX workbook, read part by part as they unpack. */
export async function readXlsx(bytes: Buffer, limits: ReadLimits): Promise<ReadFile> {
  const parts = await openParts(bytes, limits);
  const { epoch, sheets: listed } = await readBook(parts, limits);
  const styles = { strings: await sharedStrings(parts, limits), days: await dayStyles(parts), epoch };
  const collector = rowCollector(limits);
  const sheets: Sheet[] = [];
  for (const { name, part } of listed) {
    sheets.push({ name, rows: await readSheet(parts, part, styles, limits, collector) });
  }
  return { format: 'xlsx', encoding: null, sheets };
}
