import type { Text } from './evidence.ts';
import { type PlanError, shown } from './plan-error.ts';

export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A fault in one field of a CSV file. */
export const csvFault = (
  file: string,
  line: number,
  field: string,
  rule: string,
  message: Text,
  value: unknown = '',
): PlanError => ({
  file,
  line,
  field,
  rule,
  value: shown(value),
  message,
});

/** Records of RFC 4180 with the line each begins on; `unclosed` is the line of a quote that never ends. */
function records(text: string): { readonly rows: { line: number; fields: string[] }[]; readonly unclosed: number | null } {
  const rows: { line: number; fields: string[] }[] = [];
  let fields: string[] = [];
  let field = '';
  let quotedAt = 0;
  let line = 1;
  let startLine = 1;
  const endRecord = (): void => {
    rows.push({ line: startLine, fields: [...fields, field] });
    fields = [];
    field = '';
    startLine = line + 1;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (quotedAt > 0) {
      if (c === '"' && text[i + 1] === '"') {
        field += '"';
        i++;
      } else if (c === '"') quotedAt = 0;
      else field += c;
    } else if (c === '"' && field === '') quotedAt = line;
    else if (c === ',') {
      fields.push(field);
      field = '';
    } else if (c === '\n') endRecord();
    else if (c !== '\r') field += c;
    if (c === '\n') line++;
  }
  if (field !== '' || fields.length > 0) endRecord();
  return { rows, unclosed: quotedAt > 0 ? quotedAt : null };
}

/**
 * Rows of a CSV text under exactly this header. Lines that begin with `#` and empty lines are skipped; a row of
 * another width, a header of other names or an open quote is an error with its line.
 */
export function readCsv(
  file: string,
  text: string,
  header: readonly string[],
): { readonly rows: readonly CsvRow[]; readonly errors: readonly PlanError[] } {
  const { rows: all, unclosed } = records(text.replace(/^\uFEFF/, ''));
  if (unclosed !== null) {
    return {
      rows: [],
      errors: [csvFault(file, unclosed, '(csv)', 'open-quote', { zh: '引号没有闭合', en: 'a quote is never closed' })],
    };
  }
  const kept = all.filter(({ fields }) => !fields[0]?.startsWith('#') && !(fields.length === 1 && fields[0] === ''));
  const [head, ...body] = kept;
  if (!head || head.fields.join(',') !== header.join(',')) {
    const message = { zh: `表头应为 ${header.join(',')}`, en: `the header must be ${header.join(',')}` };
    return { rows: [], errors: [csvFault(file, head?.line ?? 1, '(header)', 'header', message, head?.fields.join(','))] };
  }
  const errors: PlanError[] = [];
  const rows: CsvRow[] = [];
  for (const { line, fields } of body) {
    if (fields.length === header.length) {
      rows.push({ line, cells: Object.fromEntries(header.map((name, i) => [name, fields[i] ?? ''])) });
      continue;
    }
    const message = {
      zh: `应有 ${header.length} 列，实有 ${fields.length} 列`,
      en: `has ${fields.length} fields, not ${header.length}`,
    };
    errors.push(csvFault(file, line, '(row)', 'width', message, fields.join(',')));
  }
  return { rows, errors };
}
