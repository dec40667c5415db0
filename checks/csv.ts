/** Rows of a CSV text (RFC 4180), without its header line; each row by the header's names. */
export function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const found of text.replace(/^\uFEFF/, '').matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g)) {
    const [, field = '', end = ''] = found;
    row.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
    if (end === '') break;
  }
  const [header = [], ...body] = rows;
  return body.map((fields) => Object.fromEntries(header.map((name, index) => [name, fields[index] ?? ''])));
}
