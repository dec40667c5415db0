import { type Code, codeOf, single } from '../code.ts';
import { decimalOf, numberOf, parseDecimal } from '../decimal.ts';
import {
  type Collection,
  decimalNode,
  integerNode,
  nothing,
  ofBoolean,
  quantityNode,
  stringNode,
  type TypedNode,
  temporalNode,
} from '../node.ts';
import {
  calendarQuantity,
  calendarUnit,
  convertQuantity,
  numericText,
  type Quantity,
  quantityText,
  type Ucum,
  ucumQuantity,
} from '../quantity.ts';
import { type Precision, parseDate, parseDateTime, parseTime, type Temporal, temporalText } from '../temporal.ts';
import { booleanOf, numericOf, quantityOf, stringOf, temporalOf } from '../value.ts';
import { type Builder, takes, textOf } from './call.ts';

/** The item converted; null when it cannot be. */
type Conversion = (node: TypedNode, unit?: string, ucum?: Ucum) => TypedNode | null;

const yes = /^(true|t|yes|y|1|1\.0)$/i;
const no = /^(false|f|no|n|0|0\.0)$/i;

const boolean: Conversion = (node) => {
  const [own] = ofBoolean(booleanOf(node));
  if (own) return own;
  const number = numericOf(node);
  const text = number === undefined ? stringOf(node) : numberOf(number) === 1 ? '1' : numberOf(number) === 0 ? '0' : undefined;
  if (text === undefined) return null;
  return ofBoolean(yes.test(text) ? true : no.test(text) ? false : undefined)[0] ?? null;
};

const whole = /^[+-]?\d{1,10}$/;

const integer: Conversion = (node) => {
  if (node.shape.kind === 'integer') return integerNode(Number(numericOf(node)));
  const own = booleanOf(node);
  if (own !== undefined) return integerNode(own ? 1 : 0);
  const text = stringOf(node);
  const value = text !== undefined && whole.test(text) ? Number(text) : Number.NaN;
  return value >= -2147483648 && value <= 2147483647 ? integerNode(value) : null;
};

const written = /^[+-]?\d+(\.\d+)?$/;

const decimal: Conversion = (node) => {
  const number = numericOf(node);
  if (number !== undefined) return decimalNode(decimalOf(number));
  const own = booleanOf(node);
  if (own !== undefined) return decimalNode({ units: own ? 10n : 0n, scale: 1 });
  const text = stringOf(node);
  const value = text !== undefined && written.test(text) ? parseDecimal(text) : null;
  return value && decimalNode(value);
};

/** Text of a value; null for what has none. */
export function valueText(node: TypedNode): string | null {
  const text = stringOf(node);
  if (text !== undefined) return text;
  const number = numericOf(node);
  if (number !== undefined) return numericText(number);
  const own = booleanOf(node);
  if (own !== undefined) return String(own);
  const time = temporalOf(node);
  if (time) return node.shape.namespace === 'FHIR' ? String(node.value) : temporalText(time);
  const quantity = quantityOf(node);
  return quantity ? quantityText(quantity) : null;
}

const string: Conversion = (node) => {
  const text = valueText(node);
  return text === null ? null : stringNode(text);
};

const temporal =
  (kind: Temporal['kind'], parse: (text: string) => Temporal | null): Conversion =>
  (node) => {
    const own = temporalOf(node);
    const value = own ? recast(own, kind) : parse(stringOf(node) ?? '');
    return value && temporalNode(value);
  };

/** A Date as a DateTime and back; a time of day is neither. */
function recast(value: Temporal, kind: Temporal['kind']): Temporal | null {
  if (value.kind === kind) return value;
  if (value.kind === 'Time' || kind === 'Time') return null;
  if (kind === 'DateTime') return { ...value, kind };
  const precision = Math.min(value.precision, 3) as Precision;
  return { ...value, kind, precision, hour: 0, minute: 0, second: 0, millisecond: 0, fraction: '', zone: null };
}

const quantityPattern = /^([+-]?\d+(?:\.\d+)?)\s*(?:'([^']+)'|([A-Za-z]+))?$/;

/** `5 'mg'`, `3 weeks`, `12`; undefined for any other text. */
function readQuantity(text: string): Quantity | undefined {
  const [whole, number = '', code, word] = quantityPattern.exec(text) ?? [];
  const amount = number.includes('.') ? parseDecimal(number) : Number(number);
  if (whole === undefined || amount === null) return undefined;
  if (word === undefined) return ucumQuantity(amount, code ?? '1');
  const calendar = calendarUnit(word);
  return calendar === null ? undefined : calendarQuantity(amount, calendar, word);
}

const quantity: Conversion = (node, unit, ucum) => {
  const found = quantityNumber(node) ?? quantityOf(node) ?? readQuantity(stringOf(node) ?? '');
  const wanted = found && unit !== undefined ? convertQuantity(found, unit, ucum) : found;
  return wanted ? quantityNode(wanted) : null;
};

function quantityNumber(node: TypedNode): Quantity | undefined {
  const own = booleanOf(node);
  const number = own === undefined ? numericOf(node) : own ? 1 : 0;
  return number === undefined ? undefined : ucumQuantity(number, '1');
}

const convert = (conversion: Conversion, answer: (converted: TypedNode | null) => Collection): Builder =>
  takes(
    0,
    1,
    ({ left, args: [unit] }): Code =>
      codeOf((scope) => {
        const item = single(left.many(scope));
        if (!item) return nothing;
        return answer(conversion(item, unit && textOf(unit.many(scope)), scope.env.ucum));
      }),
  );

const to = (conversion: Conversion): Builder => convert(conversion, (converted) => (converted ? [converted] : nothing));
const converts = (conversion: Conversion): Builder => convert(conversion, (converted) => ofBoolean(converted !== null));

const date = temporal('Date', (text) => parseDate(text.split('T')[0] ?? ''));
const dateTime = temporal('DateTime', parseDateTime);
const time = temporal('Time', (text) => parseTime(text.replace(/^T/, '')));

/** FHIRPath N1, Conversion. */
export const conversion: Readonly<Record<string, Builder>> = {
  toBoolean: to(boolean),
  convertsToBoolean: converts(boolean),
  toInteger: to(integer),
  convertsToInteger: converts(integer),
  toDecimal: to(decimal),
  convertsToDecimal: converts(decimal),
  toString: to(string),
  convertsToString: converts(string),
  toDate: to(date),
  convertsToDate: converts(date),
  toDateTime: to(dateTime),
  convertsToDateTime: converts(dateTime),
  toTime: to(time),
  convertsToTime: converts(time),
  toQuantity: to(quantity),
  convertsToQuantity: converts(quantity),
};
