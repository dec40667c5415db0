/** Steps since the chart began: what came, what was expected, and running sums of the score at no change. */
export interface GlrRun {
  length: number;
  counts: Float64Array;
  means: Float64Array;
}

export const emptyRun = (room: number): GlrRun => ({ length: 0, counts: new Float64Array(room), means: new Float64Array(room) });

/** Adds a step at the end; room is doubled when it is full. */
export function append(run: GlrRun, count: number, mean: number): void {
  if (run.length === run.counts.length) {
    const [counts, means] = [new Float64Array(2 * run.length + 8), new Float64Array(2 * run.length + 8)];
    counts.set(run.counts);
    means.set(run.means);
    [run.counts, run.means] = [counts, means];
  }
  run.counts[run.length] = count;
  run.means[run.length] = mean;
  run.length += 1;
}

/**
 * The likelihood ratio, in logarithms, of a rise of all means by e^κ from a step on against no change, at the best κ ≥ 0: Newton's method, the
 * likelihood being concave in κ.
 */
function bestRise({ length, counts, means }: GlrRun, from: number, spread: number, start: number): number {
  let kappa = start;
  for (let round = 0; round < 50; round += 1) {
    const rise = Math.exp(kappa);
    let slope = 0;
    let curve = 0;
    for (let at = from; at < length; at += 1) {
      const mean = (means[at] ?? 0) * rise;
      const count = counts[at] ?? 0;
      const whole = 1 + spread * mean;
      slope += (count - mean) / whole;
      curve += (mean * (1 + spread * count)) / (whole * whole);
    }
    const step = slope / curve;
    kappa = Math.max(kappa + Math.min(step, 2), kappa / 4);
    if (Math.abs(step) < 1e-10 * (1 + kappa)) break;
  }
  const grown = Math.expm1(kappa);
  let ratio = 0;
  for (let at = from; at < length; at += 1) {
    const mean = means[at] ?? 0;
    const count = counts[at] ?? 0;
    ratio += count * kappa - (count + 1 / spread) * Math.log1p((spread * mean * grown) / (1 + spread * mean));
  }
  return ratio;
}

/**
 * The generalised likelihood ratio of a rise that began `shortest` or more, at most `longest`, steps ago, over all beginnings (Höhle & Paul 2008,
 * Computational Statistics & Data Analysis 52:4357); 0 where nothing rose.
 */
export function glrStatistic(run: GlrRun, spread: number, shortest: number, longest: number): number {
  let counted = 0;
  let expected = 0;
  let score = 0;
  let best = 0;
  for (let from = run.length - 1; from >= Math.max(0, run.length - longest); from -= 1) {
    const mean = run.means[from] ?? 0;
    const count = run.counts[from] ?? 0;
    counted += count;
    expected += mean;
    score += (count - mean) / (1 + spread * mean);
    if (score <= 0 || run.length - from < shortest) continue;
    const kappa = Math.log(counted / expected);
    const ratio = spread === 0 ? counted * kappa - (counted - expected) : bestRise(run, from, spread, Math.max(kappa, 0.01));
    if (ratio > best) best = ratio;
  }
  return best;
}
