/** Whole numbers from 0 up to, not with, `below`; each equally likely. */
export type Draw = (below: number) => number;

/** Stirs 32 bits so that neighbouring seeds have nothing in common (finaliser of MurmurHash3, A. Appleby, public domain). */
function stir(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** A stream of draws for a seed and the number of a replicate (xoshiro128**, D. Blackman and S. Vigna 2018): each replicate has its own, so any thread may do it. */
export function seededDraws(seed: number, replicate: number): Draw {
  const start = stir(seed ^ 0x9e3779b9) ^ stir(replicate + 0x6a09e667);
  let [a, b, c, d] = [1, 2, 3, 4].map((part) => stir(start + Math.imul(part, 0x9e3779b9)) | (part & 1)) as [
    number,
    number,
    number,
    number,
  ];
  const next = (): number => {
    const five = Math.imul(b, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
  // Numbers above the last whole multiple of `below` would favour the small ones and are drawn again.
  return (below) => {
    const limit = 2 ** 32 - (2 ** 32 % below);
    for (;;) {
      const value = next();
      if (value < limit) return value % below;
    }
  };
}
