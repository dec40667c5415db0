/** A number as arithmetic shows it: thousands set off, at most `decimals` decimals and none that are zero. */
export function writeNumber(value: number, decimals = 2): string {
  const [whole = '', fraction = ''] = Math.abs(value).toFixed(decimals).split('.');
  const kept = fraction.replace(/0+$/, '');
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (kept ? `.${kept}` : '');
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** The same with its sign before it. */
export const writeChange = (value: number, decimals = 0): string =>
  value > 0 ? `+${writeNumber(value, decimals)}` : writeNumber(value, decimals);

/** Equal but for binary rounding. */
export const sameNumber = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
