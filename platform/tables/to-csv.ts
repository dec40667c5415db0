import type { Language } from '@songhua/kernel';
import type { Cell, Table } from './table.ts';
import { heading } from './table.ts';

/** Spreadsheets read a UTF-8 file as Chinese only when it begins with this mark. */
const byteOrderMark = '\uFEFF';

/** A spreadsheet would run such a text as a formula (OWASP, CSV injection); Chinese ones take the full-width signs, too. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

const isNumeric = (cell: Cell): cell is number => typeof cell === 'number';

function field(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  // A number may begin with its sign; only text can smuggle a formula in.
  if (isNumeric(cell)) return Number.isFinite(cell) ? String(cell) : '';
  const safe = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The table as CSV (RFC 4180, lines end in CR LF) in UTF-8 with a byte order mark; no text cell can run as a formula. */
export function toCsv(table: Table, language: Language): string {
  const head = table.columns.map((column) => field(heading(column, language))).join(',');
  const lines = table.rows.map((row) => table.columns.map((column) => field(row[column.key])).join(','));
  return `${byteOrderMark}${[head, ...lines].join('\r\n')}\r\n`;
}
