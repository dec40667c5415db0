/** Numbers as a PostgreSQL array in text form: what the driver would make of them, without looking at each. */
export const numbersLiteral = (values: Iterable<bigint | number | null>): string => {
  const parts: string[] = [];
  for (const value of values)
    parts.push(value === null ? 'NULL' : typeof value === 'number' && !Number.isFinite(value) ? infinite(value) : String(value));
  return `{${parts.join(',')}}`;
};

const infinite = (value: number): string => (Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity');

const needsEscape = /[\\"]/g;

/** Texts as a PostgreSQL array in text form. */
export const textsLiteral = (values: Iterable<string | null>): string => {
  const parts: string[] = [];
  for (const value of values) parts.push(value === null ? 'NULL' : `"${value.replace(needsEscape, '\\$&')}"`);
  return `{${parts.join(',')}}`;
};

/** The type of the elements of a text[], https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/catalog/pg_type.dat. */
const textType = 25;
const headLength = 20;

/**
 * Texts as a PostgreSQL text[] in binary form: for long ones, which need no escapes then and are not read letter by letter. What takes
 * it must be a text[] and nothing that is cast from one.
 */
export function textsBinary(values: readonly string[]): Buffer {
  const lengths = values.map((value) => Buffer.byteLength(value));
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + 4 + length, headLength));
  // Dimensions, whether any is null, type of the elements, how many, number of the first.
  [1, 0, textType, values.length, 1].forEach((part, at) => {
    bytes.writeInt32BE(part, at * 4);
  });
  let at = headLength;
  for (const [index, value] of values.entries()) {
    const length = lengths[index] ?? 0;
    bytes.writeInt32BE(length, at);
    bytes.write(value, at + 4, length, 'utf8');
    at += 4 + length;
  }
  return bytes;
}
