/** A number in [0, 1), handed in, seeded. */
export type Chance = () => number;

/** Standard normal (Box & Muller 1958). */
export const drawNormal = (chance: Chance): number => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());

/** Gamma of mean `shape` (Marsaglia & Tsang 2000). */
export function drawGamma(chance: Chance, shape: number): number {
  if (shape < 1) return drawGamma(chance, shape + 1) * (1 - chance()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = drawNormal(chance);
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log(1 - chance()) < (z * z) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Poisson: how many exponential waits fit into the mean, taken in pieces that do not underflow. */
export function drawPoisson(chance: Chance, mean: number): number {
  let count = 0;
  for (let left = mean; left > 0; left -= 30) {
    const floor = Math.exp(-Math.min(30, left));
    for (let product = 1 - chance(); product > floor; product *= 1 - chance()) count += 1;
  }
  return count;
}

/** A count of this mean with variance φ times as large, φ ≥ 1. */
export function drawOverdispersed(chance: Chance, mean: number, phi: number): number {
  if (phi <= 1) return drawPoisson(chance, mean);
  return drawPoisson(chance, drawGamma(chance, mean / (phi - 1)) * (phi - 1));
}
