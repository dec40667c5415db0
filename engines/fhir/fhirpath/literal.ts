import type { Literal } from './ast.ts';
import { decimalOf, type Numeric, parseDecimal } from './decimal.ts';
import type { Token } from './lex.ts';
import { calendarQuantity, calendarUnit, ucumQuantity } from './quantity.ts';
import { parseDate, parseDateTime, parseTime } from './temporal.ts';

/** `4 days`, `10 'mg'`, `10.1`, `10`: a number, with the unit that follows it if one does. */
export function readNumber(number: Token, following: Token, takeUnit: () => void): Literal {
  const whole = !number.text.includes('.');
  const integer = Number(number.text);
  const value: Numeric = whole && integer <= 2147483647 ? integer : (parseDecimal(number.text) ?? decimalOf(integer));
  if (following.kind === 'string') {
    takeUnit();
    const calendar = calendarUnit(following.text);
    return {
      type: 'Quantity',
      value: calendar === null ? ucumQuantity(value, following.text) : calendarQuantity(value, calendar, following.text),
    };
  }
  const unit = following.kind === 'name' ? calendarUnit(following.text) : null;
  if (unit !== null) {
    takeUnit();
    return { type: 'Quantity', value: calendarQuantity(value, unit, following.text) };
  }
  return typeof value === 'number' ? { type: 'Integer', value } : { type: 'Decimal', value };
}

/** `@2015-02`, `@2015-02T`, `@T14:30`; null when there is no such date or time. */
export function readTemporal(text: string): Literal | null {
  const body = text.slice(1);
  const kind = body.startsWith('T') ? 'Time' : body.includes('T') ? 'DateTime' : 'Date';
  const value = kind === 'Time' ? parseTime(body.slice(1)) : kind === 'Date' ? parseDate(body) : parseDateTime(body);
  return value && { type: kind, value };
}
