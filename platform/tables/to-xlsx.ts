import type { Language } from '@songhua/kernel';
import type { Table } from './table.ts';
import { heading } from './table.ts';

/** Characters XML 1.0 cannot carry (https://www.w3.org/TR/xml/#charsets) would make the file unreadable; they become spaces. */
const carried = (character: string): boolean =>
  (character >= ' ' && character < '\uFFFE') || character === '\t' || character === '\n' || character === '\r';
const printable = (text: string): string => Array.from(text.toWellFormed(), (c) => (carried(c) ? c : ' ')).join('');

/**
 * A sheet's title: at most 31 characters, without those it may not hold, no apostrophe at either end, and not the one name that Excel
 * keeps for itself.
 */
function sheetTitle(name: string): string {
  const title = printable(
    printable(name)
      .replaceAll(/[\\/?*[\]:]/g, ' ')
      .slice(0, 31),
  ).replace(/^['\s]+|['\s]+$/g, '');
  if (title === '') return 'Sheet1';
  return title.toLowerCase() === 'history' ? `${title}_` : title;
}

/** Columns wide enough for their heading and first rows; a Chinese character takes two places. */
const width = (texts: readonly string[]): number =>
  Math.min(60, 2 + Math.max(8, ...texts.map((text) => [...text].reduce((sum, c) => sum + (c > '\u2E7F' ? 2 : 1), 0))));

/** The table as one sheet of an Excel workbook: heading frozen and filterable, texts as texts, numbers as numbers. */
export async function toXlsx(table: Table, language: Language): Promise<Buffer> {
  // Loaded on first use: nobody who never exports pays for it at start.
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  book.creator = 'Songhua';
  const sheet = book.addWorksheet(sheetTitle(table.name), { views: [{ state: 'frozen', ySplit: 1 }] });
  const heads = table.columns.map((column) => heading(column, language));
  sheet.addRow(heads).font = { bold: true };
  for (const row of table.rows) {
    sheet.addRow(
      table.columns.map((column) => {
        const cell = row[column.key];
        if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
        return typeof cell === 'string' ? printable(cell) : null;
      }),
    );
  }
  table.columns.forEach((column, i) => {
    const target = sheet.getColumn(i + 1);
    target.width = width([heads[i] ?? '', ...table.rows.slice(0, 50).map((row) => String(row[column.key] ?? ''))]);
    if (column.type === 'integer') target.numFmt = '#,##0';
    if (column.type === 'text' || column.type === 'date') target.numFmt = '@';
  });
  if (table.columns.length > 0) {
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: table.columns.length } };
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}
