import { ok, type Result, refuse } from '@songhua/kernel';
import { type Table, toCsv } from '@songhua/tables';
import { mostExportRows } from '../contract.ts';

type Format = keyof typeof mostExportRows;

/** Refused when an export would have more rows than one file of this format is made with: asked before they are read. */
export function refuseRows(rows: number, format: Format): Result<null> {
  if (rows <= mostExportRows[format]) return ok(null);
  return refuse('returns.too-many-rows', {
    rows,
    format: format.toUpperCase(),
    most: mostExportRows[format],
    csv: mostExportRows.csv,
  });
}

/** A CSV out of pages of rows: of the rows only one page is held at a time. Pages end with the first that is not full. */
export async function csvInPages(
  table: Omit<Table, 'rows'>,
  size: number,
  page: (offset: number) => Promise<{ readonly read: number; readonly rows: Table['rows'] }>,
  language: 'zh' | 'en',
): Promise<string> {
  const head = toCsv({ ...table, rows: [] }, language);
  const parts = [head];
  for (let offset = 0; ; offset += size) {
    const { read, rows } = await page(offset);
    parts.push(toCsv({ ...table, rows }, language).slice(head.length));
    if (read < size) return parts.join('');
  }
}
