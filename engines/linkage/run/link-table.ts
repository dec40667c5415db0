import { type Pass, type Wanted, walkPairs } from '../blocking/walk-pairs.ts';
import type { Chance } from '../model/estimate-u.ts';
import { type Model, scorer } from '../model/score.ts';
import type { Prepared } from '../tables/make-comparisons.ts';
import { type Bounds, choosePasses, findCandidates } from './choose-passes.ts';
import { train } from './train.ts';

/** Where the three outcomes part, in bits (log2 of the odds that it is one person). Fixed beforehand, never from the answers. */
export interface Thresholds {
  readonly link: number;
  readonly review: number;
}

/**
 * For tables of any kind, whose links are counted: at even odds, where precision and recall together are best if odds are what they say. Whoever acts on links without
 * looking asks for more: see `person/thresholds.ts`. Shows to people what is likelier than one in eight.
 */
export const usualThresholds: Thresholds = { link: 0, review: -3 };

export const usualBounds: Bounds = { largest: 300, pairsEach: 60, passes: 20 };

export interface LinkedPair {
  readonly one: number;
  readonly other: number;
  readonly weight: number;
}

export interface Linked {
  readonly model: Model;
  readonly passes: readonly Pass[];
  readonly compared: number;
  /** At or above the threshold of review, the likeliest first. */
  readonly pairs: readonly LinkedPair[];
}

/** Learns, chooses its passes, and scores every pair they give. */
export function linkTable(
  { records, comparisons, keys }: Prepared,
  random: Chance,
  { thresholds = usualThresholds, bounds = usualBounds, wanted = null as Wanted | null } = {},
): Linked {
  const candidates = findCandidates(keys, bounds);
  const first = train(comparisons, records, candidates, wanted, random);
  const likely = scorer(comparisons, first);
  const passes = choosePasses(candidates, wanted, (one, other) => likely(one, other) > 0, bounds);
  const model = { ...first, prior: priorOf(passes, wanted, likely, records) };
  const score = scorer(comparisons, model);
  const pairs: LinkedPair[] = [];
  let compared = 0;
  walkPairs(passes, wanted, (one, other) => {
    compared += 1;
    const weight = score(one, other);
    if (weight >= thresholds.review) pairs.push({ one, other, weight });
  });
  return { model, passes, compared, pairs: pairs.sort((a, b) => b.weight - a.weight) };
}

/** Chance that two records drawn at random are one person: the expected number of such pairs in all passes, among all pairs there are. */
function priorOf(
  passes: readonly Pass[],
  wanted: Wanted | null,
  score: (one: number, other: number) => number,
  records: number,
): number {
  let expected = 0;
  walkPairs(passes, wanted, (one, other) => {
    expected += 1 / (1 + 2 ** -score(one, other));
  });
  return Math.max(1, expected) / ((records * (records - 1)) / 2);
}
