import { numberText } from './sheet.ts';

/** Built-in number formats of spreadsheets that show a day (ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 in East Asian editions). */
const builtIn = (id: number): boolean => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Whether a number format shows a day: it speaks of years or days outside quotes, brackets and escapes. */
export function showsDay(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn(id);
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '');
  return /[yd年日]/i.test(bare) && !/general/i.test(bare);
}

const dayMs = 86_400_000;
const epochs = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;

/** A cell's number as text: the day it stands for where its format shows one. */
export function serialText(value: number, isDay: boolean, epoch: 1900 | 1904): string {
  // Up to 9999-12-31; anything else in such a format is a number somebody formatted by mistake.
  if (!isDay || value < 1 || value > 2_958_465) return numberText(value);
  return new Date(epochs[epoch] + Math.floor(value) * dayMs).toISOString().slice(0, 10);
}
