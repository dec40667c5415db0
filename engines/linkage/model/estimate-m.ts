import type { Chances } from './estimate-u.ts';
import { levelsIn } from './patterns.ts';

/** What expectation-maximisation found among the pairs of one pass. */
export interface Trained {
  readonly m: Chances;
  /** Share of the pairs that are one person. */
  readonly matches: number;
  readonly rounds: number;
}

/** Where a level's chance starts for pairs of one person: nine of ten alike in full, the rest falling off. */
export const firstGuess = (radixes: readonly number[]): Chances =>
  radixes.map((radix) => {
    const levels = radix - 1;
    const weights = Array.from({ length: levels }, (_, level) => (level === 0 ? 0.85 : 0.3 / 2 ** level));
    const total = weights.reduce((sum, one) => sum + one, 0);
    return weights.map((one) => one / total);
  });

/**
 * How two records of one person compare (m), and what share of the pairs are such (Fellegi and Sunter 1969; expectation-maximisation as Winkler 1988), with
 * the chances of different people held as they are. `frozen` comparisons agree by the making of the pass: they are left out. Comparisons are taken as
 * independent given whether it is one person.
 */
export function estimateM(
  patterns: ReadonlyMap<number, number>,
  radixes: readonly number[],
  u: Chances,
  frozen: ReadonlySet<number>,
  start: { readonly m: Chances; readonly matches: number },
  { rounds = 60, still = 1e-5 } = {},
): Trained {
  const cases = [...patterns].map(([pattern, count]) => ({ levels: levelsIn(pattern, radixes), count }));
  const total = cases.reduce((sum, { count }) => sum + count, 0);
  let { m, matches } = start;
  for (let round = 1; ; round += 1) {
    const tallies = radixes.map((radix) => new Float64Array(radix - 1));
    let found = 0;
    for (const { levels, count } of cases) {
      let odds = matches / (1 - matches);
      for (const [at, level] of levels.entries())
        if (level >= 0 && !frozen.has(at)) odds *= (m[at]?.[level] ?? 1) / (u[at]?.[level] ?? 1);
      const expected = (count * odds) / (1 + odds);
      found += expected;
      for (const [at, level] of levels.entries()) {
        const tally = tallies[at];
        if (level >= 0 && tally) tally[level] = (tally[level] ?? 0) + expected;
      }
    }
    const next = tallies.map((tally, at) => {
      if (frozen.has(at)) return m[at] ?? [];
      const sum = tally.reduce((all, one) => all + one, 0) + 0.5 * tally.length;
      return [...tally].map((one) => (one + 0.5) / sum);
    });
    const share = Math.min(0.999, Math.max(1e-7, found / total));
    const moved = Math.max(
      Math.abs(share - matches),
      ...next.flatMap((levels, at) => levels.map((one, level) => Math.abs(one - (m[at]?.[level] ?? 0)))),
    );
    m = next;
    matches = share;
    if (moved < still || round >= rounds) return { m, matches, rounds: round };
  }
}
