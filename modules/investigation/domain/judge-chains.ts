import {
  buildForest,
  countGenerations,
  describeOffspring,
  describeSerialIntervals,
  findChainFaults,
} from '@songhua/engine-outbreak';
import type { ChainNode, Chains } from '../contract.ts';

interface Pair {
  readonly infector: string;
  readonly infectee: string;
}

/** Days since 1970 of an ISO day. */
export const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

/**
 * Pairs that chains are drawn from: a person's word; for cases without one, whose contact they were listed as, of several the one whose
 * onset fits best (engines/outbreak `buildForest`).
 */
export function choosePairs(nodes: readonly ChainNode[], said: readonly Pair[], listed: readonly Pair[]): Chains['pairs'] {
  const spoken = new Set(said.map(({ infectee }) => infectee));
  const open = listed.filter(({ infectee }) => !spoken.has(infectee));
  const cases = nodes.map(({ id, onset }) => ({ id, onset: onset === null ? null : dayNumber(onset) }));
  const { cases: kept, infector } = buildForest(cases, open);
  const proposed = kept.flatMap(({ id }, at) => {
    const from = kept[infector[at] ?? -1];
    return from ? [{ infector: from.id, infectee: id, by: 'rule' as const }] : [];
  });
  const there = new Set(nodes.map(({ id }) => id));
  const spokenHere = said.filter((pair) => there.has(pair.infector) && there.has(pair.infectee));
  return [...spokenHere.map((pair) => ({ ...pair, by: 'person' as const })), ...proposed];
}

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);

/** How long an infection takes to show at the most, and how long somebody infects: what chains are held against, in days. */
const infectious = 14;

/** The chains with their faults and figures. Offspring counts those only who fell ill more than one longest incubation before the last. */
export function judgeChains(
  nodes: readonly ChainNode[],
  pairs: Chains['pairs'],
  longestIncubation: number,
): Omit<Chains, 'more'> {
  const cases = nodes.map(({ id, onset }) => ({ id, onset: onset === null ? null : dayNumber(onset) }));
  const forest = buildForest(cases, pairs);
  const limits = { longestIncubation, infectiousAfterOnset: infectious, mayPrecede: 0 };
  const { pairs: counted, mean, deviation, quartiles } = describeSerialIntervals(forest);
  const last = cases.reduce<number | null>(
    (most, { onset }) => (onset !== null && (most === null || onset > most) ? onset : most),
    null,
  );
  const offspring = describeOffspring(forest, last === null ? null : last - longestIncubation);
  return {
    nodes: [...nodes],
    pairs: [...pairs],
    faults: findChainFaults(cases, pairs, limits),
    serialInterval: { pairs: counted, mean, deviation, median: quartiles?.[2] ?? null },
    offspring: {
      cases: offspring.cases,
      mean: offspring.cases === 0 ? null : finite(offspring.mean),
      dispersion: finite(offspring.dispersion),
      infectedNobody: offspring.cases === 0 ? null : finite(offspring.infectedNobody),
    },
    generations: countGenerations(forest),
  };
}
