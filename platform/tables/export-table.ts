import type { FileReply, Language } from '@songhua/kernel';
import { fileReply } from '@songhua/kernel';
import type { Table } from './table.ts';
import { toCsv } from './to-csv.ts';
import { toXlsx } from './to-xlsx.ts';

export type { Cell, Column, Table } from './table.ts';
export { toCsv } from './to-csv.ts';

export type ExportFormat = 'csv' | 'xlsx';

/** The content types an export route answers with; for its `response: { file: exportTypes }`. */
export const exportTypes = [
  'text/csv; charset=utf-8',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
] as const;

/** The table as a file to hand out, headed in `language`, units in the headings, missing cells empty. */
export async function exportTable(table: Table, format: ExportFormat, language: Language): Promise<FileReply> {
  return format === 'csv'
    ? fileReply(`${table.name}.csv`, exportTypes[0], toCsv(table, language))
    : fileReply(`${table.name}.xlsx`, exportTypes[1], await toXlsx(table, language));
}
