import type { Prefix } from './types.ts';

const decimal = /^[+-]?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Enough digits to undo what adding half a step does to a binary fraction. */
const tidy = (value: number): number => Number(value.toPrecision(15));

/**
 * The number and the range its written precision implies: 100 is [99.5, 100.5), 5.40 is [5.395, 5.405), 1e2 is [95, 105). FHIR R4
 * search, "number". Undefined for what is no number.
 */
export function readNumber(text: string): { readonly value: number; readonly lo: number; readonly hi: number } | undefined {
  const match = decimal.exec(text);
  if (!match) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value)) return undefined;
  const [, , fraction, exponent] = match;
  const power = exponent === undefined ? 0 : Number(exponent);
  const places = fraction?.length ?? (exponent === undefined ? 0 : 1);
  const half = 0.5 * 10 ** (power - places);
  return { value, lo: tidy(value - half), hi: tidy(value + half) };
}

const prefixes = new Set<string>(['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap']);

/** `ge2013` is `ge` and `2013`; no prefix is `eq`. */
export function splitPrefix(text: string): readonly [Prefix, string] {
  const first = text.slice(0, 2);
  return prefixes.has(first) ? [first as Prefix, text.slice(2)] : ['eq', text];
}

/** lo and hi as the prefix compares them: eq and ne by written precision, ap within a tenth, the others by the number itself. */
export function prefixedRange(
  prefix: Prefix,
  { value, lo, hi }: { readonly value: number; readonly lo: number; readonly hi: number },
) {
  if (prefix === 'eq' || prefix === 'ne') return { lo, hi };
  if (prefix !== 'ap') return { lo: value, hi: value };
  const tenth = Math.abs(value) * 0.1;
  return { lo: tidy(Math.min(lo, value - tenth)), hi: tidy(Math.max(hi, value + tenth)) };
}
