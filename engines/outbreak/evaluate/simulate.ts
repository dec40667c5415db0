import { type Chance, drawNormal, drawOverdispersed, drawPoisson } from './draw-counts.ts';
import { meanOf, type Scenario } from './scenarios.ts';

/** Cases an outbreak adds, week by week over the whole series. */
interface Outbreak {
  readonly start: number;
  readonly size: number;
  readonly cases: Uint16Array;
}

export interface Simulated {
  /** With past outbreaks, without the one that is to be found. */
  readonly quiet: Float64Array;
  /** With both. */
  readonly counts: Float64Array;
  /** The outbreak to be found. */
  readonly outbreak: Outbreak;
}

/** Weeks of a series; the last 49 are judged, outbreaks of the past lie in the five years before. */
export const weeks = 624;
export const judgedFrom = 575;
export const pastFrom = 312;
export const pastOutbreaks = 4;
export const pastStrengths = [2, 3, 5, 10] as const;

/**
 * An outbreak of about `strength` standard deviations of the week it starts in (two cases at least), its cases coming after delays that are
 * lognormal(0, 0.5) in weeks (Noufaily et al. 2013, 2019). Cases after the end of the series are lost.
 */
export function drawOutbreak(chance: Chance, length: number, start: number, deviation: number, strength: number): Outbreak {
  let size = 0;
  // Of a disease so rare that two cases hardly ever come the draw would not end.
  for (let tries = 0; size < 2 && tries < 1000; tries += 1) size = drawPoisson(chance, strength * deviation);
  size = Math.max(2, size);
  const cases = new Uint16Array(length);
  for (let one = 0; one < size; one += 1) {
    const at = start + Math.floor(Math.exp(0.5 * drawNormal(chance)));
    if (at < length) cases[at] = (cases[at] ?? 0) + 1;
  }
  return { start, size, cases };
}

const between = (chance: Chance, from: number, to: number): number => from + Math.floor(chance() * (to - from));

/** One series of a scenario, by weeks counted from 0; `strength` is that of the outbreak to be found. */
export function simulate(scenario: Scenario, strength: number, chance: Chance): Simulated {
  const deviationAt = (at: number): number => Math.sqrt(scenario.phi * meanOf(scenario, at + 1));
  const quiet = Float64Array.from({ length: weeks }, (_, at) =>
    drawOverdispersed(chance, meanOf(scenario, at + 1), scenario.phi),
  );
  for (let one = 0; one < pastOutbreaks; one += 1) {
    const start = between(chance, pastFrom, judgedFrom);
    const past = drawOutbreak(chance, weeks, start, deviationAt(start), pastStrengths[between(chance, 0, 4)] ?? 2);
    for (const [at, cases] of past.cases.entries()) quiet[at] = (quiet[at] ?? 0) + cases;
  }
  const start = between(chance, judgedFrom, weeks);
  const outbreak = drawOutbreak(chance, weeks, start, deviationAt(start), strength);
  return { quiet, counts: quiet.map((count, at) => count + (outbreak.cases[at] ?? 0)), outbreak };
}
