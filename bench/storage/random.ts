/** A seeded source of chance (xorshift128), so that two runs make the same city. */
export interface Random {
  /** An unsigned 32-bit integer. */
  bits(): number;
  /** An integer from 0 to n - 1. */
  below(n: number): number;
  /** A number from 0 to below 1. */
  share(): number;
  /** An id in the form of a UUID. */
  uuid(): string;
}

const bytes = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));
const hex = (bits: number): string =>
  `${bytes[bits >>> 24]}${bytes[(bits >>> 16) & 255]}${bytes[(bits >>> 8) & 255]}${bytes[bits & 255]}`;

export function createRandom(seed: number): Random {
  let [a, b, c, d] = [seed | 1, 0x9e3779b9, 0x243f6a88, 0xb7e15162];
  const bits = (): number => {
    let t = d;
    const s = a;
    [d, c, b] = [c, b, s];
    t ^= t << 11;
    t ^= t >>> 8;
    a = t ^ s ^ (s >>> 19);
    return a >>> 0;
  };
  for (let n = 0; n < 20; n += 1) bits();
  return {
    bits,
    below: (n) => Math.floor((bits() / 2 ** 32) * n),
    share: () => bits() / 2 ** 32,
    uuid: () => {
      const [x, y] = [hex(bits()), hex(bits())];
      return `${hex(bits())}-${x.slice(0, 4)}-4${x.slice(5)}-a${y.slice(1, 4)}-${y.slice(4)}${hex(bits())}`;
    },
  };
}
