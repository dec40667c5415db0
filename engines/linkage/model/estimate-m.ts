import type { Chances } from './estimate-u.ts';
import { levelsIn } from './patterns.ts';

/** Pairs that are one person, and pairs that are two people who share much; the rest are strangers. */
export interface Mixture {
  readonly m: Chances;
  readonly near: Chances;
  /** Share of the pairs that are one person. */
  readonly matches: number;
  /** Share of the pairs that are two people of one household; 0 where nothing tells of households. */
  readonly relatives: number;
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
 * the chances of strangers (u) held as they are. Beside them stands a third class, people of one household, who agree on address, phone and surname all at once:
 * without it twins and siblings are taken for one person, since nothing else explains so much agreement. `frozen` comparisons agree by the making of the pass: they
 * are left out; `held` ones keep their chances in the third class. Comparisons are taken as independent within each class.
 */
export function estimateM(
  patterns: ReadonlyMap<number, number>,
  radixes: readonly number[],
  u: Chances,
  { frozen, held }: { readonly frozen: ReadonlySet<number>; readonly held: ReadonlySet<number> },
  start: Mixture,
  { rounds = 80, still = 1e-5 } = {},
): Mixture {
  const cases = [...patterns].map(([pattern, count]) => ({ levels: levelsIn(pattern, radixes), count }));
  const total = cases.reduce((sum, { count }) => sum + count, 0);
  let { m, near, matches, relatives } = start;
  for (let round = 1; ; round += 1) {
    const tallies = [m, near].map(() => radixes.map((radix) => new Float64Array(radix - 1)));
    const found = [0, 0];
    for (const { levels, count } of cases) {
      const strangers = Math.max(1e-9, 1 - matches - relatives);
      const odds = [matches / strangers, relatives / strangers];
      for (const [at, level] of levels.entries()) {
        if (level < 0 || frozen.has(at)) continue;
        const chance = u[at]?.[level] ?? 1;
        odds[0] = (odds[0] ?? 0) * ((m[at]?.[level] ?? 1) / chance);
        odds[1] = (odds[1] ?? 0) * ((near[at]?.[level] ?? 1) / chance);
      }
      const all = 1 + (odds[0] ?? 0) + (odds[1] ?? 0);
      for (const kind of [0, 1]) {
        const expected = (count * (odds[kind] ?? 0)) / all;
        found[kind] = (found[kind] ?? 0) + expected;
        for (const [at, level] of levels.entries()) {
          const tally = tallies[kind]?.[at];
          if (level >= 0 && tally) tally[level] = (tally[level] ?? 0) + expected;
        }
      }
    }
    const learned = ([m, near] as const).map((before, kind) =>
      before.map((levels, at) =>
        frozen.has(at) || (kind === 1 && held.has(at)) ? levels : shares(tallies[kind]?.[at] ?? new Float64Array(0)),
      ),
    );
    const [nextM = m, nextNear = near] = learned;
    const share = Math.min(0.999, Math.max(1e-7, (found[0] ?? 0) / total));
    const moved = Math.max(
      Math.abs(share - matches),
      ...nextM.flatMap((levels, at) => levels.map((one, level) => Math.abs(one - (m[at]?.[level] ?? 0)))),
    );
    m = nextM;
    near = relatives === 0 ? near : nextNear;
    matches = share;
    relatives = relatives === 0 ? 0 : Math.min(0.999 - share, Math.max(1e-9, (found[1] ?? 0) / total));
    if (moved < still || round >= rounds) return { m, near, matches, relatives };
  }
}

/** Counts as chances, half a case added to each: nothing is impossible. */
function shares(tally: Float64Array): number[] {
  const sum = tally.reduce((all, one) => all + one, 0) + 0.5 * tally.length;
  return [...tally].map((one) => (one + 0.5) / sum);
}
