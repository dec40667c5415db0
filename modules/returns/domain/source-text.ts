/** Where an entered fact comes from: file, sheet where there are several, row, person. */
export function sourceText(file: string, sheet: string, line: number, by: string): string {
  const place = sheet === '' ? '' : ` ${sheet}`;
  return `${file}${place} 第${line}行 · ${by}`;
}

/** The same for a figure that was counted from many rows. */
export const countedSource = (file: string, rows: number, by: string): string => `${file} 共${rows}行 · ${by}`;

/** Whether a figure was counted from a list, not entered as a figure. */
export const isCounted = (source: string | undefined): boolean => / 共\d+行 · /.test(source ?? '');
