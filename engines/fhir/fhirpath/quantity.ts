import { compareNumeric, type Decimal, decimalOf, decimalText, type Numeric, numberOf, rescaled, trimmed } from './decimal.ts';

/** A number with a unit: a UCUM code, or a calendar duration (`day`, `month` …) in the singular. */
export interface Quantity {
  readonly value: Numeric;
  readonly unit: string;
  readonly calendar: boolean;
  /** True for FHIR's Quantity with a UCUM code: its `a` and `mo` may stand for calendar years and months. Source: FHIR R4, FHIRPath. */
  readonly fhir: boolean;
  /** The unit as written, e.g. `days`. */
  readonly text: string;
}

/** Conversion of units, handed in by the caller; `loadUcum` of search/ucum.ts makes one from a library. */
export interface Ucum {
  /** To the unit that all comparable ones share: canonical = value * factor + offset; undefined for what is not UCUM. */
  canonical(code: string): { readonly factor: number; readonly offset: number; readonly code: string } | undefined;
}

const calendarUnits = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'];

/** `days` -> `day`; null when it is no calendar duration. */
export function calendarUnit(word: string): string | null {
  const singular = word.endsWith('s') ? word.slice(0, -1) : word;
  return calendarUnits.includes(singular) ? singular : null;
}

export const calendarQuantity = (value: Numeric, unit: string, text: string): Quantity => ({
  value,
  unit,
  calendar: true,
  fhir: false,
  text,
});
export const ucumQuantity = (value: Numeric, unit: string, fhir = false): Quantity => ({
  value,
  unit,
  calendar: false,
  fhir,
  text: unit,
});

export const numericText = (value: Numeric): string => (typeof value === 'number' ? String(value) : decimalText(value));

export const quantityText = ({ value, calendar, text }: Quantity): string =>
  `${numericText(value)} ${calendar ? text : `'${text}'`}`;

/** Milliseconds, for units whose length is the same on the calendar and by the clock. */
const clock: Readonly<Record<string, number>> = {
  week: 604_800_000,
  wk: 604_800_000,
  day: 86_400_000,
  d: 86_400_000,
  hour: 3_600_000,
  h: 3_600_000,
  minute: 60_000,
  min: 60_000,
  second: 1000,
  s: 1000,
  millisecond: 1,
  ms: 1,
};
const months: Readonly<Record<string, number>> = { year: 12, month: 1 };
const calendarOfUcum: Readonly<Record<string, string>> = { a: 'year', mo: 'month' };

const factorOf = (table: Readonly<Record<string, number>>, unit: string): number | undefined =>
  Object.hasOwn(table, unit) ? table[unit] : undefined;

/** How many of `to` one `from` is; undefined when they cannot be compared. `loose` lets a calendar year be 1 'a'. */
function ratio(from: Quantity, to: Quantity, ucum: Ucum | undefined, loose: boolean): number | undefined {
  if (from.unit === to.unit && from.calendar === to.calendar) return 1;
  const [clockFrom, clockTo] = [factorOf(clock, from.unit), factorOf(clock, to.unit)];
  if (clockFrom !== undefined && clockTo !== undefined) return clockFrom / clockTo;
  if (from.calendar || to.calendar) {
    const [a, b] = [calendarName(from, loose), calendarName(to, loose)];
    const [x, y] = [a === undefined ? undefined : months[a], b === undefined ? undefined : months[b]];
    return x === undefined || y === undefined ? undefined : x / y;
  }
  const [a, b] = [ucum?.canonical(from.unit), ucum?.canonical(to.unit)];
  return a && b && a.code === b.code && a.offset === 0 && b.offset === 0 ? a.factor / b.factor : undefined;
}

const calendarName = ({ unit, calendar, fhir }: Quantity, loose: boolean): string | undefined =>
  calendar ? unit : (fhir || loose) && Object.hasOwn(calendarOfUcum, unit) ? calendarOfUcum[unit] : undefined;

