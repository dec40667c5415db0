/** A decimal number exactly as written: `units` / 10^`scale`. `1.50` is {150, 2}; the scale tells its precision. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** A number as it comes from JSON or as the engine made it. */
export type Numeric = number | Decimal;

const pattern = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

export const pow10 = (exponent: number): bigint => 10n ** BigInt(exponent);

/** Reads `-1.50`, `3`, `1e-7`; null for anything else. */
export function parseDecimal(text: string): Decimal | null {
  const match = pattern.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const units = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  const signed = sign === '-' ? -units : units;
  return scale >= 0 ? { units: signed, scale } : { units: signed * pow10(-scale), scale: 0 };
}

const zero: Decimal = { units: 0n, scale: 0 };

/** The shortest decimal that names this number: 0.1 is one tenth. */
export function decimalOf(value: Numeric): Decimal {
  if (typeof value !== 'number') return value;
  if (Number.isSafeInteger(value)) return { units: BigInt(value), scale: 0 };
  return parseDecimal(String(value)) ?? zero;
}

export function decimalText({ units, scale }: Decimal): string {
  if (scale === 0) return units.toString();
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

export const numberOf = (value: Numeric): number => (typeof value === 'number' ? value : Number(decimalText(value)));

/** Units of both at the larger scale. */
function aligned(a: Decimal, b: Decimal): [bigint, bigint, number] {
  if (a.scale === b.scale) return [a.units, b.units, a.scale];
  if (a.scale < b.scale) return [a.units * pow10(b.scale - a.scale), b.units, b.scale];
  return [a.units, b.units * pow10(a.scale - b.scale), a.scale];
}

/** Exact; numbers from JSON are compared as the decimals they were written as. */
export function compareNumeric(a: Numeric, b: Numeric): -1 | 0 | 1 {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  const [x, y] = aligned(decimalOf(a), decimalOf(b));
  return x < y ? -1 : x > y ? 1 : 0;
}

export function addDecimal(a: Decimal, b: Decimal): Decimal {
  const [x, y, scale] = aligned(a, b);
  return { units: x + y, scale };
}

export const negated = ({ units, scale }: Decimal): Decimal => ({ units: -units, scale });

export const multiplyDecimal = (a: Decimal, b: Decimal): Decimal => ({ units: a.units * b.units, scale: a.scale + b.scale });

/** Fraction digits kept of a quotient that does not end. */
const quotientScale = 20;

/** Null when dividing by zero. */
export function divideDecimal(a: Decimal, b: Decimal): Decimal | null {
  const [x, y] = aligned(a, b);
  return y === 0n ? null : trimmed({ units: halfUp(x * pow10(quotientScale), y), scale: quotientScale });
}

/** Quotient and remainder, truncated towards zero; null when dividing by zero. */
export function divideWhole(a: Decimal, b: Decimal): { readonly whole: bigint; readonly rest: Decimal } | null {
  const [x, y, scale] = aligned(a, b);
  return y === 0n ? null : { whole: x / y, rest: { units: x % y, scale } };
}

/** x / y to the nearest integer, halves away from zero. */
function halfUp(x: bigint, y: bigint): bigint {
  const negative = x < 0n !== y < 0n;
  const [a, b] = [x < 0n ? -x : x, y < 0n ? -y : y];
  const rounded = (a * 2n + b) / (b * 2n);
  return negative ? -rounded : rounded;
}

/** Without trailing zeros behind the point. */
export function trimmed(value: Decimal): Decimal {
  let { units, scale } = value;
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n;
    scale -= 1;
  }
  return scale === value.scale ? value : { units, scale };
}

export type Rounding = 'half' | 'floor' | 'ceiling' | 'truncate';

/** At exactly `scale` fraction digits. */
export function rescaled(value: Decimal, scale: number, rounding: Rounding): Decimal {
  if (scale >= value.scale) return { units: value.units * pow10(scale - value.scale), scale };
  const divisor = pow10(value.scale - scale);
  if (rounding === 'half') return { units: halfUp(value.units, divisor), scale };
  const whole = value.units / divisor;
  const rest = value.units % divisor;
  const step = rounding === 'floor' && rest < 0n ? -1n : rounding === 'ceiling' && rest > 0n ? 1n : 0n;
  return { units: whole + step, scale };
}
