import { bisect } from './bisect.ts';

/** How many others each case infected, and how unevenly. */
export interface Offspring {
  readonly cases: number;
  /** Mean number infected: the reproduction number among these cases. */
  readonly mean: number;
  /** Dispersion of a negative binomial distribution by maximum likelihood; Infinity where numbers vary no more than by chance, null without an infection. */
  readonly dispersion: number | null;
  /** What of the dispersion the data do not refute (95 %, profile likelihood); the upper one may be Infinity. */
  readonly dispersionRange: readonly [lower: number, upper: number] | null;
  /** Share of cases that infected nobody. */
  readonly infectedNobody: number;
  /** Share of all infections that the fifth of cases with most of them made. */
  readonly byTopFifth: number | null;
  /** `tally[n]`: cases that infected n. */
  readonly tally: readonly number[];
}

/** 95 % point of chi-squared with one degree of freedom. */
const refuted = 3.841458820694124;
const smallest = 1e-6;
const largest = 1e6;

/**
 * Offspring of cases (Lloyd-Smith et al. 2005, Nature 438:355): a negative binomial with the sample's mean, which is its estimate whatever the dispersion. Hand in the count of
 * each case, zeros too, and leave out those that may still infect.
 */
export function fitOffspring(counts: readonly number[]): Offspring {
  const cases = counts.length;
  const infections = counts.reduce((sum, count) => sum + count, 0);
  const largestCount = counts.reduce((most, count) => Math.max(most, count), 0);
  const tally: number[] = Array.from({ length: largestCount + 1 }, () => 0);
  for (const count of counts) tally[count] = (tally[count] ?? 0) + 1;
  const mean = cases === 0 ? 0 : infections / cases;
  const nobody = cases === 0 ? 0 : (tally[0] ?? 0) / cases;
  const shape = { cases, mean, infectedNobody: nobody, tally };
  if (infections === 0) return { ...shape, dispersion: null, dispersionRange: null, byTopFifth: null };

  // Cases with more than j infections: the gamma functions of the likelihood are sums of logarithms over them.
  let above = 0;
  const more = tally
    .toReversed()
    .map((count) => {
      above += count;
      return above - count;
    })
    .reverse();
  const slope = (k: number): number =>
    more.reduce((sum, count, j) => sum + count / (k + j), 0) + cases * Math.log(k / (k + mean));
  const likelihood = (k: number): number =>
    more.reduce((sum, count, j) => sum + count * Math.log(k + j), 0) -
    cases * k * Math.log1p(mean / k) -
    infections * (Math.log(k + mean) - Math.log(mean));
  const poisson = infections * Math.log(mean) - infections;

  const spread = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / cases;
  const log = (k: number): number => Math.log(k);
  const finite = spread > mean && slope(largest) < 0;
  const best = finite ? Math.exp(bisect((x) => slope(Math.exp(x)), log(smallest), log(largest))) : Number.POSITIVE_INFINITY;
  const top = finite ? likelihood(best) : poisson;
  const excess = (x: number): number => refuted - 2 * (top - likelihood(Math.exp(x)));
  const from = Math.min(log(largest), log(best));
  const lower = excess(log(smallest)) >= 0 ? 0 : Math.exp(bisect((x) => -excess(x), log(smallest), from));
  const upper = 2 * (top - poisson) <= refuted ? Number.POSITIVE_INFINITY : Math.exp(bisect(excess, from, log(largest)));
  return { ...shape, dispersion: best, dispersionRange: [lower, upper], byTopFifth: topFifth(counts, infections) };
}

function topFifth(counts: readonly number[], infections: number): number {
  const sorted = counts.toSorted((one, other) => other - one);
  const fifth = counts.length / 5;
  const made = sorted.reduce((sum, count, at) => sum + count * Math.max(0, Math.min(1, fifth - at)), 0);
  return made / infections;
}
