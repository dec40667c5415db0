/** Prints what was measured: one line a row, first column to the left, numbers to the right. */
export function print(title: string, heads: readonly string[], rows: readonly (readonly (string | number)[])[]): void {
  const text = (value: string | number): string =>
    typeof value === 'string' ? value : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(3);
  const lines = [heads, ...rows].map((row) => row.map(text));
  const widths = heads.map((_, n) => Math.max(...lines.map((line) => line[n]?.length ?? 0)));
  const show = (line: readonly string[]): string =>
    line.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('  ');
  console.log(`\n${title}\n${lines.map(show).join('\n')}`);
}
