/** A day of birth as FHIR writes it, from `YYYYMMDD`, `YYYYMM` or `YYYY`; null of nothing. */
export const isoBirth = (born: string | null): string | null =>
  born === null ? null : [born.slice(0, 4), born.slice(4, 6), born.slice(6, 8)].filter((part) => part !== '').join('-');
