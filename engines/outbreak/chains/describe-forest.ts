import { fitOffspring, type Offspring } from './fit-offspring.ts';
import type { ChainForest } from './transmission.ts';

/** Days from the infector's onset to the infectee's. */
export interface SerialIntervals {
  readonly pairs: number;
  /** Pairs with an onset that nobody knows. */
  readonly unknown: number;
  /** Pairs in which the infectee fell ill first: they count in all figures below. */
  readonly negative: number;
  readonly mean: number | null;
  /** Of the sample (n − 1); null below two pairs. */
  readonly deviation: number | null;
  /** Smallest, quartiles and largest, interpolated between neighbours. */
  readonly quartiles: readonly [number, number, number, number, number] | null;
}

/** Serial intervals of the pairs that the chains are made of. */
export function describeSerialIntervals({ cases, infector }: ChainForest): SerialIntervals {
  const days: number[] = [];
  let unknown = 0;
  for (const [to, from] of infector.entries()) {
    if (from < 0) continue;
    const [one, other] = [cases[from]?.onset ?? null, cases[to]?.onset ?? null];
    if (one === null || other === null) unknown += 1;
    else days.push(other - one);
  }
  days.sort((one, other) => one - other);
  const pairs = days.length;
  const mean = pairs === 0 ? null : days.reduce((sum, one) => sum + one, 0) / pairs;
  const square = days.reduce((sum, one) => sum + (one - (mean ?? 0)) ** 2, 0);
  const at = (share: number): number => {
    const place = share * (pairs - 1);
    const [low, high] = [days[Math.floor(place)] ?? 0, days[Math.ceil(place)] ?? 0];
    return low + (high - low) * (place - Math.floor(place));
  };
  return {
    pairs,
    unknown,
    negative: days.filter((one) => one < 0).length,
    mean,
    deviation: pairs < 2 ? null : Math.sqrt(square / (pairs - 1)),
    quartiles: pairs === 0 ? null : [at(0), at(0.25), at(0.5), at(0.75), at(1)],
  };
}

/** Offspring of the cases whose onset is not after a day (null: of all); later ones may still infect, and so may those whose onset nobody knows. */
export function describeOffspring({ cases, infected }: ChainForest, onsetUntil: number | null = null): Offspring {
  const counted = cases.flatMap(({ onset }, at) =>
    onsetUntil === null || (onset !== null && onset <= onsetUntil) ? [infected[at]?.length ?? 0] : [],
  );
  return fitOffspring(counted);
}

/** Cases in each generation, that of the first ones at 0. */
export function countGenerations({ generation }: ChainForest): number[] {
  const counts: number[] = [];
  for (const step of generation) {
    while (counts.length <= step) counts.push(0);
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return counts;
}
