import { compareNumeric } from './decimal.ts';
import { Misuse } from './error.ts';
import type { TypedNode } from './node.ts';
import { compareQuantity, type Ucum } from './quantity.ts';
import { compareTemporal } from './temporal.ts';
import { asQuantity, numericOf, stringOf, temporalOf } from './value.ts';

const isAmount = ({ shape: { kind } }: TypedNode): boolean => kind === 'quantity' || kind === 'integer' || kind === 'decimal';

/** Two dates of FHIR written alike, to the same digit and in the same zone, are in the order of their texts. */
function compareWritten(a: TypedNode, b: TypedNode): -1 | 0 | 1 | undefined {
  const { value: x, shape: of } = a;
  const { value: y, shape: other } = b;
  if (typeof x !== 'string' || typeof y !== 'string' || x.length !== y.length) return;
  if ((of.kind !== 'date' && of.kind !== 'dateTime') || (other.kind !== 'date' && other.kind !== 'dateTime')) return;
  if (x.length > 10 && (x.charAt(16) !== ':' || y.charAt(16) !== ':' || x.slice(19) !== y.slice(19))) return;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Order of two items; undefined when what is written does not tell. Throws Misuse for types that have no order together. */
export function compareNodes(a: TypedNode, b: TypedNode, ucum: Ucum | undefined): -1 | 0 | 1 | undefined {
  const [numberA, numberB] = [numericOf(a), numericOf(b)];
  if (numberA !== undefined && numberB !== undefined) return compareNumeric(numberA, numberB);
  const [textA, textB] = [stringOf(a), stringOf(b)];
  if (textA !== undefined && textB !== undefined) return textA < textB ? -1 : textA > textB ? 1 : 0;
  if (a.shape.kind === 'quantity' || b.shape.kind === 'quantity') {
    const [x, y] = [asQuantity(a), asQuantity(b)];
    if (x && y) return compareQuantity(x, y, ucum);
    // A quantity with a comparator, or without a value, has no place in the order.
    if (isAmount(a) && isAmount(b)) return;
  }
  const written = compareWritten(a, b);
  if (written !== undefined) return written;
  const [timeA, timeB] = [temporalOf(a), temporalOf(b)];
  if (timeA && timeB && (timeA.kind === 'Time') === (timeB.kind === 'Time')) return compareTemporal(timeA, timeB);
  if (a.shape.kind === b.shape.kind && (a.value === undefined || b.value === undefined)) return;
  throw new Misuse(`${a.type} and ${b.type} have no order`, `${a.type} 与 ${b.type} 不能比较大小`);
}
