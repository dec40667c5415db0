import { type Random, seededRandom } from '@songhua/engine-city/random.ts';

export type { Random };

/** A stream of its own for each part of a run, by name: adding draws to one part changes no other. */
export const stream = (seed: number | string, ...names: readonly (string | number)[]): Random =>
  seededRandom([seed, ...names].join('/'));

/** Above 0, so that logarithms are finite. */
const positive = (random: Random): number => 1 - random();

/** Exponential with this mean. */
export const drawExponential = (random: Random, mean: number): number => -mean * Math.log(positive(random));

/** Standard normal (Box and Muller 1958). */
const drawNormal = (random: Random): number => Math.sqrt(-2 * Math.log(positive(random))) * Math.cos(2 * Math.PI * random());

/** Gamma of shape > 0 and scale 1 (Marsaglia and Tsang 2000, ACM TOMS 26:363). */
export function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * positive(random) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(positive(random)) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Poisson with this mean ≥ 0, exactly: large means are cut down by gamma order statistics (Ahrens and Dieter 1974, Computing 12:223). */
export function drawPoisson(random: Random, mean: number): number {
  let left = mean;
  let count = 0;
  while (left > 16) {
    const part = Math.floor((7 * left) / 8);
    const at = drawGamma(random, part);
    if (at > left) return count + drawBinomial(random, part - 1, left / at);
    count += part;
    left -= at;
  }
  const limit = Math.exp(-left);
  for (let product = positive(random); product > limit; product *= positive(random)) count += 1;
  return count;
}

/** Binomial of n trials with chance p, exactly: many trials are cut in two by a beta order statistic (Relles 1972, JASA 67:612). */
export function drawBinomial(random: Random, trials: number, chance: number): number {
  let left = trials;
  let p = chance;
  let count = 0;
  if (p <= 0) return 0;
  while (left > 20) {
    if (p >= 1) return count + left;
    const half = 1 + Math.floor(left / 2);
    const a = drawGamma(random, half);
    const at = a / (a + drawGamma(random, left + 1 - half));
    if (at >= p) {
      left = half - 1;
      p /= at;
    } else {
      count += half;
      left -= half;
      p = (p - at) / (1 - at);
    }
  }
  for (; left > 0; left -= 1) if (random() < p) count += 1;
  return count;
}

/** Negative binomial with this mean and variance mean + mean²/size; an infinite size is Poisson. */
export function drawNegativeBinomial(random: Random, mean: number, size: number): number {
  if (mean <= 0) return 0;
  return drawPoisson(random, size === Number.POSITIVE_INFINITY ? mean : (drawGamma(random, size) * mean) / size);
}

/** How many of `trials` fall on each place, by these chances, which may sum to less than 1; told place by place. */
export function spreadOver(
  random: Random,
  trials: number,
  chances: ArrayLike<number>,
  tell: (place: number, count: number) => void,
): void {
  let left = trials;
  let rest = 1;
  for (let place = 0; place < chances.length && left > 0; place += 1) {
    const chance = chances[place] ?? 0;
    const count = chance >= rest ? left : drawBinomial(random, left, chance / rest);
    if (count > 0) tell(place, count);
    left -= count;
    rest -= chance;
  }
}
