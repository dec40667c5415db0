import { isWrittenNumber } from '../json/lossless.ts';
import type { JsonObject } from '../json/scan.ts';

/** True for a JSON object; false for arrays and for numbers kept as written. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isWrittenNumber(value);

/** A number's text: as written where that was kept. Undefined for what is no number. */
const numberText = (value: unknown): string | undefined =>
  isWrittenNumber(value) ? value.rawJSON : typeof value === 'number' ? String(value) : undefined;

/** Sign, digits without zeros at either end, and the power of ten of the last digit: equal for equal numbers however written. */
function canonicalNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const trimmed = digits.replace(/0+$/, '');
  if (trimmed === '') return '0';
  return `${sign}${trimmed}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - trimmed.length)}`;
}

/** True when two JSON values are equal as RFC 6902 §4.6 means it: members in any order, numbers by their value. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, at) => sameJson(item, b[at]));
  if (isObject(a)) {
    if (!isObject(b)) return false;
    const names = Object.keys(a);
    return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name]));
  }
  const [left, right] = [numberText(a), numberText(b)];
  return left !== undefined && right !== undefined && canonicalNumber(left) === canonicalNumber(right);
}

/** How many values a JSON value holds, itself included, and how deep it nests; stops counting past `most` values or `deepest` levels. */
export function measure(value: unknown, most: number, deepest: number): { readonly values: number; readonly depth: number } {
  let level: unknown[] = [value];
  let values = 0;
  let depth = 0;
  for (; level.length > 0; depth += 1) {
    values += level.length;
    if (values > most || depth > deepest) break;
    const next: unknown[] = [];
    for (const item of level) {
      if (Array.isArray(item)) for (const inner of item) next.push(inner);
      else if (isObject(item)) for (const name of Object.keys(item)) next.push(item[name]);
      if (next.length > most) break;
    }
    level = next;
  }
  return { values, depth };
}

/** The same value without empty arrays and objects, which FHIR's JSON does not allow; the very value when there are none. */
export function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    const kept = value.map(withoutEmpty);
    const filled = kept.filter((item) => !isEmpty(item));
    return filled.length === value.length && kept.every((item, at) => item === value[at]) ? value : filled;
  }
  if (!isObject(value)) return value;
  let changed = false;
  const members: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(value)) {
    const kept = withoutEmpty(inner);
    if (kept !== inner || isEmpty(kept)) changed = true;
    if (!isEmpty(kept)) members.push([name, kept]);
  }
  return changed ? Object.fromEntries(members) : value;
}

const isEmpty = (value: unknown): boolean =>
  Array.isArray(value) ? value.length === 0 : isObject(value) && Object.keys(value).length === 0;
