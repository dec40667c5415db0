import { hash } from 'node:crypto';
import { firstMinute, minutes } from './keys.ts';

/**
 * The numbers of keys.ts as two halves of 32 bits each, high first: a bigint a value would be the larger part of an import's
 * work. A test holds both forms equal.
 */

const half = 2 ** 32;

/** High half of a number below 2^53. */
export const highOf = (value: number): number => Math.floor(value / half);

/** The halves of a text's value in keys, as `hashedValue` has them. */
export function hashedHalves(text: string): { readonly high: number; readonly low: number } {
  const digest = hash('sha1', text, 'buffer');
  return { high: digest.readUInt16BE(0) | 0x8000, low: digest.readUInt32BE(2) };
}

/** High half of a key whose value has this high half (16 bits). */
export const keyHigh = (parameter: number, valueHigh: number): number => parameter * 65_536 + valueHigh;

/** High half of the place in lists of a resource of this date (ms since 1970) and number; the low half is the number's own. Signed. */
export const placeHigh = (ms: number, rid: number): number =>
  ((Math.min(Math.max(Math.floor(ms / 60_000) - firstMinute, 0), minutes - 1) - minutes / 2) << 5) | highOf(rid);
