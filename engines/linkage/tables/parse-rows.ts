/** A table of text: its header, and rows as long as it. */
export interface Rows {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The separator that the header has most of, outside quotes. */
function separatorOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (one: string): number => line.split(one).length - 1;
  return [',', '\t', ';', '|'].reduce((best, one) => (count(one) > count(best) ? one : best), ',');
}

/** Rows of a CSV text (RFC 4180; also with tabs, semicolons or bars). Spaces around values are not kept; empty lines are passed over. */
export function parseRows(text: string): Rows {
  const body = text.replace(/^\uFEFF/, '');
  const separator = separatorOf(body);
  const all: string[][] = [];
  let row: string[] = [];
  let [value, quoted] = ['', false];
  const endRow = (): void => {
    row.push(value.trim());
    value = '';
    if (row.length > 1 || row[0] !== '') all.push(row);
    row = [];
  };
  for (let at = 0; at < body.length; at += 1) {
    const letter = body[at] ?? '';
    if (quoted) {
      if (letter !== '"') value += letter;
      else if (body[at + 1] === '"') {
        value += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && value.trim() === '') {
      quoted = true;
      value = '';
    } else if (letter === separator) {
      row.push(value.trim());
      value = '';
    } else if (letter === '\n') endRow();
    else if (letter !== '\r') value += letter;
  }
  if (value !== '' || row.length > 0) endRow();
  const [header = [], ...rows] = all;
  return { header, rows: rows.map((cells) => header.map((_, at) => cells[at] ?? '')) };
}
