export type Format = 'number' | 'ratio' | 'percent';

/** Rounds half away from zero at `decimals`, the way tables are printed; binary noise below 1e-12 does not count. */
export function roundAsPrinted(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return (Math.sign(value) * Math.round(Math.abs(value) * scale * (1 + 1e-12))) / scale;
}

/**
 * A value as a plan prints it: rounded to `decimals`; ratios as `1:1.20`; numbers and percentages without trailing
 * zeros (`2.4`, `100`), as the published tables have them.
 */
export function printValue(value: number, decimals: number, format: Format): string {
  const fixed = roundAsPrinted(value, decimals).toFixed(decimals);
  if (format === 'ratio') return `1:${fixed}`;
  return decimals > 0 ? fixed.replace(/\.?0+$/, '') : fixed;
}
