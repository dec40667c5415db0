import type { ChartOption } from './echarts.ts';

export interface ChartTable {
  readonly columns: readonly { readonly title: string; readonly numeric?: boolean }[];
  /** Figures as numbers, so that the file can be reckoned with; null is missing. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** RFC 4180, with the mark that makes spreadsheets read it as UTF-8. A text that would start a formula is defused. */
export function toCsv(table: ChartTable): string {
  const cell = (value: string | number | null): string => {
    if (value === null) return '';
    if (typeof value === 'number') return String(value);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [table.columns.map((one) => one.title), ...table.rows].map((row) => row.map(cell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

/** Hands the reader a file. */
export function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The same chart drawn once more outside the page: on canvas for PNG (twice the size, with the page's own fonts), as text for SVG. */
export async function drawChart(
  option: ChartOption,
  kind: 'png' | 'svg',
  size: { width: number; height: number },
  ground: string,
): Promise<Blob> {
  const { init } = await import('./echarts.ts');
  const box = document.createElement('div');
  const chart = init(box, null, { renderer: kind === 'svg' ? 'svg' : 'canvas', devicePixelRatio: 2, ...size });
  try {
    chart.setOption({ ...option, animation: false, backgroundColor: ground });
    if (kind === 'svg') return new Blob([chart.renderToSVGString()], { type: 'image/svg+xml' });
    const url = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: ground });
    const bytes = Uint8Array.from(atob(url.slice(url.indexOf(',') + 1)), (one) => one.charCodeAt(0));
    return new Blob([bytes], { type: 'image/png' });
  } finally {
    chart.dispose();
  }
}
