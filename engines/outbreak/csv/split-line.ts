/** Cells of one line of CSV (RFC 4180, but a quoted cell ends on its line), without the spaces around them; null where a quote is never closed. */
export function splitLine(line: string): string[] | null {
  const cells: string[] = [];
  let rest = line;
  while (true) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*(,|$)/.exec(rest);
    const found = quoted ?? /^([^",]*)(,|$)/.exec(rest);
    if (!found) return null;
    cells.push(quoted ? (found[1] ?? '').replaceAll('""', '"') : (found[1] ?? '').trim());
    if (found[2] !== ',') return cells;
    rest = rest.slice(found[0].length);
  }
}
