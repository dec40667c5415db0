import { hash } from 'node:crypto';

/** Bits of a resource's number; the clinical minute stands above them. 2^37 numbers: 137 billion resources. */
const ridBits = 37n;
export const ridMask = (1n << ridBits) - 1n;

/** 1850-01-01T00:00Z in minutes since 1970. 27 bits of minutes reach to 2105; what lies outside is clamped to the ends. */
export const firstMinute = Date.UTC(1850, 0, 1) / 60_000;
export const minutes = 2 ** 27;

/** The minute of a moment (ms since 1970) as v carries it, counted from the middle so that a signed number keeps the order. */
const minuteOf = (ms: number): number => Math.min(Math.max(Math.floor(ms / 60_000) - firstMinute, 0), minutes - 1) - minutes / 2;

/** Place of a resource in every list: by clinical date, then by number. */
export const placeInLists = (ms: number, rid: bigint): bigint => (BigInt(minuteOf(ms)) << ridBits) | rid;

/** Smallest v of the minute of `ms`. */
export const firstOfMinute = (ms: number): bigint => BigInt(minuteOf(ms)) << ridBits;

/** Largest v of the minute of `ms`. */
export const lastOfMinute = (ms: number): bigint => (BigInt(minuteOf(ms)) << ridBits) | ridMask;

export const ridOf = (v: bigint): bigint => v & ridMask;

export const valueBits = 48n;
export const valueMask = (1n << valueBits) - 1n;
/** Values that are hashes have this bit; those that are numbers of resources do not. */
const hashed = 1n << 47n;

/** First and last key of a parameter. */
export const keyRange = (parameter: number): readonly [bigint, bigint] => {
  const first = BigInt(parameter) << valueBits;
  return [first, first | valueMask];
};

/** Key of a value that is a resource's number. */
export const numberKey = (parameter: number, rid: bigint): bigint => (BigInt(parameter) << valueBits) | rid;

/** The parameter that a key belongs to. */
export const parameterOf = (key: bigint): number => Number(BigInt.asUintN(16, key >> valueBits));

function hashOf(text: string): bigint {
  const digest = hash('sha1', text, 'buffer');
  const value = (BigInt(digest.readUInt16BE(0)) << 32n) | BigInt(digest.readUInt32BE(2));
  return hashed | (value & valueMask);
}

/** Codes come again and again: the values of those met lately are remembered, in two generations of so many. Longer texts are not codes. */
const [mostMet, longestCode] = [10_000, 120];
let met = new Map<string, bigint>();
let metBefore = new Map<string, bigint>();

/** Value of a text in keys. 47 bits of SHA-1: among ten million values of a parameter a lookup meets a stranger once in 10^7. */
export function hashedValue(text: string): bigint {
  if (text.length > longestCode) return hashOf(text);
  const known = met.get(text);
  if (known !== undefined) return known;
  const value = metBefore.get(text) ?? hashOf(text);
  if (met.size >= mostMet) {
    metBefore = met;
    met = new Map();
  }
  met.set(text, value);
  return value;
}

/** Key of a hashed value. */
export const valueKeyOf = (parameter: number, value: bigint): bigint => (BigInt(parameter) << valueBits) | value;

/** Key of a value given as texts. */
export const hashKey = (parameter: number, ...texts: readonly string[]): bigint =>
  valueKeyOf(parameter, hashedValue(texts.join('\u0000')));
