/** A case as chains need it. */
export interface ChainCase {
  readonly id: string;
  /** Day of onset: days from any fixed one; null where it is not known. */
  readonly onset: number | null;
}

/** Who is thought to have infected whom; several for one case where sources disagree. */
export interface InfectionPair {
  readonly infector: string;
  readonly infectee: string;
}

/** A pair that the chains do without, and why. */
export interface LeftOutPair extends InfectionPair {
  /** A case nobody told of, a case and itself, another infector was nearer, or the pair closes a loop. */
  readonly why: 'unknown-case' | 'own-infector' | 'several-infectors' | 'loop';
}

/** Each case with one infector at most and no loop: what generations, counts and pictures are made of. */
export interface ChainForest {
  readonly cases: readonly ChainCase[];
  /** Index of the infector beside `cases`; -1 for the first of a chain. */
  readonly infector: Int32Array;
  /** Steps from the first of the chain, which is 0. */
  readonly generation: Int32Array;
  /** Indexes of those a case infected, by onset and then id. */
  readonly infected: readonly (readonly number[])[];
  /** Indexes of the first cases, by onset and then id; cases without any pair are among them. */
  readonly roots: readonly number[];
  readonly leftOut: readonly LeftOutPair[];
}

/** By onset, unknown ones last, and then by id: never by where a case stands in a list, so that a new one moves nobody. */
export function comesBefore(one: ChainCase, other: ChainCase): number {
  const [a, b] = [one.onset ?? Number.POSITIVE_INFINITY, other.onset ?? Number.POSITIVE_INFINITY];
  if (a !== b) return a < b ? -1 : 1;
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}