/** Both amounts in the unit they share; the way for temperatures, whose scales begin at different zeros. */
function canonicalPair(a: Quantity, b: Quantity, ucum: Ucum | undefined): [number, number] | undefined {
  if (a.calendar || b.calendar) return;
  const [x, y] = [ucum?.canonical(a.unit), ucum?.canonical(b.unit)];
  if (!x || !y || x.code !== y.code) return;
  return [numberOf(a.value) * x.factor + x.offset, numberOf(b.value) * y.factor + y.offset];
}

/** Relative difference below which two converted amounts count as the same: conversion is in floating point. */
const tolerance = 1e-12;

/** Order of two quantities; undefined when their units cannot be compared. */
export function compareQuantity(a: Quantity, b: Quantity, ucum: Ucum | undefined): -1 | 0 | 1 | undefined {
  if (a.unit === b.unit && a.calendar === b.calendar) return compareNumeric(a.value, b.value);
  const factor = ratio(a, b, undefined, false);
  const pair = factor === undefined ? canonicalPair(a, b, ucum) : [numberOf(a.value) * factor, numberOf(b.value)];
  if (!pair) return;
  const [x = 0, y = 0] = pair;
  if (Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y))) return 0;
  return x < y ? -1 : 1;
}

/** `~`: after conversion, at the precision of the less precise. */
export function equivalentQuantity(a: Quantity, b: Quantity, ucum: Ucum | undefined): boolean {
  const factor = ratio(b, a, ucum, true);
  if (factor === undefined) return false;
  if (factor === 1) return equivalentNumeric(a.value, b.value);
  const converted = decimalOf(Number((numberOf(b.value) * factor).toPrecision(12)));
  const scale = Math.min(trimmed(decimalOf(a.value)).scale, trimmed(decimalOf(b.value)).scale);
  return roundedEqual(decimalOf(a.value), converted, scale);
}

export function equivalentNumeric(a: Numeric, b: Numeric): boolean {
  const [x, y] = [trimmed(decimalOf(a)), trimmed(decimalOf(b))];
  return roundedEqual(x, y, Math.min(x.scale, y.scale));
}

const roundedEqual = (a: Decimal, b: Decimal, scale: number): boolean =>
  rescaled(a, scale, 'half').units === rescaled(b, scale, 'half').units;

/** The same amount in another unit, a UCUM code or a calendar duration; undefined when it cannot be converted. */
export function convertQuantity(from: Quantity, unit: string, ucum: Ucum | undefined): Quantity | undefined {
  const calendar = calendarUnit(unit);
  const to = calendar === null ? ucumQuantity(1, unit) : calendarQuantity(1, calendar, unit);
  const factor = ratio(from, to, ucum, false);
  if (factor === 1) return { ...to, value: from.value };
  const pair = factor === undefined ? canonicalPair(from, to, ucum) : undefined;
  const target = ucum?.canonical(unit);
  const value = pair && target ? (pair[0] - target.offset) / target.factor : factor && numberOf(from.value) * factor;
  return value === undefined ? undefined : { ...to, value: decimalOf(Number(value.toPrecision(15))) };
}

/** True when the two can be ordered, whatever their values. */
export const comparable = (a: Quantity, b: Quantity, ucum: Ucum | undefined): boolean =>
  ratio(a, b, ucum, false) !== undefined || canonicalPair(a, b, ucum) !== undefined;

const bracketed = (unit: string): string => (/[./]/.test(unit) ? `(${unit})` : unit);

/** UCUM code of a product or quotient. */
export function combinedUnit(a: string, b: string, operator: '*' | '/'): string {
  if (b === '1') return a;
  if (operator === '/') return a === b ? '1' : `${bracketed(a)}/${bracketed(b)}`;
  return a === '1' ? b : `${bracketed(a)}.${bracketed(b)}`;
}
