import type { TextStore } from '../columns/text-store.ts';

/** Which letters a text has, one bit for each of 32 classes of units. */
export function letterMask(units: Uint16Array, from: number, to: number): number {
  let mask = 0;
  for (let at = from; at < to; at += 1) mask |= 1 << ((units[at] ?? 0) & 31);
  return mask;
}

/** The masks of all texts of a column. */
export function letterMasks({ units, offsets, size }: TextStore): Int32Array {
  const masks = new Int32Array(size);
  for (let code = 1; code < size; code += 1) masks[code] = letterMask(units, offsets[code] ?? 0, offsets[code + 1] ?? 0);
  return masks;
}

function bits(mask: number): number {
  let rest = mask - ((mask >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Whether more than two edits lie between two texts for certain: one edit takes at most one letter away and brings at most one. */
export const beyondTwoEdits = (one: number, other: number): boolean => bits(one & ~other) > 2 || bits(other & ~one) > 2;

/**
 * What Jaro-Winkler's similarity of two texts is at the most, by their letters and lengths alone: every letter that the other one does not have is one that cannot
 * be matched. `prefixed`: whether they begin alike.
 */
export function mostAlike(one: number, a: number, other: number, b: number, prefixed: boolean): number {
  const common = Math.min(a - bits(one & ~other), b - bits(other & ~one));
  if (common <= 0) return 0;
  const jaro = (common / a + common / b + 1) / 3;
  return prefixed ? jaro + 0.4 * (1 - jaro) : jaro;
}
