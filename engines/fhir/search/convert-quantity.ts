import type { Canonical, QuantityEntry } from './entries.ts';
import type { Ucum } from './types.ts';

type Json = Readonly<Record<string, unknown>>;

/** Both ends inclusive. */
export interface Interval {
  readonly lo: number;
  readonly hi: number;
}

export const ucumSystem = 'http://unitsofmeasure.org';
const currencies = 'urn:iso:std:iso:4217';

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The number next to one, so that `> 5` does not hold 5. */
export function nextTo(value: number, up: boolean): number {
  if (value === 0) return up ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const words = new BigInt64Array(1);
  const number = new Float64Array(words.buffer);
  number[0] = value;
  words[0] = (words[0] ?? 0n) + (value > 0 === up ? 1n : -1n);
  return number[0] ?? value;
}

/** What a quantity with a comparator can be: `< 5` is everything below 5. */
export function quantityInterval(value: unknown, comparator: unknown): Interval | undefined {
  if (!isNumber(value)) return undefined;
  switch (comparator) {
    case '<':
      return { lo: Number.NEGATIVE_INFINITY, hi: nextTo(value, false) };
    case '<=':
      return { lo: Number.NEGATIVE_INFINITY, hi: value };
    case '>':
      return { lo: nextTo(value, true), hi: Number.POSITIVE_INFINITY };
    case '>=':
      return { lo: value, hi: Number.POSITIVE_INFINITY };
    default:
      return { lo: value, hi: value };
  }
}

/** Twelve significant digits: 5.4 mg and 0.0054 g come out the same however the machine multiplies. */
export const rounded = (value: number): number => (Number.isFinite(value) ? Number(value.toPrecision(12)) : value);

/** The interval in the canonical unit; undefined when the unit is none of UCUM's. */
export function toCanonical({ lo, hi }: Interval, system: unknown, code: unknown, ucum: Ucum | undefined): Canonical | undefined {
  if (!ucum || system !== ucumSystem || !isText(code)) return undefined;
  const unit = ucum.canonical(code);
  if (!unit) return undefined;
  const first = rounded(lo * unit.factor + unit.offset);
  return { lo: first, hi: lo === hi ? first : rounded(hi * unit.factor + unit.offset), code: unit.code };
}

function entryOf(param: string, interval: Interval, unitOf: Json, ucum: Ucum | undefined): QuantityEntry {
  const { system, code, unit } = unitOf;
  const canonical = toCanonical(interval, system, code, ucum);
  return {
    kind: 'quantity',
    param,
    lo: interval.lo,
    hi: interval.hi,
    ...(isText(system) && { system }),
    ...(isText(code) && { code }),
    ...(isText(unit) && { unit }),
    ...(canonical && { canonical }),
  };
}

/** An entry of a Quantity or one of its kinds, Money, Range, SampledData or a plain number. */
export function quantityEntry(param: string, value: unknown, type: string, ucum: Ucum | undefined): QuantityEntry | undefined {
  if (isNumber(value)) return { kind: 'quantity', param, lo: value, hi: value };
  if (typeof value !== 'object' || value === null) return undefined;
  const json = value as Json;
  if (type === 'Money') {
    const interval = quantityInterval(json.value, undefined);
    return interval && entryOf(param, interval, { system: currencies, code: json.currency }, undefined);
  }
  if (type === 'Range') {
    const interval = rangeInterval(json);
    return interval && entryOf(param, interval, (json.low ?? json.high) as Json, ucum);
  }
  if (type === 'SampledData') {
    const interval = sampledInterval(json);
    return interval && entryOf(param, interval, json.origin as Json, ucum);
  }
  const interval = quantityInterval(json.value, json.comparator);
  return interval && entryOf(param, interval, json, ucum);
}

export function rangeInterval({ low, high }: Json): Interval | undefined {
  const [from, to] = [low, high].map((end) => (typeof end === 'object' && end !== null ? (end as Json).value : undefined));
  if (!isNumber(from) && !isNumber(to)) return undefined;
  return { lo: isNumber(from) ? from : Number.NEGATIVE_INFINITY, hi: isNumber(to) ? to : Number.POSITIVE_INFINITY };
}

/** From the smallest to the largest sample: origin + sample × factor; `L` and `U` stand for the limits, `E` for a fault. */
function sampledInterval({ origin, factor, lowerLimit, upperLimit, data }: Json): Interval | undefined {
  const base = typeof origin === 'object' && origin !== null ? (origin as Json).value : undefined;
  if (!isNumber(base) || !isText(data)) return undefined;
  const scale = isNumber(factor) ? factor : 1;
  const read = (sample: string): number => Number(sample === 'L' ? lowerLimit : sample === 'U' ? upperLimit : sample);
  const samples = data
    .split(' ')
    .map((sample) => base + read(sample) * scale)
    .filter((sample) => Number.isFinite(sample));
  if (samples.length === 0) return undefined;
  return samples.reduce<Interval>(({ lo, hi }, sample) => ({ lo: Math.min(lo, sample), hi: Math.max(hi, sample) }), {
    lo: Number.POSITIVE_INFINITY,
    hi: Number.NEGATIVE_INFINITY,
  });
}
