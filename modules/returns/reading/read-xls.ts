import { type BiffRecord, biffReader, brokenXls, recordsFrom } from './biff-records.ts';
import { streamOf } from './compound-file.ts';
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

/** Kinds of records that say what stands in the cells ([MS-XLS] 2.3.2); all others are passed over. */
const kinds = {
  formula: 0x06,
  eof: 0x0a,
  dateMode: 0x22,
  filePass: 0x2f,
  boundSheet: 0x85,
  mulRk: 0xbd,
  rString: 0xd6,
  xf: 0xe0,
  sst: 0xfc,
  labelSst: 0xfd,
  number: 0x203,
  label: 0x204,
  boolErr: 0x205,
  string: 0x207,
  rk: 0x27e,
  format: 0x41e,
  bof: 0x809,
} as const;

const errors: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

interface Book {
  readonly strings: readonly string[];
  readonly days: readonly boolean[];
  readonly epoch: 1900 | 1904;
  readonly sheets: readonly { readonly name: string; readonly at: number }[];
}

function readStrings(record: BiffRecord, limits: ReadLimits): string[] {
  const reader = biffReader(record);
  reader.long();
  const count = reader.long();
  if (count > limits.cells) throw new Unreadable('cells', '文字过多', 'holds too many texts');
  return Array.from({ length: count }, () => cleanText(reader.text(), limits));
}

/** Everything that stands before the sheets: their names and places, texts, formats. */
function readBook(stream: Buffer, limits: ReadLimits): Book {
  const strings: string[] = [];
  const codes = new Map<number, string>();
  const formats: number[] = [];
  const sheets: { name: string; at: number }[] = [];
  let epoch: 1900 | 1904 = 1900;
  for (const record of recordsFrom(stream, 0)) {
    const { kind, data } = record;
    if (kind === kinds.eof) break;
    if (kind === kinds.bof && data.readUInt16LE(0) !== 0x600)
      throw new Unreadable('too-old', 'Excel 97 之前的格式不支持，请另存为 XLSX', 'is older than Excel 97; save it as XLSX');
    if (kind === kinds.filePass)
      throw new Unreadable('encrypted', '工作簿设有密码，请取消密码后再上传', 'is protected by a password; remove it first');
    if (kind === kinds.dateMode && data.readUInt16LE(0) === 1) epoch = 1904;
    if (kind === kinds.sst) strings.push(...readStrings(record, limits));
    if (kind === kinds.format) {
      const reader = biffReader(record);
      codes.set(reader.word(), reader.text());
    }
    if (kind === kinds.xf) formats.push(data.readUInt16LE(2));
    if (kind === kinds.boundSheet) {
      const reader = biffReader(record);
      const at = reader.long();
      const [hidden, type] = [reader.byte() & 3, reader.byte()];
      const name = cleanText(reader.text(reader.byte()), limits);
      if (hidden === 0 && type === 0) sheets.push({ name, at });
    }
    if (sheets.length > limits.sheets)
      throw new Unreadable('sheets', `工作表超过 ${limits.sheets} 张`, `has more than ${limits.sheets} sheets`);
  }
  if (sheets.length === 0) throw new Unreadable('no-sheet', '工作簿里没有可见的工作表', 'the workbook has no visible sheet');
  return { strings, days: formats.map((id) => showsDay(id, codes.get(id))), epoch, sheets };
}

/** A number packed into four bytes: a whole number or the upper half of a double, perhaps in hundredths. */
function rkValue(bytes: Buffer): number {
  const word = bytes.readInt32LE(0);
  const double = Buffer.alloc(8);
  double.writeInt32LE(word & ~3, 4);
  const value = word & 2 ? word >> 2 : double.readDoubleLE(0);
  return word & 1 ? value / 100 : value;
}

