/** Bits of half of what is mixed. */
const half = 20;
const mask = 2 ** half - 1;
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

function round(value: number, key: number): number {
  let h = Math.imul(value ^ key, 0x9e3779b1);
  h ^= h >>> 15;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  return h & mask;
}

/**
 * Eight letters and digits for a number below 2^40; other numbers give others (a Feistel network, four rounds), and neighbours do not look like it: an id that
 * says nothing of where its number came from.
 */
export function hideNumber(number: number, key: number): string {
  let [left, right] = [Math.floor(number / 2 ** half) & mask, number % 2 ** half];
  for (let turn = 1; turn <= 4; turn += 1) [left, right] = [right, left ^ round(right, Math.imul(key + turn, 0x632be5ab))];
  let text = '';
  for (const part of [left, right]) for (let at = 15; at >= 0; at -= 5) text += letters[(part >>> at) & 31] ?? '';
  return text;
}
