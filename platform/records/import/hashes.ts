import { hashedHalves } from '../domain/key-pairs.ts';

/** Hashes of texts as halves, by a number that stands for each: codes and units come again and again and are hashed once. */
export interface Hashes {
  /** The number of a text; one that is not `lasting` keeps it only until the next such text. */
  of(text: string, lasting: boolean): number;
  high(number: number): number;
  low(number: number): number;
  /** True the first time that this lasting text is met under this parameter. */
  isNew(number: number, parameter: number): boolean;
}

/** How many texts are remembered; then all are forgotten. */
const most = 1 << 17;
/** The number of whatever text does not last. */
const passing = 0;

export function createHashes(): Hashes {
  const known = new Map<string, number>();
  const highs = new Uint16Array(most + 1);
  const lows = new Uint32Array(most + 1);
  const lastParameter = new Uint16Array(most + 1);
  const met = new Set<number>();
  const put = (number: number, text: string): number => {
    const { high, low } = hashedHalves(text);
    highs[number] = high;
    lows[number] = low;
    return number;
  };
  return {
    of: (text, lasting) => {
      if (!lasting) return put(passing, text);
      const found = known.get(text);
      if (found !== undefined) return found;
      if (known.size === most) {
        known.clear();
        met.clear();
        lastParameter.fill(0);
      }
      const number = known.size + 1;
      known.set(text, number);
      return put(number, text);
    },
    high: (number) => highs[number] ?? 0,
    low: (number) => lows[number] ?? 0,
    isNew: (number, parameter) => {
      if (lastParameter[number] === parameter) return false;
      lastParameter[number] = parameter;
      const pair = number * 65_536 + parameter;
      if (met.has(pair)) return false;
      met.add(pair);
      return true;
    },
  };
}
