import { buildForest } from './build-forest.ts';
import type { ChainCase, InfectionPair, LeftOutPair } from './transmission.ts';

/** A fault of a pair, or what is at least worth a question. */
export interface ChainFault extends InfectionPair {
  /**
   * Why the chains do without it (`several-infectors` says it of each of them), or: `onset-unknown` of one of the two, `onset-before-infector` where the infectee fell ill
   * first, `long-gap` where the infectee fell ill later than an infection explains.
   */
  readonly kind: LeftOutPair['why'] | 'onset-unknown' | 'onset-before-infector' | 'long-gap';
  /** Days from the infector's onset to the infectee's, where both are known. */
  readonly days: number | null;
}

/** What a disease allows, in days. */
export interface ChainLimits {
  /** Longest time from infection to onset. */
  readonly longestIncubation: number;
  /** How long after onset somebody still infects; 0 holds the gap against the incubation alone. */
  readonly infectiousAfterOnset: number;
  /** How much earlier than the infector an infectee may fall ill; 0 where illness comes before infecting. */
  readonly mayPrecede: number;
  /** Days from the infector's onset to the infectee's that are usual, by which one of several infectors is taken; 0 where it is not said, as in `buildForest`. */
  readonly usualDays?: number;
}

/** What is wrong with the pairs: first their days, in the order they came, then what the chains do without. */
export function findChainFaults(told: readonly ChainCase[], pairs: readonly InfectionPair[], limits: ChainLimits): ChainFault[] {
  const onsets = new Map(told.map(({ id, onset }) => [id, onset]));
  const longest = limits.longestIncubation + limits.infectiousAfterOnset;
  const daysOf = ({ infector, infectee }: InfectionPair): number | null => {
    const [from, to] = [onsets.get(infector) ?? null, onsets.get(infectee) ?? null];
    return from === null || to === null ? null : to - from;
  };
  const kindOf = (pair: InfectionPair, days: number | null): ChainFault['kind'] | null => {
    if (!onsets.has(pair.infector) || !onsets.has(pair.infectee) || pair.infector === pair.infectee) return null;
    if (days === null) return 'onset-unknown';
    if (days < -limits.mayPrecede) return 'onset-before-infector';
    return days > longest ? 'long-gap' : null;
  };
  const once = new Map(pairs.map(({ infector, infectee }) => [JSON.stringify([infector, infectee]), { infector, infectee }]));
  const ofDays = [...once.values()].flatMap((pair) => {
    const days = daysOf(pair);
    const kind = kindOf(pair, days);
    return kind ? [{ ...pair, kind, days }] : [];
  });
  const left = buildForest(told, [...once.values()], limits.usualDays).leftOut;
  const disputed = new Set(left.flatMap(({ why, infectee }) => (why === 'several-infectors' ? [infectee] : [])));
  const rivals = [...once.values()].filter(
    ({ infector, infectee }) => disputed.has(infectee) && infector !== infectee && onsets.has(infector),
  );
  return [
    ...ofDays,
    ...left.flatMap(({ why, ...pair }) => (why === 'several-infectors' ? [] : [{ ...pair, kind: why, days: daysOf(pair) }])),
    ...rivals.map((pair) => ({ ...pair, kind: 'several-infectors' as const, days: daysOf(pair) })),
  ];
}
