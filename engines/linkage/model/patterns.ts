import type { Comparison } from '../compare/comparison.ts';

/**
 * How pairs compared, as one number for each combination of levels: mixed radix, level + 1 (0: not known) of each comparison in turn. Counting combinations
 * instead of keeping pairs is what makes estimation cost the same for a thousand pairs as for a hundred million.
 */
export interface Patterns {
  readonly counts: Map<number, number>;
  readonly add: (one: number, other: number) => void;
}

export const radixesOf = (comparisons: readonly Comparison[]): readonly number[] =>
  comparisons.map(({ levels }) => levels.length + 1);

export function patternOf(comparisons: readonly Comparison[], one: number, other: number): number {
  let pattern = 0;
  for (const { compare, levels } of comparisons) pattern = pattern * (levels.length + 1) + compare(one, other) + 1;
  return pattern;
}

/** Levels of a pattern, in the order of the comparisons; -1: not known. */
export function levelsIn(pattern: number, radixes: readonly number[]): number[] {
  const levels = new Array<number>(radixes.length);
  let rest = pattern;
  for (let at = radixes.length - 1; at >= 0; at -= 1) {
    const radix = radixes[at] ?? 1;
    levels[at] = (rest % radix) - 1;
    rest = Math.floor(rest / radix);
  }
  return levels;
}

export function countPatterns(comparisons: readonly Comparison[]): Patterns {
  const counts = new Map<number, number>();
  return {
    counts,
    add: (one, other) => {
      const pattern = patternOf(comparisons, one, other);
      counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
    },
  };
}
