import type { Comparison } from '../compare/comparison.ts';
import type { Chances } from './estimate-u.ts';

/** What is known of how records of one person and of two compare. `prior`: chance that two records drawn at random are one person. */
export interface Model {
  readonly m: Chances;
  readonly u: Chances;
  readonly prior: number;
  /** How two people of one household compare, and the chance that two records drawn at random are such; 0: nothing tells of households. */
  readonly near: Chances;
  readonly nearPrior: number;
  /** How far rare agreements may count more, in bits; a safeguard against a name that is in the data once by mistake. */
  readonly rarest: number;
}

/** One field's part in a score. */
export interface Evidence {
  readonly comparison: string;
  /** Code of the level; null where one side is not known. */
  readonly level: string | null;
  /** Bits for (above 0) or against (below 0) one person. */
  readonly weight: number;
  /** Part of the weight that is due to how rare or common the value is. */
  readonly rarity: number;
}

export interface Score {
  /** log2 of the odds that it is one person. */
  readonly weight: number;
  /** Bits taken away because people of one household agree as much. */
  readonly relatives: number;
  readonly evidence: readonly Evidence[];
}

/** Weights of each level against strangers, worked out once. */
export const weightsOf = (chances: Chances, { u }: Model): readonly Float64Array[] =>
  chances.map((levels, at) => Float64Array.from(levels, (one, level) => Math.log2(one / (u[at]?.[level] ?? 1))));

/** Bits to take away because two people of one household agree as much; `alike` is how much likelier they do than strangers. */
export const relativesWeight = ({ nearPrior }: Model, alike: number): number =>
  nearPrior === 0 ? 0 : -Math.log2(1 + nearPrior * 2 ** alike);

export const priorWeight = ({ prior }: Model): number => Math.log2(prior / (1 - prior));

/** Bits by which agreeing on this very value says more or less than agreeing on a value drawn at random. */
export function rarityOf(
  { frequency, meanFrequency }: Comparison,
  level: number,
  one: number,
  other: number,
  rarest: number,
): number {
  const often = frequency?.(level, one, other);
  const mean = meanFrequency?.(level);
  if (often === undefined || mean === undefined || often <= 0 || mean <= 0) return 0;
  return Math.max(-rarest, Math.min(rarest, Math.log2(mean / often)));
}

/** A function that scores pairs without making anything: the weight alone. */
export function scorer(comparisons: readonly Comparison[], model: Model): (one: number, other: number) => number {
  const weights = weightsOf(model.m, model);
  const nears = weightsOf(model.near, model);
  const prior = priorWeight(model);
  const none = new Float64Array(0);
  const kept = comparisons.map((comparison, at) => ({ comparison, own: weights[at] ?? none, near: nears[at] ?? none }));
  return (one, other) => {
    let weight = prior;
    let alike = 0;
    for (const { comparison, own, near } of kept) {
      const level = comparison.compare(one, other);
      if (level < 0) continue;
      weight += own[level] ?? 0;
      alike += near[level] ?? 0;
      if (comparison.frequency) weight += rarityOf(comparison, level, one, other, model.rarest);
    }
    return weight + relativesWeight(model, alike);
  };
}
