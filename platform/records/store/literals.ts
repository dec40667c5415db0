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