/** The cells of one sheet in the order they stand in; rows come sorted, as the format demands, or are sorted after. */
function readSheet(stream: Buffer, from: number, book: Book, limits: ReadLimits, collector: Collector): SheetRow[] {
  const rows = new Map<number, string[]>();
  let depth = 0;
  let awaited: { row: number; column: number } | null = null;
  const put = (row: number, column: number, text: string): void => {
    if (text === '') return;
    if (column >= limits.columns) return;
    const cells = rows.get(row) ?? [];
    rows.set(row, cells);
    if (rows.size > limits.rows)
      throw new Unreadable('rows', `行数超过上限 ${limits.rows}`, `more rows than the limit of ${limits.rows}`);
    while (cells.length < column) cells.push('');
    cells[column] = text;
  };
  const number = (value: number, style: number): string => serialText(value, book.days[style] ?? false, book.epoch);
  const boolOrError = (value: number, isError: boolean): string => (isError ? (errors[value] ?? '#N/A') : String(value));
  for (const record of recordsFrom(stream, from)) {
    const { kind, data } = record;
    if (kind === kinds.bof) depth += 1;
    if (kind === kinds.eof) {
      depth -= 1;
      if (depth <= 0) break;
    }
    // A chart inside the sheet has records of its own.
    if (depth !== 1) continue;
    if (kind === kinds.string && awaited) {
      put(awaited.row, awaited.column, cleanText(biffReader(record).text(), limits));
      awaited = null;
    }
    if (data.length < 6) continue;
    const [row, column, style] = [data.readUInt16LE(0), data.readUInt16LE(2), data.readUInt16LE(4)];
    if (kind === kinds.number) put(row, column, number(data.readDoubleLE(6), style));
    else if (kind === kinds.rk) put(row, column, number(rkValue(data.subarray(6, 10)), style));
    else if (kind === kinds.labelSst) put(row, column, book.strings[data.readUInt32LE(6)] ?? '');
    else if (kind === kinds.boolErr) put(row, column, boolOrError(data.readUInt8(6), data.readUInt8(7) === 1));
    else if (kind === kinds.label || kind === kinds.rString) {
      const reader = biffReader(record);
      reader.take(6);
      put(row, column, cleanText(reader.text(), limits));
    } else if (kind === kinds.mulRk) {
      for (let at = 4, i = 0; at + 6 <= data.length - 2; at += 6, i += 1)
        put(row, column + i, number(rkValue(data.subarray(at + 2, at + 6)), data.readUInt16LE(at)));
    } else if (kind === kinds.formula) {
      if (data.readUInt16LE(12) !== 0xffff) put(row, column, number(data.readDoubleLE(6), style));
      else if (data.readUInt8(6) === 0) awaited = { row, column };
      else if (data.readUInt8(6) === 1) put(row, column, String(data.readUInt8(8)));
      else if (data.readUInt8(6) === 2) put(row, column, boolOrError(data.readUInt8(8), true));
    }
  }
  const sorted: SheetRow[] = [];
  for (const [row, cells] of [...rows].sort(([a], [b]) => a - b)) collector.add(sorted, row + 1, cells);
  return sorted;
}

/** The visible sheets of a workbook in the binary format of Excel 97 to 2003. */
export function readXls(bytes: Buffer, limits: ReadLimits): ReadFile {
  try {
    const stream = streamOf(bytes, ['Workbook', 'EncryptedPackage', 'Book']);
    if (stream?.name === 'EncryptedPackage')
      throw new Unreadable('encrypted', '工作簿设有密码，请取消密码后再上传', 'is protected by a password; remove it first');
    if (stream?.name === 'Book')
      throw new Unreadable('too-old', 'Excel 97 之前的格式不支持，请另存为 XLSX', 'is older than Excel 97; save it as XLSX');
    if (!stream) throw new Unreadable('no-workbook', '是 Office 文件，但不是工作簿', 'is an Office file, but no workbook');
    const book = readBook(stream.bytes, limits);
    const collector = rowCollector(limits);
    const sheets: Sheet[] = book.sheets.map(({ name, at }) => ({
      name,
      rows: readSheet(stream.bytes, at, book, limits, collector),
    }));
    return { format: 'xls', encoding: null, sheets };
  } catch (error) {
    // A record that ends before what it promises.
    if (error instanceof RangeError) throw brokenXls();
    throw error;
  }
}
