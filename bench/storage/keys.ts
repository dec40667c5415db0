/** Keys of postings: 16 bits of parameter before 48 bits of value; and what stands in their second column. */

/** A 48-bit value in two halves, because bigints are slow: `high` has 16 bits, `low` 32. */
export interface Key {
  readonly high: number;
  readonly low: number;
}

/** Two multiplicative hashes side by side over the system and the code; 48 of their 64 bits. */
export function hash48(system: string, code: string): Key {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  const mix = (text: string): void => {
    for (let n = 0; n < text.length; n += 1) {
      const c = text.charCodeAt(n);
      a = Math.imul(a ^ c, 2654435761);
      b = Math.imul(b ^ c, 1597334677);
    }
    a = Math.imul(a ^ 0x7c, 2246822507);
    b = Math.imul(b ^ 0x7c, 3266489909);
  };
  mix(system);
  mix(code);
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return { high: b & 0xffff, low: a >>> 0 };
}

/** Places among which people are spread; a power of two. */
export const places = 1024;
export const placeOf = (patient: string): number => hash48('place', patient).low % places;

/** A resource's address: 37 bits of a counter, then 10 bits of place. */
export const ridOf = (sequence: number, place: number): number => sequence * places + place;

const minutes1850 = Math.floor(Date.UTC(1850, 0, 1) / 60_000);

/** Minutes since 1850, moved so that the signed order of int8 is the order of dates. */
const dateBits = (at: number): number => Math.min(2 ** 27 - 1, Math.max(0, Math.floor(at / 60_000) - minutes1850)) - 2 ** 26;

/** High half of a posting's value: date before sequence, or the sequence alone. */
export const highOfValue = (at: number, sequence: number, dated: boolean): number =>
  dated ? dateBits(at) * 32 + Math.floor(sequence / 2 ** 32) : Math.floor(sequence / 2 ** 32);

/** The smallest value of a posting dated `at` or later, as decimal text for a parameter. */
export const valueFrom = (at: number): string => (BigInt(dateBits(at)) << 37n).toString();

/** A key as decimal text for a parameter. */
export const keyText = (param: number, { high, low }: Key): string =>
  BigInt.asIntN(64, (BigInt(param) << 48n) | (BigInt(high) << 32n) | BigInt(low)).toString();

export const ridKey = (rid: number): Key => ({ high: Math.floor(rid / 2 ** 32) & 0xffff, low: rid >>> 0 });

/**
 * A person and a code as one value: the person's neighbourhood in high bits, so that one person's pairs lie side by side,
 * and below it a mixture that SQL can compute too (`pairInSql`).
 */
export function pairKey(rid: number, code: Key): Key {
  const sequence = Math.floor(rid / places);
  return { high: Math.floor(sequence / 4096) & 0xffff, low: (Math.imul(sequence, 2654435761) ^ code.low) >>> 0 };
}

/** The same key in SQL, for the resource whose sequence is `sequence` and the low half of a code's hash. */
export const pairInSql = (param: number, sequence: string, codeLow: string): string =>
  `((${param}::int8 << 48) | (((${sequence} >> 12) & 65535) << 32) | (((${sequence} * 2654435761) & 4294967295) # ${codeLow}))`;
