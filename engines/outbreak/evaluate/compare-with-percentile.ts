import { farringtonFlexible } from '../farrington/farrington-flexible.ts';
import { usualFlexible } from '../farrington/options.ts';
import { combineChances } from '../fusion/combine-chances.ts';
import { overdispersedTail } from '../glm/count-distributions.ts';
import { judgeByPercentile } from '../percentile/judge-by-percentile.ts';
import { usualPercentile } from '../percentile/options.ts';
import type { Chance } from './draw-counts.ts';
import { meanOf, type Scenario, scenarios } from './scenarios.ts';
import { judgedFrom, weeks } from './simulate.ts';
import { type ChannelShape, type SimulatedChannels, simulateChannels } from './simulate-channels.ts';
import { type ScoredTrial, strictestFor, type TradeOff, tradeOffAt } from './trade-off.ts';

const range = Array.from({ length: weeks - judgedFrom }, (_, week) => judgedFrom + week);
const weekly = (counts: Float64Array) => ({ counts, frequency: 52 });

/** Ways of scoring the judged weeks of one scenario seen through channels; the first channel is that of case reports. */
export const scorings = {
  /** The national method alone, as it runs on case reports: 0 is a signal, 1 is none. */
  percentile: (channels: readonly Float64Array[], _: Scenario, percentile: number): number[] =>
    judgeByPercentile(weekly(channels[0] ?? new Float64Array(weeks)), range, { ...usualPercentile, percentile, period: 1 }).map(
      ({ alarm }) => (alarm ? 0 : 1),
    ),
  /** farringtonFlexible's p on case reports. */
  single: (channels: readonly Float64Array[]): number[] => chancesOf(channels[0] ?? new Float64Array(weeks)),
  /** What nobody has: the true mean and dispersion of case reports. No method on this series alone is better on weeks of one kind. */
  omniscient: ([first]: readonly Float64Array[], scenario: Scenario): number[] =>
    range.map((at) => overdispersedTail(first?.[at] ?? 0, meanOf(scenario, at + 1), scenario.phi)),
  /** farringtonFlexible's p of all channels together. */
  fused: (channels: readonly Float64Array[]): number[] => combine(channels),
} as const;

const options = { ...usualFlexible, fewest: { cases: 0, steps: 4 } };

const chancesOf = (counts: Float64Array): number[] => farringtonFlexible(weekly(counts), range, options).map(({ p }) => p ?? 1);

function combine(channels: readonly Float64Array[]): number[] {
  const all = channels.map(chancesOf);
  return range.map(
    (_, place) =>
      combineChances(
        all.map((chances) => chances[place] ?? 1),
        'fisher',
      ).p,
  );
}

export interface DrawnTrial extends SimulatedChannels {
  readonly scenario: Scenario;
}

/** So many series of each of the 42 scenarios, each with an outbreak of one to ten standard deviations. */
export const drawTrials = (
  replicates: number,
  chanceOf: (scenario: number, replicate: number) => Chance,
  shape: ChannelShape,
): DrawnTrial[] =>
  scenarios.flatMap((scenario) =>
    Array.from({ length: replicates }, (_, replicate) => {
      const chance = chanceOf(scenario.number, replicate);
      return { scenario, ...simulateChannels(scenario, 1 + Math.floor(10 * chance()), chance, shape) };
    }),
  );

/** Scores of every series without and with its outbreak. */
export function scoreTrials(
  trials: readonly DrawnTrial[],
  score: (channels: readonly Float64Array[], scenario: Scenario) => readonly number[],
): ScoredTrial[] {
  return trials.map(({ scenario, quiet, counts, cases }) => {
    const steps = range.flatMap((at, place) => ((cases[at] ?? 0) > 0 ? [place] : []));
    const [first] = steps;
    const span = first === undefined ? null : ([first, steps.at(-1) ?? first] as const);
    return { quiet: score(quiet, scenario), judged: score(counts, scenario), span };
  });
}

export interface Comparison {
  /** What the moving percentile did on the series of the evaluation. */
  readonly percentile: TradeOff;
  /** What ours did there, with the threshold by which it detected as much as the percentile on the series it was trained on. */
  readonly ours: TradeOff;
  /** Share of the false signals that are spared. */
  readonly spared: number;
}

/**
 * Ours beside the moving percentile at equal detection: `detected` counts an outbreak in which a signal falls, also by luck; `caused` only one whose cases made the signal. The threshold
 * comes from one set of series, the figures from another.
 */
export function compareAt(
  percentile: { readonly train: readonly ScoredTrial[]; readonly fresh: readonly ScoredTrial[] },
  ours: { readonly train: readonly ScoredTrial[]; readonly fresh: readonly ScoredTrial[] },
  measure: 'detected' | 'caused',
): Comparison {
  const signal = 0.5;
  const wanted = tradeOffAt(percentile.train, signal)[measure];
  const threshold = strictestFor((one) => tradeOffAt(ours.train, one)[measure], wanted);
  const [theirs, own] = [tradeOffAt(percentile.fresh, signal), tradeOffAt(ours.fresh, threshold)];
  return { percentile: theirs, ours: own, spared: 1 - own.falseShare / theirs.falseShare };
}
