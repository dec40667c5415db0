/** Columns a terminal gives to a text: a Chinese character takes two. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, c) =>
      sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c) ? 2 : 1),
    0,
  );

/** Lines of a table for people, columns aligned; those in `right` to the right. */
export function tableLines(rows: readonly (readonly string[])[], right: ReadonlySet<number> = new Set()): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => widthOf(row[i] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const gap = ' '.repeat((widths[i] ?? 0) - widthOf(cell));
        return right.has(i) ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
}
