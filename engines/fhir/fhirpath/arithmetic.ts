import type { BinaryOperator } from './ast.ts';
import {
  addDecimal,
  type Decimal,
  decimalOf,
  divideDecimal,
  divideWhole,
  multiplyDecimal,
  type Numeric,
  negated,
  numberOf,
} from './decimal.ts';
import { addDuration } from './duration.ts';
import { Misuse } from './error.ts';
import {
  type Collection,
  decimalNode,
  integerNode,
  nothing,
  quantityNode,
  stringNode,
  type TypedNode,
  temporalNode,
} from './node.ts';
import { combinedUnit, type Quantity, type Ucum, ucumQuantity } from './quantity.ts';
import { asQuantity, numericOf, quantityOf, stringOf, temporalOf } from './value.ts';

type Arithmetic = Extract<BinaryOperator, '+' | '-' | '*' | '/' | 'div' | 'mod'>;

const isInteger = ({ shape }: TypedNode): boolean => shape.kind === 'integer';

/** Empty where an Integer overflows. */
const integer = (value: number): Collection =>
  value >= -2147483648 && value <= 2147483647 ? [integerNode(value === 0 ? 0 : value)] : nothing;

function numbers(operator: Arithmetic, a: Numeric, b: Numeric, whole: boolean): Collection {
  if (whole && operator !== '/') {
    const [x, y] = [numberOf(a), numberOf(b)];
    if (operator === '+') return integer(x + y);
    if (operator === '-') return integer(x - y);
    if (operator === '*') return integer(x * y);
    if (y === 0) return nothing;
    return integer(operator === 'div' ? Math.trunc(x / y) : x % y);
  }
  const [x, y] = [decimalOf(a), decimalOf(b)];
  const result = decimals(operator, x, y);
  if (result === null) return nothing;
  return operator === 'div' ? integer(numberOf(result)) : [decimalNode(result)];
}

function decimals(operator: Arithmetic, x: Decimal, y: Decimal): Decimal | null {
  switch (operator) {
    case '+':
      return addDecimal(x, y);
    case '-':
      return addDecimal(x, negated(y));
    case '*':
      return multiplyDecimal(x, y);
    case '/':
      return divideDecimal(x, y);
    case 'div': {
      const parts = divideWhole(x, y);
      return parts && { units: parts.whole, scale: 0 };
    }
    default:
      return divideWhole(x, y)?.rest ?? null;
  }
}

function quantities(operator: Arithmetic, a: Quantity, b: Quantity, ucum: Ucum | undefined): Collection {
  const [x, y] = [decimalOf(a.value), decimalOf(b.value)];
  if (operator === '*' || operator === '/') {
    if (a.calendar !== b.calendar && a.unit !== '1' && b.unit !== '1') return nothing;
    const value = decimals(operator, x, y);
    return value ? [quantityNode(ucumQuantity(value, combinedUnit(a.unit, b.unit, operator)))] : nothing;
  }
  if (operator !== '+' && operator !== '-') return refuse(operator, 'Quantity', 'Quantity');
  if (a.unit === b.unit && a.calendar === b.calendar) {
    const value = decimals(operator, x, y);
    return value ? [quantityNode({ ...a, value })] : nothing;
  }
  const [from, to] = [ucum?.canonical(b.unit), ucum?.canonical(a.unit)];
  if (!from || !to || from.code !== to.code || from.offset !== 0 || to.offset !== 0 || a.calendar || b.calendar) return nothing;
  const value = decimals(operator, x, decimalOf(Number(((numberOf(y) * from.factor) / to.factor).toPrecision(15))));
  return value ? [quantityNode({ ...a, value })] : nothing;
}

function refuse(operator: string, a: string, b: string): never {
  throw new Misuse(`${a} ${operator} ${b} has no meaning`, `${a} ${operator} ${b} 没有意义`);
}

/** The result of an arithmetic operator on two items; empty for division by zero and overflow. Throws Misuse on other types. */
export function calculate(operator: Arithmetic, a: TypedNode, b: TypedNode, ucum: Ucum | undefined): Collection {
  const [numberA, numberB] = [numericOf(a), numericOf(b)];
  if (numberA !== undefined && numberB !== undefined) return numbers(operator, numberA, numberB, isInteger(a) && isInteger(b));
  const [textA, textB] = [stringOf(a), stringOf(b)];
  if (textA !== undefined && textB !== undefined && operator === '+') return [stringNode(textA + textB)];
  const time = temporalOf(a);
  const duration = quantityOf(b);
  if (time && duration && (operator === '+' || operator === '-')) {
    const moved = addDuration(time, duration, operator === '-');
    return moved ? [temporalNode(moved)] : nothing;
  }
  const [quantityA, quantityB] = [asQuantity(a), asQuantity(b)];
  if (quantityA && quantityB) return quantities(operator, quantityA, quantityB, ucum);
  return refuse(operator, a.type, b.type);
}
