import { overdispersedQuantile } from '../glm/count-distributions.ts';
import { trigamma } from '../glm/digamma.ts';
import { normalQuantile } from '../glm/normal.ts';
import type { ReportingTriangle } from './build-triangle.ts';

export interface NowcastOptions {
  /** Delays are learnt from so many last steps; null: from all. Shorter follows changes sooner, longer is steadier. */
  readonly window: number | null;
  /** Chance outside the interval, both sides together. */
  readonly alpha: number;
}

export const usualNowcast: NowcastOptions = { window: null, alpha: 0.05 };

export interface Nowcast {
  readonly at: number;
  /** Cases known so far. */
  readonly known: number;
  /** Share of the step's cases that is known by now, as delays were so far; null where nothing tells. */
  readonly share: number | null;
  /** Cases there will be in the end. */
  readonly expected: number | null;
  /** Limits of a prediction interval, whole numbers. */
  readonly low: number | null;
  readonly high: number | null;
}

interface Delay {
  /** Of the cases known within this delay, the share that took exactly so long (reverse-time hazard). */
  readonly hazard: number;
  /** How many cases that is known from. */
  readonly cases: number;
}

/** Cases of a step known within a delay. */
function knownWithin({ cases, delays }: ReportingTriangle, step: number, delay: number): number {
  let sum = 0;
  for (let d = 0; d <= delay; d += 1) sum += cases[step * delays + d] ?? 0;
  return sum;
}

/** Hazards from the steps of which the delay has already passed. */
function learnDelays(triangle: ReportingTriangle, window: number | null): Delay[] {
  const { steps, delays, cases } = triangle;
  const first = window === null ? 0 : Math.max(0, steps - window);
  return Array.from({ length: delays }, (_, delay) => {
    let [exactly, within] = [0, 0];
    for (let step = first; step + delay < steps; step += 1) {
      exactly += cases[step * delays + delay] ?? 0;
      within += knownWithin(triangle, step, delay);
    }
    return { hazard: within > 0 ? exactly / within : 0, cases: within };
  });
}

interface ShareKnown {
  /** As it was so far. */
  readonly share: number;
  /** What may be believed of it: the mean of its posterior, and the variance of its logarithm. */
  readonly likely: number;
  readonly variance: number;
}

/**
 * Share known within a delay. Delays have a Dirichlet prior of weight 1 in all (Perks 1947), so that each later hazard has a beta posterior: what a handful of cases never showed is
 * not thereby impossible.
 */
function shareWithin(delays: readonly Delay[], delay: number): ShareKnown | null {
  let [share, likely, variance] = [1, 1, 0];
  for (const [at, { hazard, cases }] of delays.entries()) {
    if (at <= delay) continue;
    if (cases === 0 || hazard >= 1) return null;
    share *= 1 - hazard;
    const [exactly, sooner] = [hazard * cases + 1 / delays.length, (1 - hazard) * cases + at / delays.length];
    likely *= sooner / (exactly + sooner);
    variance += trigamma(sooner) - trigamma(exactly + sooner);
  }
  return { share, likely, variance };
}

/**
 * How many cases of each step there will be once all reports are in (Lawless 1994, Can J Stat 22:15; its point estimate is the chain ladder of actuaries, Mack
 * 1993): known cases over the share that is usually known by then. The interval is that of a negative binomial number of missing cases whose variance adds
 * what chance does with the reports (n(1 - π)/π²) and how uncertain the share π itself is, from few cases very; half a case is added to what is known, so that a step without
 * reports is not taken to be empty for certain. Cases later than the last delay of the triangle are not foreseen.
 */
export function nowcast(triangle: ReportingTriangle, { window, alpha }: NowcastOptions): Nowcast[] {
  const { steps, delays } = triangle;
  const learnt = learnDelays(triangle, window);
  const z = normalQuantile(alpha / 2);
  const ofDelay = learnt.map((_, delay) => shareWithin(learnt, delay));
  return Array.from({ length: steps }, (_, at) => {
    const age = Math.min(delays - 1, steps - 1 - at);
    const known = knownWithin(triangle, at, age);
    const share = ofDelay[age] ?? null;
    if (share === null) return { at, known, share: null, expected: null, low: null, high: null };
    if (age === delays - 1) return { at, known, share: 1, expected: known, low: known, high: known };
    const odds = (1 - share.likely) / share.likely;
    const seen = known + 0.5;
    const missing = seen * odds;
    const variance = (seen * odds) / share.likely + (seen / share.likely) ** 2 * share.variance;
    const dispersion = Math.max(1, variance / missing);
    return {
      at,
      known,
      share: share.share,
      expected: known / share.share,
      low: known + overdispersedQuantile(1 - alpha / 2, -z, missing, dispersion),
      high: known + overdispersedQuantile(alpha / 2, z, missing, dispersion),
    };
  });
}
