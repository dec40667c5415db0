import { type Wanted, walkPairs } from '../blocking/walk-pairs.ts';
import type { Comparison } from '../compare/comparison.ts';
import { estimateM, firstGuess, type Mixture } from '../model/estimate-m.ts';
import { type Chance, type Chances, estimateU } from '../model/estimate-u.ts';
import { countPatterns, radixesOf } from '../model/patterns.ts';
import type { Model } from '../model/score.ts';
import type { Candidate } from './choose-passes.ts';

/** Pairs of one pass that estimation looks at; more add nothing. */
const enough = 20_000;

/** Bits by which pairs of one person differ from strangers at the least. Of a table of few fields they do by ten. */
const leastApart = 4;

/**
 * Learns from a table, without any answers, how records of one person and of two compare. Each candidate pass is a sample in which many pairs are one
 * person; what a pass blocks by, it cannot teach. What several teach is averaged by how many people they saw.
 */
export function train(
  comparisons: readonly Comparison[],
  records: number,
  candidates: readonly Candidate[],
  wanted: Wanted | null,
  random: Chance,
): Model {
  const u = estimateU(comparisons, records, random, wanted);
  const radixes = radixesOf(comparisons);
  const samples = candidates.flatMap((candidate) => sampleOf(comparisons, candidate, wanted));
  const hasRelatives = comparisons.filter(({ amongRelatives }) => amongRelatives?.learned).length > 1;
  let learned: Pick<Mixture, 'm' | 'near'> = {
    m: firstGuess(radixes),
    near: comparisons.map(({ amongRelatives }, at) => amongRelatives?.chances ?? u[at] ?? []),
  };
  const held = new Set(comparisons.flatMap(({ amongRelatives }, at) => (amongRelatives?.learned ? [] : [at])));
  let [most, mostNear] = [0, 0];
  // Twice: the second time each sample starts from what all of them taught.
  for (let turn = 0; turn < 2; turn += 1) {
    const m = averager(radixes);
    const near = averager(radixes);
    for (const { counts, total, pairs, frozen } of samples) {
      const trained = estimateM(
        counts,
        radixes,
        u,
        { frozen, held },
        { ...learned, matches: 0.2, relatives: hasRelatives ? 0.1 : 0 },
      );
      // Where one in fifty is one person and the strangers are alike by the making of the pass, what is found may be those strangers.
      if (bitsApart(trained.m, u, frozen) < leastApart) continue;
      most = Math.max(most, trained.matches * pairs);
      mostNear = Math.max(mostNear, trained.relatives * pairs);
      // A sample in which next to nobody is one person says little of how such pairs look.
      m.add(trained.m, trained.matches * total * trained.matches, frozen);
      near.add(trained.near, trained.relatives * total * trained.relatives, new Set([...frozen, ...held]));
    }
    learned = { m: m.mean(learned.m), near: near.mean(learned.near) };
  }
  const pairs = (records * (records - 1)) / 2;
  return {
    u,
    m: learned.m.map((levels, at) => inOrder(levels, u[at] ?? [])),
    near: learned.near,
    prior: Math.max(1, most) / pairs,
    nearPrior: hasRelatives ? Math.max(1, mostNear) / pairs : 0,
    rarest: 8,
  };
}

/** How many bits tell pairs of one class from strangers on average (Kullback-Leibler), by the comparisons that may speak. */
const bitsApart = (m: Chances, u: Chances, frozen: ReadonlySet<number>): number =>
  m.reduce(
    (sum, levels, at) =>
      frozen.has(at) ? sum : levels.reduce((bits, one, level) => bits + one * Math.log2(one / (u[at]?.[level] ?? 1)), sum),
    0,
  );

/** Chances averaged over samples by how much each is trusted; a comparison that no sample taught stays as it was. */
function averager(radixes: readonly number[]) {
  const sums = radixes.map((radix) => new Float64Array(radix - 1));
  const seen = new Float64Array(radixes.length);
  return {
    add: (chances: Chances, trust: number, frozen: ReadonlySet<number>): void => {
      for (const [at, levels] of chances.entries()) {
        if (frozen.has(at)) continue;
        seen[at] = (seen[at] ?? 0) + trust;
        const sum = sums[at];
        if (sum) for (const [level, one] of levels.entries()) sum[level] = (sum[level] ?? 0) + one * trust;
      }
    },
    mean: (before: Chances): Chances =>
      sums.map((sum, at) => {
        const total = seen[at] ?? 0;
        return total > 0 ? [...sum].map((one) => one / total) : (before[at] ?? []);
      }),
  };
}

interface Sample {
  readonly counts: ReadonlyMap<number, number>;
  /** Pairs in the sample, and in the whole pass. */
  readonly total: number;
  readonly pairs: number;
  readonly frozen: ReadonlySet<number>;
}

/** How a part of a pass's pairs compare; nothing where a pass blocks by nearly everything or has too few pairs to teach. */
function sampleOf(comparisons: readonly Comparison[], { pass, pairs }: Candidate, wanted: Wanted | null): Sample[] {
  const frozen = new Set(comparisons.flatMap(({ name }, at) => (pass.key.about.includes(name) ? [at] : [])));
  if (frozen.size >= comparisons.length - 1) return [];
  const { counts, add } = countPatterns(comparisons);
  let total = 0;
  walkPairs(
    [pass],
    wanted,
    (one, other) => {
      add(one, other);
      total += 1;
    },
    [0, Math.max(1, Math.ceil(pairs / enough))],
  );
  return total < 50 ? [] : [{ counts, total, pairs, frozen }];
}

/**
 * A level further down never speaks more for one person than one above it: where the data say so, there were too few to tell, and both get what they
 * have together.
 */
export function inOrder(m: readonly number[], u: readonly number[]): number[] {
  const groups = m.map((one, at) => ({ m: one, u: u[at] ?? 1, size: 1 }));
  for (let at = 1; at < groups.length; ) {
    const [above, here] = [groups[at - 1], groups[at]];
    if (above && here && here.m / here.u > above.m / above.u) {
      groups.splice(at - 1, 2, { m: above.m + here.m, u: above.u + here.u, size: above.size + here.size });
      at = Math.max(1, at - 1);
    } else at += 1;
  }
  let level = 0;
  return groups.flatMap((group) =>
    Array.from({ length: group.size }, () => {
      const own = u[level] ?? 1;
      level += 1;
      return (group.m / group.u) * own;
    }),
  );
}
