import { type Code, codeOf, single } from '../code.ts';
import { decimalOf, type Numeric, negated, numberOf, type Rounding, rescaled, trimmed } from '../decimal.ts';
import { Misuse } from '../error.ts';
import { type Collection, decimalNode, integerNode, nothing, quantityNode, type TypedNode } from '../node.ts';
import { numericOf, quantityOf } from '../value.ts';
import { argument, type Builder, type Call, integerOf, onItem, takes } from './call.ts';

function numberIn(node: TypedNode): Numeric {
  const number = numericOf(node);
  if (number === undefined) throw new Misuse(`a number is needed here, found ${node.type}`, `此处需要数，却是 ${node.type}`);
  return number;
}

/** A result in floating point, to the 15 digits that are sure; empty where there is none. */
function floating(value: number): Collection {
  return Number.isFinite(value) ? [decimalNode(decimalOf(Number(value.toPrecision(15))))] : nothing;
}

function wholeNumber(number: Numeric, rounding: Rounding): Collection {
  const value = numberOf(rescaled(decimalOf(number), 0, rounding));
  return Math.abs(value) <= 2147483647 ? [integerNode(value === 0 ? 0 : value)] : nothing;
}

const rounded = (rounding: Rounding): Builder =>
  onItem((item) => (item.value === undefined ? nothing : wholeNumber(numberIn(item), rounding)));

const ofFloat = (work: (value: number) => number): Builder => onItem((item) => floating(work(numberOf(numberIn(item)))));

const positive = (value: Numeric): Numeric => {
  if (typeof value === 'number') return Math.abs(value);
  return value.units < 0n ? negated(value) : value;
};

const abs = onItem((item) => {
  const quantity = quantityOf(item);
  if (quantity) return [quantityNode({ ...quantity, value: positive(quantity.value) })];
  const value = positive(numberIn(item));
  return [item.shape.kind === 'integer' ? integerNode(numberOf(value)) : decimalNode(decimalOf(value))];
});

const binary = (call: Call, work: (base: Numeric, other: Numeric, whole: boolean) => Collection): Code => {
  const other = argument(call, 0);
  return codeOf((scope) => {
    const [a, b] = [single(call.left.many(scope)), single(other.many(scope))];
    if (!a || !b) return nothing;
    return work(numberIn(a), numberIn(b), a.shape.kind === 'integer' && b.shape.kind === 'integer');
  });
};

const power = (base: Numeric, exponent: Numeric, whole: boolean): Collection => {
  const value = numberOf(base) ** numberOf(exponent);
  if (!whole || !Number.isInteger(value)) return floating(value);
  return Math.abs(value) <= 2147483647 ? [integerNode(value)] : nothing;
};

const round: Builder = takes(0, 1, ({ left, args: [precision] }) =>
  codeOf((scope) => {
    const item = single(left.many(scope));
    const scale = precision ? integerOf(precision.many(scope)) : 0;
    if (!item || scale === undefined) return nothing;
    if (scale < 0)
      throw new Misuse(`round() needs a precision of 0 or more, found ${scale}`, `round() 的精度不能小于 0：${scale}`);
    const value = rescaled(decimalOf(numberIn(item)), scale, 'half');
    return [decimalNode(trimmed(value))];
  }),
);

/** FHIRPath N1, Math. */
export const math: Readonly<Record<string, Builder>> = {
  abs,
  ceiling: rounded('ceiling'),
  floor: rounded('floor'),
  truncate: rounded('truncate'),
  round,
  exp: ofFloat(Math.exp),
  ln: ofFloat(Math.log),
  sqrt: ofFloat(Math.sqrt),
  log: takes(1, 1, (call) => binary(call, (value, base) => floating(Math.log(numberOf(value)) / Math.log(numberOf(base))))),
  power: takes(1, 1, (call) => binary(call, power)),
};
