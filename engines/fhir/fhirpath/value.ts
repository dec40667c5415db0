import { type Numeric, numberOf, parseDecimal } from './decimal.ts';
import { isObject, type TypedNode } from './node.ts';
import { calendarQuantity, type Quantity, ucumQuantity } from './quantity.ts';
import { parseDate, parseDateTime, parseTime, type Temporal } from './temporal.ts';

/** True for a value that stands for itself: a primitive with a value, or anything of the System namespace. */
export const hasValue = ({ shape, value }: TypedNode): boolean =>
  shape.namespace === 'System' || (shape.primitive && value !== undefined);

export const booleanOf = ({ shape, value }: TypedNode): boolean | undefined =>
  shape.kind === 'boolean' && typeof value === 'boolean' ? value : undefined;

export const stringOf = ({ shape, value }: TypedNode): string | undefined =>
  shape.kind === 'string' && typeof value === 'string' ? value : undefined;

/** A number from JSON: plain, or kept as written (`{rawJSON}`). */
function jsonNumber(value: unknown): Numeric | undefined {
  if (typeof value === 'number') return value;
  return isObject(value) && typeof value.rawJSON === 'string' ? (parseDecimal(value.rawJSON) ?? undefined) : undefined;
}

/** The number of an Integer or Decimal. */
export function numericOf({ shape, value }: TypedNode): Numeric | undefined {
  if (shape.kind !== 'integer' && shape.kind !== 'decimal') return;
  if (shape.namespace === 'System') return value as Numeric;
  const number = jsonNumber(value);
  return number !== undefined && typeof number !== 'number' && shape.kind === 'integer' ? numberOf(number) : number;
}

const parsers = { date: parseDate, dateTime: parseDateTime, time: parseTime };

/** The date or time of a node; undefined for other types and for a text that is none. */
export function temporalOf({ shape, value }: TypedNode): Temporal | undefined {
  const { kind } = shape;
  if (kind !== 'date' && kind !== 'dateTime' && kind !== 'time') return;
  if (shape.namespace === 'System') return value as Temporal;
  return typeof value === 'string' ? (parsers[kind](value) ?? undefined) : undefined;
}

export const ucumSystem = 'http://unitsofmeasure.org';

/**
 * The quantity of a node. FHIR's Quantity counts when it has a value and no comparator; its unit is the UCUM code, else
 * whatever code or unit it has, comparable with the same only.
 */
export function quantityOf({ shape, value }: TypedNode): Quantity | undefined {
  if (shape.kind !== 'quantity') return;
  if (shape.namespace === 'System') return value as Quantity;
  if (!isObject(value) || value.comparator !== undefined) return;
  const number = jsonNumber(value.value);
  if (number === undefined) return;
  const { system, code, unit } = value;
  if (system === ucumSystem && typeof code === 'string') return ucumQuantity(number, code, true);
  const named = typeof code === 'string' ? code : typeof unit === 'string' ? unit : '1';
  return named === '1'
    ? ucumQuantity(number, '1', true)
    : { ...calendarQuantity(number, `${String(system ?? '')}|${named}`, named) };
}

/** A quantity, or a number as one without unit. */
export function asQuantity(node: TypedNode): Quantity | undefined {
  const number = numericOf(node);
  return number === undefined ? quantityOf(node) : ucumQuantity(number, '1');
}
