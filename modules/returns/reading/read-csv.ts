import { CsvError, parse } from 'csv-parse/sync';
import { decodeText } from './decode-text.ts';
import { cleanText, type ReadFile, type ReadLimits, rowCollector, type SheetRow, Unreadable } from './sheet.ts';

/** What parts the fields: the one of these that stands most often in the first lines. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 4_000);
  const count = (sign: string): number => head.split(sign).length - 1;
  return [',', '\t', ';', '，'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/** A CSV file as one sheet; lines are those of the file, also below a field that breaks over several. */
export function readCsv(bytes: Uint8Array, limits: ReadLimits): ReadFile {
  const { text, encoding } = decodeText(bytes);
  const rows: SheetRow[] = [];
  const collector = rowCollector(limits);
  let last = 0;
  try {
    parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      max_record_size: limits.text * 64,
      on_record: (record: readonly string[], { lines }) => {
        collector.add(
          rows,
          last + 1,
          record.map((field) => cleanText(field, limits)),
        );
        last = lines;
        return null;
      },
    });
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    if (!(error instanceof CsvError)) throw error;
    const line = Number(error['lines'] ?? last);
    // biome-ignore lint/style/useErrorCause: becomes a value at once, said in both languages
    throw new Unreadable(
      'csv',
      `第 ${line} 行起无法按 CSV 读取，多半是引号没有闭合`,
      `cannot be read as CSV from line ${line}: an open quote?`,
    );
  }
  return { format: 'csv', encoding, sheets: [{ name: '', rows }] };
}
