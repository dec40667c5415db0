import { codeOf, single } from '../code.ts';
import { type Decimal, decimalOf, type Numeric, rescaled } from '../decimal.ts';
import { Misuse } from '../error.ts';
import {
  type Collection,
  decimalNode,
  integerNode,
  nothing,
  ofBoolean,
  quantityNode,
  type TypedNode,
  temporalNode,
} from '../node.ts';
import { comparable } from '../quantity.ts';
import { daysIn, type Precision, type Temporal, type TemporalKind } from '../temporal.ts';
import { asQuantity, numericOf, quantityOf, temporalOf } from '../value.ts';
import { argument, type Builder, integerOf, onItem, takes } from './call.ts';

/** Fraction digits of the finest decimal (FHIRPath N1: step 10^-8); finer precision is answered with empty. */
const finest = 28;
const usual = 8;

/** Half a unit of the last digit below or above, cut to `scale` digits outwards. */
function decimalBoundary(value: Numeric, high: boolean, scale: number): Decimal | null {
  if (scale < 0 || scale > finest) return null;
  const { units, scale: written } = decimalOf(value);
  const edge: Decimal = { units: units * 10n + (high ? 5n : -5n), scale: written + 1 };
  return rescaled(edge, scale, high ? 'ceiling' : 'floor');
}

const digits: Readonly<Record<TemporalKind, readonly number[]>> = {
  Date: [0, 4, 6, 8],
  DateTime: [0, 4, 6, 8, 10, 12, 14, 17],
  Time: [0, 0, 0, 0, 2, 4, 6, 9],
};

export const digitsOf = ({ kind, precision }: Temporal): number => digits[kind][precision] ?? 0;

function temporalBoundary(value: Temporal, high: boolean, wanted: number): Temporal | null {
  const precision = digits[value.kind].indexOf(wanted);
  if (precision < 1) return null;
  const { kind, year } = value;
  const known = value.precision;
  const edge = <T>(from: number, own: T, low: T, top: T): T => (known >= from ? own : high ? top : low);
  const month = edge(2, value.month, 1, 12);
  const parts = {
    month,
    day: edge(3, value.day, 1, daysIn(year, month)),
    hour: edge(4, value.hour, 0, 23),
    // An hour without minutes is no FHIR time: it is taken as the full hour.
    minute: known === 4 ? 0 : edge(5, value.minute, 0, 59),
    second: edge(6, value.second, 0, 59),
    millisecond: edge(7, value.millisecond, 0, 999),
  };
  const fraction = precision === 7 ? (known === 7 ? value.fraction.padEnd(3, '0') : high ? '999' : '000') : '';
  const zone = kind === 'DateTime' && precision > 3 ? (value.zone ?? (high ? -720 : 840)) : null;
  return { ...value, ...parts, fraction, zone, precision: precision as Precision };
}

const usualDigits: Readonly<Record<TemporalKind, number>> = { Date: 8, DateTime: 17, Time: 9 };

function boundary(node: TypedNode, high: boolean, wanted: number | undefined): Collection {
  const time = temporalOf(node);
  if (time) {
    const edge = temporalBoundary(time, high, wanted ?? usualDigits[time.kind]);
    return edge ? [temporalNode(edge)] : nothing;
  }
  const quantity = quantityOf(node);
  const number = quantity?.value ?? numericOf(node);
  if (number === undefined) throw new Misuse(`${node.type} has no boundary`, `${node.type} 没有边界`);
  const edge = decimalBoundary(number, high, wanted ?? usual);
  if (!edge) return nothing;
  return [quantity ? quantityNode({ ...quantity, value: edge }) : decimalNode(edge)];
}

const bound = (high: boolean): Builder =>
  takes(0, 1, ({ left, args: [precision] }) =>
    codeOf((scope) => {
      const item = single(left.many(scope));
      return item && item.value !== undefined ? boundary(item, high, precision && integerOf(precision.many(scope))) : nothing;
    }),
  );

/** Boundaries and precision of FHIRPath 2.0. */
export const boundaries: Readonly<Record<string, Builder>> = {
  lowBoundary: bound(false),
  highBoundary: bound(true),
  precision: onItem((item) => {
    const time = temporalOf(item);
    if (time) return [integerNode(digitsOf(time))];
    const number = numericOf(item);
    return number === undefined ? nothing : [integerNode(decimalOf(number).scale)];
  }),
  comparable: takes(1, 1, (call) => {
    const other = argument(call, 0);
    return codeOf((scope) => {
      const [a, b] = [single(call.left.many(scope)), single(other.many(scope))];
      if (!a || !b) return nothing;
      const [x, y] = [asQuantity(a), asQuantity(b)];
      return ofBoolean(x !== undefined && y !== undefined && comparable(x, y, scope.env.ucum));
    });
  }),
};
